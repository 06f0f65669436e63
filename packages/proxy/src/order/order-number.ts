import type { Keyring } from './keyring.js';
import { SIGNATURE } from './promise.js';
import { keyIdIn } from './signature.js';

/** No letter that looks like a digit or like another (Crockford's base 32), so that it can be read out on the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The number of an order, as in `7QK2-M4ZD-X0VB`: 60 bits of an HMAC over what makes the payment unique. It is made
 * once, when the payment is started, and kept in the signed promise, so it outlives the secret that made it.
 */
export async function orderNumber(keys: Keyring, idempotencyMessage: string): Promise<string> {
  const { tag } = await keys.sign('number', idempotencyMessage);
  return readable(tag);
}

/**
 * The number of an order that came by a link made beforehand: an HMAC over its session, because no two buyers may have
 * one number and nothing is made when a session begins. It is by the secret that signed the link, so it stays the same
 * for as long as the link's promise can be read at all.
 * @param metadata the session's, with a signature in it that has been verified
 */
export async function fixedLinkOrderNumber(
  keys: Keyring,
  session: string,
  metadata: Readonly<Record<string, string>> | null,
): Promise<string> {
  const tag = await keys.signAs(keyIdIn(metadata?.[SIGNATURE] ?? ''), 'number', `fixed-link ${session}`);
  return readable(tag);
}

function readable(tag: Uint8Array): string {
  const characters = Array.from(tag.subarray(0, 12), (byte) => ALPHABET[byte % 32] ?? '').join('');
  return [characters.slice(0, 4), characters.slice(4, 8), characters.slice(8)].join('-');
}
