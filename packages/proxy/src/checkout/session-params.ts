import type Stripe from 'stripe';
import type { CheckoutSettings, Config } from '../config/config.js';
import type { Adjustment } from '../order/promise.js';
import { recurringOf } from '../subscription/cart-billing.js';
import { existingPrice, fitsMetadata, namesOf, newPrice } from './line-items.js';
import type { PricedCart, PricedLine } from './priced-cart.js';

type Params = Stripe.Checkout.SessionCreateParams;

/** What a session is made from, whichever page it is paid on. */
export interface Sale {
  readonly cart: PricedCart;
  readonly config: Config;
  /** Where the cart is. */
  readonly origin: string;
  /** The order's number. */
  readonly number: string;
  /** Of the attempt, as in `return-nonce.ts`. */
  readonly nonce: string;
  /** The language of the page. */
  readonly locale?: string | undefined;
  /** The signed promise. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The parameters that every Checkout Session of ours has, on Stripe's page and on the shop's: a pure function of the
 * priced cart, the configuration and the attempt (whose metadata and nonce are functions of it in turn). There is no
 * clock and nothing random in them, because a repeated request must be the same request to Stripe. The fields are these
 * and no others, whatever a browser sends.
 */
export function sessionParams({ cart, config, number, metadata }: Sale): Params {
  const { checkout } = config;
  const lineItems = cart.lines.map((line) => lineItem(line, cart.currency));
  return {
    ...paidBy(cart, checkout, { ...metadata }),
    line_items: lineItems,
    // A price of Stripe's may have amounts in other currencies too, and Stripe would charge the one of the buyer's
    // country. Sold is what the catalogue shows (https://docs.stripe.com/payments/checkout/localize-prices).
    ...(lineItems.some(({ price }) => price !== undefined) && { currency: cart.currency }),
    client_reference_id: number,
    metadata: { ...metadata },
    ...whatStripeAsks(cart, checkout),
  };
}

/**
 * Once, or once and again. What recurs makes a subscription of the cart, which has the promise too: its renewals know
 * the order by it. Stripe begins a trial for all of it (https://docs.stripe.com/payments/checkout/free-trials).
 */
function paidBy(cart: PricedCart, { capture }: CheckoutSettings, metadata: Record<string, string>): Params {
  const recurring = recurringOf(cart);
  if (recurring === null) {
    return {
      mode: 'payment',
      payment_intent_data: { metadata, ...(capture === 'manual' && { capture_method: 'manual' }) },
    };
  }
  const { trialDays } = recurring;
  return {
    mode: 'subscription',
    subscription_data: { metadata, ...(trialDays !== undefined && { trial_period_days: trialDays }) },
  };
}

/** What may stand between this cart's subtotal and its total, by what the buyer will be offered. */
export function allowedAdjustments(cart: PricedCart, { checkout }: Pick<Config, 'checkout'>): Adjustment[] {
  const allows: Adjustment[] = [];
  if (checkout.allowPromotionCodes) allows.push('discount');
  if (isShippedAtARate(cart, checkout)) allows.push('shipping');
  if (checkout.automaticTax) allows.push('tax');
  return allows;
}

/** What the buyer is asked and offered by these settings: the same for a session and for a payment link. */
export function whatStripeAsks(cart: PricedCart, checkout: CheckoutSettings) {
  const shipped = isShipped(cart);
  return {
    ...(shipped &&
      checkout.shippingCountries.length > 0 && {
        shipping_address_collection: { allowed_countries: [...checkout.shippingCountries] },
      }),
    ...(isShippedAtARate(cart, checkout) && {
      shipping_options: checkout.shippingRates.map((rate) => ({ shipping_rate: rate })),
    }),
    ...(checkout.collectPhone && { phone_number_collection: { enabled: true } }),
    ...(checkout.allowPromotionCodes && { allow_promotion_codes: true }),
    ...(checkout.automaticTax && { automatic_tax: { enabled: true } }),
  };
}

/** A cart is posted when anything in it is. */
export const isShipped = (cart: PricedCart) => cart.lines.some(({ sold }) => sold.shippable);

/**
 * Stripe knows shipping rates where a cart is paid once, and no others (https://docs.stripe.com/payments/checkout/shipping):
 * what it costs to post a subscription is in its price.
 */
const isShippedAtARate = (cart: PricedCart, { shippingRates }: CheckoutSettings) =>
  shippingRates.length > 0 && isShipped(cart) && recurringOf(cart) === null;

/**
 * What is posted, paid once, and in a cart in which nothing can be charged for posting it. It is bought by itself.
 */
export function postedForNothing(cart: PricedCart, { shippingRates }: CheckoutSettings): readonly PricedLine[] {
  if (shippingRates.length === 0 || recurringOf(cart) === null) return [];
  return cart.lines.filter(({ sold }) => sold.shippable && sold.shown.recurring === null);
}

function lineItem(line: PricedLine, currency: string): Stripe.Checkout.SessionCreateParams.LineItem {
  const { quantity } = line;
  const metadata = namesOf(line);
  const price = existingPrice(line);
  return price === null ? { price_data: newPrice(line, currency), quantity, metadata } : { price, quantity, metadata };
}

/** Whether the whole order fits into Stripe. Asked before the buyer pays: nothing is ever cut short to make it fit. */
export const fitsStripe = (params: Params): boolean =>
  [params.metadata, ...(params.line_items ?? []).map(({ metadata }) => metadata)].every(fitsMetadata);
