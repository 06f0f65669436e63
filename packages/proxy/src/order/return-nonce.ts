import { base64url } from 'jose';
import type { Keyring } from './keyring.js';
import type { PaymentKind } from './promise.js';
import { isSigned, signed } from './signature.js';

/**
 * The nonce in the address Stripe sends a buyer back to: `KEYID.HANDLE.TAG`. The handle stands for the attempt
 * without showing it, the tag says that the handle is ours, so that a return nobody was promised costs no Stripe
 * call. The address is a parameter of the session, and a repeated request must have the same parameters; so there is
 * nothing random and no clock in it.
 */
export async function returnNonce(keys: Keyring, attempt: string, kind: PaymentKind): Promise<string> {
  const { keyId, tag: handle } = await keys.sign('handle', handleOf(attempt, kind));
  const handleText = base64url.encode(handle);
  const signature = await signed(keys, 'nonce', `${keyId}.${handleText}`);
  return `${keyId}.${handleText}.${signature.slice(signature.indexOf('.') + 1)}`;
}

/** Whether this proxy made this nonce, for whatever attempt. */
export async function isOurNonce(keys: Keyring, nonce: string): Promise<boolean> {
  const { keyId, handle, tag } = partsOf(nonce);
  return isSigned(keys, 'nonce', `${keyId}.${handle}`, `${keyId}.${tag}`);
}

/** Whether this nonce was made for this attempt. */
export async function isNonceOf(keys: Keyring, nonce: string, attempt: string, kind: PaymentKind): Promise<boolean> {
  const { keyId, handle } = partsOf(nonce);
  return (await isOurNonce(keys, nonce)) && isSigned(keys, 'handle', handleOf(attempt, kind), `${keyId}.${handle}`);
}

function partsOf(nonce: string): { keyId: string; handle: string; tag: string } {
  const [, keyId = '', handle = '', tag = ''] = /^([\w-]{8})\.([\w-]{43})\.([\w-]{43})$/.exec(nonce) ?? [];
  return { keyId, handle, tag };
}

const handleOf = (attempt: string, kind: PaymentKind) => JSON.stringify([attempt, kind]);
