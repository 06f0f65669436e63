import type { Currency } from '@stripe-cart/contract';
import type { Keyring } from './keyring.js';
import { isSigned, signed } from './signature.js';

/**
 * What was sold to whom, written into the metadata of the Checkout Session and of its PaymentIntent before the buyer
 * pays, and signed. Anything else that works on the same Stripe account can write metadata too; only a valid
 * signature makes an object ours.
 */
export interface SalePromise {
  readonly shop: string;
  readonly attempt: string;
  readonly kind: PaymentKind;
  /** The session this one replaced, or null for an attempt's first. */
  readonly predecessor: string | null;
  /** The order's number: the same for buyer, sink and Dashboard. */
  readonly number: string;
  readonly currency: Currency;
  /** Of the lines, as in `fingerprint.ts`. */
  readonly fingerprint: string;
  /**
   * What may stand between subtotal and total. Promised at the moment of sale, so that an owner who changes the
   * configuration later does not make yesterday's orders look wrong.
   */
  readonly allows: readonly Adjustment[];
}

/**
 * How the money is taken. The session of a link has the link's metadata
 * (stripe 23.1.0, PaymentLinks.d.ts, `PaymentLinkCreateParams.metadata`), and so the link's promise.
 *
 * - `session` by a Checkout Session, on whichever page it is paid.
 * - `link` by a payment link made for this one attempt.
 * - `fixed-link` by a link made beforehand: no attempt is promised, and each of its sessions is an order.
 * - `adjustable-link` likewise, with quantities that the buyer sets: what is promised are the items and their prices.
 */
export type PaymentKind = (typeof KINDS)[number];

const KINDS = ['session', 'link', 'fixed-link', 'adjustable-link'] as const;

/** Whether any number of buyers may pay by it. */
export const isMadeBeforehand = (kind: PaymentKind): boolean => kind === 'fixed-link' || kind === 'adjustable-link';

/** What stands for attempt and number in the promise of a link that any number of buyers may pay. */
export const NOBODY_YET = 'none';

export type Adjustment = 'discount' | 'shipping' | 'tax';

const ADJUSTMENTS: readonly Adjustment[] = ['discount', 'shipping', 'tax'];

/** Where the signature stands. */
export const SIGNATURE = 'cart_signature';

/** The metadata of a promise: 9 of the 50 keys Stripe stores. */
export async function metadataOf(promise: SalePromise, keys: Keyring): Promise<Record<string, string>> {
  return {
    cart_shop: promise.shop,
    cart_attempt: promise.attempt,
    cart_kind: promise.kind,
    cart_predecessor: promise.predecessor ?? 'root',
    cart_number: promise.number,
    cart_currency: promise.currency,
    cart_fingerprint: promise.fingerprint,
    cart_allows: promise.allows.length === 0 ? 'none' : promise.allows.join(' '),
    [SIGNATURE]: await signed(keys, 'promise', messageOf(promise)),
  };
}

/** Whether metadata names this shop as the one that sold. Anybody can write that; only `promiseIn` proves it. */
export function bearsName(metadata: Readonly<Record<string, string>> | null, shop: string): boolean {
  return metadata !== null && Object.hasOwn(metadata, 'cart_shop') && metadata['cart_shop'] === shop;
}

/** The promise in an object's metadata; null where there is none, or none of this shop's, or it was tampered with. */
export async function promiseIn(
  metadata: Readonly<Record<string, string>> | null,
  shop: string,
  keys: Keyring,
): Promise<SalePromise | null> {
  const field = (name: string) => (metadata !== null && Object.hasOwn(metadata, name) ? (metadata[name] ?? '') : '');
  const kind = KINDS.find((known) => known === field('cart_kind'));
  if (kind === undefined || field('cart_shop') !== shop) return null;

  const predecessor = field('cart_predecessor');
  const promise: SalePromise = {
    shop,
    attempt: field('cart_attempt'),
    kind,
    predecessor: predecessor === 'root' ? null : predecessor,
    number: field('cart_number'),
    currency: field('cart_currency'),
    fingerprint: field('cart_fingerprint'),
    allows: ADJUSTMENTS.filter((adjustment) => field('cart_allows').split(' ').includes(adjustment)),
  };
  return (await isSigned(keys, 'promise', messageOf(promise), field(SIGNATURE))) ? promise : null;
}

/** One text for one promise: a list has an order, and JSON keeps neighbours from running into each other. */
function messageOf(promise: SalePromise): string {
  const { shop, attempt, kind, predecessor, number, currency, fingerprint, allows } = promise;
  return JSON.stringify([shop, attempt, kind, predecessor, number, currency, fingerprint, allows]);
}
