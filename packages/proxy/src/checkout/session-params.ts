import type Stripe from 'stripe';
import { ROUTES } from '@stripe-cart/contract';
import type { CheckoutSettings, Config } from '../config/config.js';
import type { Adjustment } from '../order/promise.js';
import { existingPrice, fitsMetadata, namesOf, newPrice } from './line-items.js';
import type { PricedCart, PricedLine } from './price-cart.js';

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
    mode: 'payment',
    line_items: lineItems,
    // A price of Stripe's may have amounts in other currencies too, and Stripe would charge the one of the buyer's
    // country. Sold is what the catalogue shows (https://docs.stripe.com/payments/checkout/localize-prices).
    ...(lineItems.some(({ price }) => price !== undefined) && { currency: cart.currency }),
    client_reference_id: number,
    metadata: { ...metadata },
    payment_intent_data: { metadata: { ...metadata } },
    ...whatStripeAsks(cart, checkout),
  };
}

/**
 * Where Stripe sends the buyer when they have paid, or have been away to their bank. The braces are Stripe's
 * placeholder, and only recognised as they are: no URL encoder may touch them.
 */
export function returnAddress({ config, nonce }: Pick<Sale, 'config' | 'nonce'>): string {
  return `${config.publicUrl}${ROUTES.return.path}?nonce=${nonce}&session_id={CHECKOUT_SESSION_ID}`;
}

/** What may stand between this cart's subtotal and its total, by what the buyer will be offered. */
export function allowedAdjustments(cart: PricedCart, { checkout }: Pick<Config, 'checkout'>): Adjustment[] {
  const allows: Adjustment[] = [];
  if (checkout.allowPromotionCodes) allows.push('discount');
  if (isShipped(cart) && checkout.shippingRates.length > 0) allows.push('shipping');
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
    ...(shipped &&
      checkout.shippingRates.length > 0 && {
        shipping_options: checkout.shippingRates.map((rate) => ({ shipping_rate: rate })),
      }),
    ...(checkout.collectPhone && { phone_number_collection: { enabled: true } }),
    ...(checkout.allowPromotionCodes && { allow_promotion_codes: true }),
    ...(checkout.automaticTax && { automatic_tax: { enabled: true } }),
  };
}

/** A cart is posted when anything in it is. */
const isShipped = (cart: PricedCart) => cart.lines.some(({ sold }) => sold.shippable);

function lineItem(line: PricedLine, currency: string): Stripe.Checkout.SessionCreateParams.LineItem {
  const { quantity } = line;
  const metadata = namesOf(line);
  const price = existingPrice(line);
  return price === null ? { price_data: newPrice(line, currency), quantity, metadata } : { price, quantity, metadata };
}

/** Whether the whole order fits into Stripe. Asked before the buyer pays: nothing is ever cut short to make it fit. */
export const fitsStripe = (params: Params): boolean =>
  [params.metadata, ...(params.line_items ?? []).map(({ metadata }) => metadata)].every(fitsMetadata);
