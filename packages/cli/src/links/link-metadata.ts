import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { CartLine, Currency } from '@stripe-cart/contract';
import { markIn } from '@stripe-cart/proxy/links';
import { combinationKey } from './fixed-links-file.js';

/*
 * How a link is found again: by its metadata. The proxy's own marks say whose it is and what it was made from; one more
 * says for which cart, whatever that costs.
 */
const SHOP = 'cart_link';
const MADE = 'cart_link_made';
const CART = 'cart_link_cart';

/** In place of what it was made from: made by hand, and taken over as it is. */
const BY_HAND = 'by-hand';

/** What a link's metadata says of it. Whoever may write in the account can write it, so the link is looked at before it is believed. */
export type Mark =
  | { readonly kind: 'made'; readonly made: string; readonly cart: string | null }
  /** `purpose`: what it was taken over as, see `cartOf` and `amountOf`. */
  | { readonly kind: 'by-hand'; readonly purpose: string | null };

/** Null for a link that is not this shop's. */
export function markOf({ metadata }: Stripe.PaymentLink, shop: string): Mark | null {
  if (metadata[SHOP] !== shop) return null;
  if (metadata[MADE] === BY_HAND) return { kind: 'by-hand', purpose: metadata[CART] ?? null };
  const mark = markIn(metadata);
  return mark === null ? null : { kind: 'made', made: mark.made, cart: metadata[CART] ?? null };
}

/** Whether a link is some shop's already. */
export const isMarked = ({ metadata }: Stripe.PaymentLink): boolean => metadata[SHOP] !== undefined;

export function withCart(params: Stripe.PaymentLinkCreateParams, cart: string): Stripe.PaymentLinkCreateParams {
  return { ...params, metadata: { ...params.metadata, [CART]: cart } };
}

/** @param purpose what it is taken over as; it is never used as anything else, whatever its lines mean later */
export const madeByHand = (shop: string, purpose: string): Record<string, string> => ({
  [SHOP]: shop,
  [MADE]: BY_HAND,
  [CART]: purpose,
});

/** Names the cart that a link is for, in 43 characters: the same before and after a change of price, another in another currency. */
export function cartOf(lines: readonly CartLine[], adjustable: boolean, currency: Currency): string {
  return digest(JSON.stringify([currency, combinationKey(lines, adjustable)]));
}

/** Names every cart of an amount, in minor units. */
export const amountOf = (amount: number, currency: Currency): string => `amount ${amount} ${currency}`;

/**
 * Stripe's idempotency key for making this link: the same in every run, so that one which follows a run that was killed
 * while Stripe was at work finds that link and makes no other. After links that somebody has changed since, there is
 * another key, or Stripe would answer with them for a day.
 */
export function idempotencyKeyOf(params: Stripe.PaymentLinkCreateParams, predecessors: readonly string[]): string {
  return `cart-link-${digest(JSON.stringify([params, ...[...predecessors].sort()]))}`;
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');
