import { base64url } from 'jose';

/**
 * Every key of this proxy, made from `CART_TOKEN_SECRET` by HKDF (RFC 5869), one per purpose: what was signed for one
 * purpose says nothing in another. While a secret is being rolled there are several; the first signs, all of them
 * verify, and a key id beside each signature says which one it was.
 */
export type Purpose =
  /** Idempotency keys: the same attempt must reach Stripe under the same key. */
  | 'idempotency'
  /** Order numbers. */
  | 'number'
  /** The handle of an attempt, and the signature over it, in the address Stripe sends the buyer back to. */
  | 'handle'
  | 'nonce'
  /** What was sold, as written into Stripe's metadata. */
  | 'promise'
  | 'resume-token'
  | 'order-token'
  /** An invoice's link, and the way back from paying it. */
  | 'invoice-link'
  | 'invoice-return';

/** 8 base64url characters, made from a secret and telling nothing about it. */
export type KeyId = string;

export interface Keyring {
  /** HMAC-SHA-256 of `message`, 32 bytes, by the newest secret. */
  sign(purpose: Purpose, message: string): Promise<{ keyId: KeyId; tag: Uint8Array<ArrayBuffer> }>;
  /** The same by the secret of this id. @throws {RangeError} where it is none of ours */
  signAs(keyId: KeyId, purpose: Purpose, message: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Whether `tag` is that, by the secret of this id; compared in constant time. Never throws on garbage. */
  verify(purpose: Purpose, message: string, keyId: KeyId, tag: Uint8Array<ArrayBuffer>): Promise<boolean>;
  /** The newest secret's AES-256-GCM key for tokens of this purpose. */
  sealingKey(purpose: Purpose): Promise<{ keyId: KeyId; key: CryptoKey }>;
  /** The same key of the secret with this id; null where it is none of ours. */
  openingKey(purpose: Purpose, keyId: KeyId): Promise<CryptoKey | null>;
}

export function createKeyring(secrets: readonly [string, ...string[]]): Keyring {
  const derived = new Map<string, Promise<CryptoKey>>();
  let identified: Promise<ReadonlyMap<KeyId, string>> | undefined;
  let newest: Promise<KeyId> | undefined;
  const newestId = () => (newest ??= keyIdOf(secrets[0]));

  const secretsById = () =>
    (identified ??= Promise.all(secrets.map(async (secret) => [await keyIdOf(secret), secret] as const)).then(
      (pairs) => new Map(pairs),
    ));

  /** Deriving costs a few hash runs, so each key is derived once in the life of the process. */
  const keyOf = (secret: string, use: 'mac' | 'seal', purpose: Purpose): Promise<CryptoKey> => {
    const name = `${use} ${purpose} ${secret}`;
    const existing = derived.get(name);
    if (existing !== undefined) return existing;
    const fresh = use === 'mac' ? macKey(secret, purpose) : aesKey(secret, purpose);
    derived.set(name, fresh);
    return fresh;
  };

  return {
    async sign(purpose, message) {
      const key = await keyOf(secrets[0], 'mac', purpose);
      const tag = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytesOf(message)));
      return { keyId: await newestId(), tag };
    },
    async signAs(keyId, purpose, message) {
      const secret = (await secretsById()).get(keyId);
      if (secret === undefined) throw new RangeError('no secret of ours has this id');
      return new Uint8Array(await crypto.subtle.sign('HMAC', await keyOf(secret, 'mac', purpose), bytesOf(message)));
    },
    async verify(purpose, message, keyId, tag) {
      const secret = (await secretsById()).get(keyId);
      if (secret === undefined) return false;
      return crypto.subtle.verify('HMAC', await keyOf(secret, 'mac', purpose), tag, bytesOf(message));
    },
    async sealingKey(purpose) {
      return { keyId: await newestId(), key: await keyOf(secrets[0], 'seal', purpose) };
    },
    async openingKey(purpose, keyId) {
      const secret = (await secretsById()).get(keyId);
      return secret === undefined ? null : keyOf(secret, 'seal', purpose);
    },
  };
}

async function keyIdOf(secret: string): Promise<KeyId> {
  const bits = await crypto.subtle.deriveBits(hkdf('key-id'), await rawKey(secret), 48);
  return base64url.encode(new Uint8Array(bits));
}

async function macKey(secret: string, purpose: Purpose): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256', length: 256 };
  return crypto.subtle.deriveKey(hkdf(purpose), await rawKey(secret), algorithm, false, ['sign', 'verify']);
}

async function aesKey(secret: string, purpose: Purpose): Promise<CryptoKey> {
  const algorithm = { name: 'AES-GCM', length: 256 };
  return crypto.subtle.deriveKey(hkdf(purpose), await rawKey(secret), algorithm, false, ['encrypt', 'decrypt']);
}

const rawKey = (secret: string) =>
  crypto.subtle.importKey('raw', bytesOf(secret), 'HKDF', false, ['deriveBits', 'deriveKey']);

const hkdf = (purpose: Purpose | 'key-id') => ({
  name: 'HKDF',
  hash: 'SHA-256',
  salt: new Uint8Array(),
  info: bytesOf(`stripe-cart ${purpose}`),
});

const bytesOf = (text: string) => new TextEncoder().encode(text);
