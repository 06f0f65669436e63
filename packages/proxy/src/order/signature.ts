import { base64url } from 'jose';
import type { KeyId, Keyring, Purpose } from './keyring.js';

/** A signature as text, `KEYID.TAG`: which secret made it, and the HMAC. Its size never changes. */
export async function signed(keys: Keyring, purpose: Purpose, message: string): Promise<string> {
  const { keyId, tag } = await keys.sign(purpose, message);
  return `${keyId}.${base64url.encode(tag)}`;
}

/** Which secret a signature names. */
export const keyIdIn = (signature: string): KeyId => signature.slice(0, Math.max(0, signature.indexOf('.')));

/** Whether this text is our signature of `message`. False for anything else, whatever it is. */
export async function isSigned(keys: Keyring, purpose: Purpose, message: string, signature: string): Promise<boolean> {
  const parts = /^([\w-]{8})\.([\w-]{43})$/.exec(signature);
  if (parts === null) return false;
  const [, keyId = '', tag = ''] = parts;
  return keys.verify(purpose, message, keyId, new Uint8Array(base64url.decode(tag)));
}
