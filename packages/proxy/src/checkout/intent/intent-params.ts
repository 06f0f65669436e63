import type Stripe from 'stripe';
import type { Config } from '../../config/config.js';
import { linesMetadata } from '../../order/intent-lines.js';
import type { SalePromise } from '../../order/promise.js';
import { fitsMetadata } from '../line-items.js';
import type { PricedCart } from '../priced-cart.js';

/** What a PaymentIntent is made from. */
export interface IntentSale {
  readonly cart: PricedCart;
  readonly config: Pick<Config, 'checkout'>;
  readonly promise: SalePromise;
  /** The signed promise. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The parameters of a PaymentIntent without a session: a pure function, as with a session, and as complete. The order
 * stands in its metadata, because Stripe has no other place for lines. Which ways to pay there are is the Dashboard's
 * matter; naming them was taken out of the API (https://docs.stripe.com/changelog, 2026-09-30 endive,
 * `payment_method_types`).
 */
export function intentParams(sale: IntentSale): Stripe.PaymentIntentCreateParams {
  const { cart, config, promise, metadata } = sale;
  return {
    amount: promise.charge?.total ?? cart.subtotal,
    currency: cart.currency,
    automatic_payment_methods: { enabled: true },
    ...(config.checkout.capture === 'manual' && { capture_method: 'manual' }),
    description: `Order ${promise.number}`,
    metadata: { ...metadata, ...linesMetadata(cart.lines.map(soldLine)) },
  };
}

const soldLine = ({ sold, options, quantity, unitAmount }: PricedCart['lines'][number]) => ({
  item: sold.shown.id,
  name: sold.shown.name,
  options,
  quantity,
  unitAmount,
});

/** What the webhook writes beside the order later on: `cart_claim` and `cart_delivered`. */
const NOTES = { cart_claim: '', cart_delivered: '' };

/** Whether the whole order fits into Stripe. Asked before the buyer pays: nothing is ever cut short to make it fit. */
export const fitsIntent = ({ metadata }: Stripe.PaymentIntentCreateParams): boolean =>
  fitsMetadata({ ...metadata, ...NOTES });
