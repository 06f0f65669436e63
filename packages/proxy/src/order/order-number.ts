import type { Keyring } from './keyring.js';

/** No letter that looks like a digit or like another (Crockford's base 32), so that it can be read out on the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The number of an order, as in `7QK2-M4ZD-X0VB`: 60 bits of an HMAC over what makes the payment unique. It is made
 * once, when the payment is started, and kept in the signed promise, so it outlives the secret that made it.
 */
export async function orderNumber(keys: Keyring, idempotencyMessage: string): Promise<string> {
  const { tag } = await keys.sign('number', idempotencyMessage);
  const characters = Array.from(tag.subarray(0, 12), (byte) => ALPHABET[byte % 32] ?? '').join('');
  return [characters.slice(0, 4), characters.slice(4, 8), characters.slice(8)].join('-');
}
