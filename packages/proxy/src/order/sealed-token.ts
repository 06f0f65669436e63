import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import type { Keyring, Purpose } from './keyring.js';

/**
 * A token that only this proxy can read or make: a compact JWE (RFC 7516), `dir` with AES-256-GCM. It goes through a
 * browser, so it shows nothing of what it holds: no id of Stripe's, no attempt.
 * @param lifetime in seconds
 * @param now in milliseconds since the epoch
 */
export async function seal(
  keys: Keyring,
  purpose: Purpose,
  content: Readonly<Record<string, string | number>>,
  lifetime: number,
  now: number,
): Promise<string> {
  const { keyId, key } = await keys.sealingKey(purpose);
  return new EncryptJWT({ ...content })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: keyId })
    .setExpirationTime(Math.floor(now / 1000) + lifetime)
    .encrypt(key);
}

/**
 * What a token of this purpose holds. Null for every other input: forged, cut short, expired, made for another
 * purpose or by a secret that is no longer configured. Never throws.
 */
export async function open(
  keys: Keyring,
  purpose: Purpose,
  token: string,
  now: number,
): Promise<Readonly<Record<string, unknown>> | null> {
  const sealed = await readSealed(keys, purpose, token, now);
  return sealed === null || sealed.isExpired ? null : sealed.content;
}

/** The same, where somebody is to be told that what they hold is genuine, and that its time is over. */
export async function readSealed(
  keys: Keyring,
  purpose: Purpose,
  token: string,
  now: number,
): Promise<{ readonly content: Readonly<Record<string, unknown>>; readonly isExpired: boolean } | null> {
  try {
    const { payload } = await jwtDecrypt(
      token,
      async ({ kid = '' }) => {
        const key = await keys.openingKey(purpose, kid);
        if (key === null) throw new Error('no secret of ours has this id');
        return key;
      },
      {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        requiredClaims: ['exp'],
        currentDate: new Date(now),
      },
    );
    return { content: payload, isExpired: false };
  } catch (error) {
    // Its seal was whole: the claims are looked at only after that.
    return error instanceof errors.JWTExpired ? { content: error.payload, isExpired: true } : null;
  }
}
