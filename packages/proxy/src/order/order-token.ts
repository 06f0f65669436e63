import type { Keyring } from './keyring.js';
import type { PaidBy } from './paid-by.js';
import { open, seal } from './sealed-token.js';

/** What opens a verified order. It names the payment and the attempt's handle, and the two must belong together. */
export interface OrderToken {
  readonly paidBy: PaidBy;
  /** The nonce of the attempt, as in `return-nonce.ts`. An invoice belongs to none, and to nobody but who has its link. */
  readonly nonce: string | null;
  /** When the link ends that an invoice was paid by, in seconds since the epoch; of an invoice only. */
  readonly linkExpires?: number;
}

/** 90 days: a thank-you page stays readable as long as anybody comes back to it. */
const LIFETIME_SECONDS = 90 * 24 * 3600;

const KINDS = ['session', 'intent', 'invoice'] as const satisfies readonly PaidBy['by'][];

/** @param shop whose order it is: shops may share a secret and an account, and an invoice names neither */
export function sealOrderToken(
  keys: Keyring,
  { paidBy, nonce, linkExpires }: OrderToken,
  shop: string,
  now: number,
): Promise<string> {
  const named = {
    shop,
    [paidBy.by]: paidBy.id,
    ...(nonce !== null && { nonce }),
    ...(linkExpires !== undefined && { linkExpires }),
  };
  return seal(keys, 'order-token', named, LIFETIME_SECONDS, now);
}

export async function openOrderToken(
  keys: Keyring,
  token: string,
  shop: string,
  now: number,
): Promise<OrderToken | null> {
  const content = (await open(keys, 'order-token', token, now)) ?? {};
  if (content['shop'] !== shop) return null;
  const by = KINDS.find((kind) => typeof content[kind] === 'string');
  if (by === undefined) return null;
  const nonce = typeof content['nonce'] === 'string' ? content['nonce'] : null;
  if (nonce === null && by !== 'invoice') return null;
  const { linkExpires } = content;
  return { paidBy: { by, id: String(content[by]) }, nonce, ...(typeof linkExpires === 'number' && { linkExpires }) };
}
