import type Stripe from 'stripe';
import { MAX_LINK_LINES, type ProblemEvidence } from '@stripe-cart/contract';
import { existingPrice, fitsMetadata, namesOf, newPrice } from '../checkout/line-items.js';
import type { PricedCart, PricedLine } from '../checkout/priced-cart.js';
import { whatStripeAsks } from '../checkout/session-params.js';
import { recurringOf } from '../subscription/cart-billing.js';
import type { CheckoutSettings } from '../config/config.js';
import { SOLD_PRICE } from '../order/link-lines.js';

export type LinkParams = Stripe.PaymentLinkCreateParams;

/** What a payment link is made from, for one cart or for whoever comes. */
export interface LinkSale {
  readonly cart: PricedCart;
  readonly checkout: CheckoutSettings;
  /** The signed promise, if there is one. */
  readonly promise: Readonly<Record<string, string>>;
  /** What else is to stand in the link's metadata. */
  readonly marks?: Readonly<Record<string, string>>;
  /** Where Stripe sends the buyer afterwards, with its placeholder in it; null shows Stripe's own word of thanks. */
  readonly returnAddress: string | null;
  /** Whether the buyer sets the quantities on Stripe's page. */
  readonly adjustable: boolean;
}

/**
 * The parameters that every payment link of ours has: a pure function, with no clock and nothing random in it, because
 * a repeated request must be the same request to Stripe. Payment links know no way back for who changes their mind, no
 * expiry, and no language; the last is said by the address they are opened with
 * (https://docs.stripe.com/payment-links/url-parameters).
 */
export function linkParams(sale: LinkSale): LinkParams {
  const { cart, checkout, promise, marks = {}, returnAddress, adjustable } = sale;
  const lineItems = cart.lines.map((line) => lineItem(line, cart.currency, adjustable));
  return {
    line_items: lineItems,
    // As with a session: sold is what the catalogue shows, not another currency of the same price.
    ...(lineItems.some(({ price }) => price !== undefined) && { currency: cart.currency }),
    metadata: { ...promise, ...marks, ...soldPrices(cart) },
    payment_intent_data: {
      metadata: { ...promise },
      ...(checkout.capture === 'manual' && { capture_method: 'manual' }),
    },
    after_completion:
      returnAddress === null ? { type: 'hosted_confirmation' } : { type: 'redirect', redirect: { url: returnAddress } },
    ...whatStripeAsks(cart, checkout),
    ...(checkout.requireTermsOfService && { consent_collection: { terms_of_service: 'required' as const } }),
    ...(checkout.submitType !== null && { submit_type: checkout.submitType }),
  };
}

/**
 * A line of a payment link has no metadata of its own, unlike a session's (PaymentLinks.d.ts,
 * `PaymentLinkCreateParams.LineItem`). What it is stands on the product that is made with it, or, for an existing
 * price, in the link's metadata.
 */
function lineItem(line: PricedLine, currency: string, adjustable: boolean): LinkParams['line_items'][number] {
  const { min, max } = line.sold.shown.quantity;
  const quantity = {
    quantity: line.quantity,
    ...(adjustable && { adjustable_quantity: { enabled: true, minimum: min, maximum: max } }),
  };
  const price = existingPrice(line);
  return price === null ? { price_data: newPrice(line, currency, namesOf(line)), ...quantity } : { price, ...quantity };
}

/** Which item each existing price stands for. */
function soldPrices({ lines }: PricedCart): Record<string, string> {
  const metadata: Record<string, string> = {};
  for (const line of lines) {
    const price = existingPrice(line);
    if (price !== null) metadata[`${SOLD_PRICE}${Object.keys(metadata).length}`] = `${price} ${line.sold.shown.id}`;
  }
  return metadata;
}

/** Why this cart cannot be paid by a link, or null. Asked before anything is made. */
export function linkProblem(sale: LinkSale): ProblemEvidence | null {
  const { lines } = sale.cart;
  if (recurringOf(sale.cart) !== null) return { code: 'mode_not_offered', modes: ['hosted'] };
  if (lines.length > MAX_LINK_LINES) return { code: 'too_many_lines', limit: MAX_LINK_LINES };
  // Stripe's page lets the buyer set any quantity between two bounds, and so also one between two steps.
  const stepped = lines.find(({ sold }) => sale.adjustable && sold.shown.quantity.step > 1);
  if (stepped !== undefined) {
    const { id, quantity } = stepped.sold.shown;
    return { code: 'invalid_quantity', item: id, ...quantity };
  }
  const stored = [linkParams(sale).metadata, ...lines.map(namesOf)];
  return stored.every(fitsMetadata) ? null : { code: 'cart_too_large' };
}
