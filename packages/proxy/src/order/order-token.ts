import type { Keyring } from './keyring.js';
import { open, seal } from './sealed-token.js';

/** What opens a verified order. It names the payment and the attempt's handle, and the two must belong together. */
export interface OrderToken {
  /** Checkout Session id. */
  readonly session: string;
  /** The nonce of the attempt, as in `return-nonce.ts`. */
  readonly nonce: string;
}

/** 90 days: a thank-you page stays readable as long as anybody comes back to it. */
const LIFETIME_SECONDS = 90 * 24 * 3600;

export function sealOrderToken(keys: Keyring, { session, nonce }: OrderToken, now: number): Promise<string> {
  return seal(keys, 'order-token', { session, nonce }, LIFETIME_SECONDS, now);
}

export async function openOrderToken(keys: Keyring, token: string, now: number): Promise<OrderToken | null> {
  const content = await open(keys, 'order-token', token, now);
  const { session, nonce } = content ?? {};
  return typeof session === 'string' && typeof nonce === 'string' ? { session, nonce } : null;
}
