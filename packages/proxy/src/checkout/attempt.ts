import { base64url } from 'jose';
import type { Keyring } from '../order/keyring.js';

/**
 * One attempt of one buyer to pay one cart. It has at most one payable object at a time: each either starts the
 * attempt or replaces the one that is named as its predecessor and can no longer be paid.
 */
export interface Attempt {
  readonly shop: string;
  /** Where the cart is. */
  readonly origin: string;
  /** The UUID that the widget minted. */
  readonly id: string;
  /** Id of the session or link this one replaces, or null at the root. */
  readonly predecessor: string | null;
}

/**
 * What makes one payment of an attempt unique. The cart is not in it, nor is the kind of object that is to be paid: an
 * attempt that changes from a session to a link replaces the one by the other, or meets a conflict at Stripe. Two kinds
 * would be two idempotency keys, and two payments.
 */
export function identityOf({ shop, origin, id, predecessor }: Attempt): string {
  return JSON.stringify([shop, origin, id, 'session', predecessor ?? 'root']);
}

/**
 * Stripe's idempotency key for creating it, 43 characters. A changed cart under the same key is a conflict that
 * Stripe reports; with the cart in the key it would silently become a second payment. And it is an HMAC: nobody who
 * has seen an attempt's id can make the key of it.
 */
export async function idempotencyKey(keys: Keyring, attempt: Attempt): Promise<string> {
  const { tag } = await keys.sign('idempotency', identityOf(attempt));
  return base64url.encode(tag);
}
