import type { Currency } from '@stripe-cart/contract';
import type { Keyring } from './keyring.js';
import { isSigned, signed } from './signature.js';

/**
 * What was sold to whom, written into the metadata of the Checkout Session and of its PaymentIntent, or of the
 * PaymentIntent alone, before the buyer pays, and signed. Anything else that works on the same Stripe account can write
 * metadata too; only a valid signature makes an object ours.
 */
export interface SalePromise {
  readonly shop: string;
  readonly attempt: string;
  readonly kind: PaymentKind;
  /** The object this one replaced, or null for an attempt's first. */
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
  /**
   * What a PaymentIntent is for, in minor units: Stripe adds nothing to it, so it is all known at the moment of sale.
   * Null where a Checkout Session reckons the total.
   */
  readonly charge: PromisedCharge | null;
}

export interface PromisedCharge {
  readonly total: number;
  /** The way of shipping that the buyer chose; null where there was none to choose. */
  readonly shipping: { readonly rate: string; readonly amount: number } | null;
  /**
   * Countries that it may be posted to, as in `DE`; none where nothing is posted, or nobody asks. A session demands an
   * address by itself. Beside a PaymentIntent the form does, and a form is what a buyer can go without.
   */
  readonly shipsTo: readonly string[];
}

/**
 * How the money is taken. The session of a link has the link's metadata
 * (stripe 23.1.0, PaymentLinks.d.ts, `PaymentLinkCreateParams.metadata`), and so the link's promise.
 *
 * - `session` by a Checkout Session, on whichever page it is paid.
 * - `intent` by a PaymentIntent that was made without a session.
 * - `link` by a payment link made for this one attempt.
 * - `fixed-link` by a link made beforehand: no attempt is promised, and each of its sessions is an order.
 * - `adjustable-link` likewise, with quantities that the buyer sets: what is promised are the items and their prices.
 */
export type PaymentKind = (typeof KINDS)[number];

const KINDS = ['session', 'intent', 'link', 'fixed-link', 'adjustable-link'] as const;

/** Whether any number of buyers may pay by it. */
export const isMadeBeforehand = (kind: PaymentKind): boolean => kind === 'fixed-link' || kind === 'adjustable-link';

/** What stands for attempt and number in the promise of a link that any number of buyers may pay. */
export const NOBODY_YET = 'none';

export type Adjustment = 'discount' | 'shipping' | 'tax';

const ADJUSTMENTS: readonly Adjustment[] = ['discount', 'shipping', 'tax'];

/** Where the signature stands. */
export const SIGNATURE = 'cart_signature';

/** The metadata of a promise: 9 of the 50 keys Stripe stores, 12 with a charge. */
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
    ...(promise.charge !== null && chargeFields(promise.charge)),
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
    charge: kind === 'intent' ? chargeIn(field) : null,
  };
  return (await isSigned(keys, 'promise', messageOf(promise), field(SIGNATURE))) ? promise : null;
}

function chargeFields({ total, shipping, shipsTo }: PromisedCharge): Record<string, string> {
  return {
    cart_total: String(total),
    cart_shipping: shipping === null ? 'none' : `${shipping.amount} ${shipping.rate}`,
    // Without anything between them: so all the countries there are fit into one of Stripe's values.
    cart_ships_to: shipsTo.length === 0 ? 'none' : shipsTo.join(''),
  };
}

/** What does not read as it was written has no valid signature. */
function chargeIn(field: (name: string) => string): PromisedCharge {
  const [shipping, shipsTo] = [field('cart_shipping'), field('cart_ships_to')];
  const [amount = '', rate = ''] = shipping.split(' ');
  return {
    total: Number(field('cart_total')),
    shipping: shipping === 'none' ? null : { rate, amount: Number(amount) },
    shipsTo: shipsTo === 'none' ? [] : (shipsTo.match(/.{1,2}/gs) ?? []),
  };
}

/** One text for one promise: a list has an order, and JSON keeps neighbours from running into each other. */
function messageOf(promise: SalePromise): string {
  const { shop, attempt, kind, predecessor, number, currency, fingerprint, allows, charge } = promise;
  const message = [shop, attempt, kind, predecessor, number, currency, fingerprint, allows];
  // Only where there is one: what was signed before there were any has to remain readable.
  return JSON.stringify(charge === null ? message : [...message, charge.total, charge.shipping, charge.shipsTo]);
}
