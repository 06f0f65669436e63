import type { CheckoutMode } from '@stripe-cart/contract';
import type { Deps } from '../deps.js';
import type { Keyring } from '../order/keyring.js';
import type { PromisedCharge } from '../order/promise.js';
import type { Attempt } from './attempt.js';
import type { PricedCart } from './priced-cart.js';

/** One request to pay: whose attempt it is, for what, and how. */
export interface Checkout {
  readonly deps: Deps;
  readonly keys: Keyring;
  readonly attempt: Omit<Attempt, 'predecessor'>;
  readonly mode: CheckoutMode;
  readonly cart: PricedCart;
  /** What a PaymentIntent is to be for, once its form was sent; null before that, and for every other way to pay. */
  readonly charge: PromisedCharge | null;
  /** What Stripe.js made of that form, where the proxy is to confirm the payment. */
  readonly confirmationToken?: string | undefined;
  /** The language of the page, as in `de-AT`. */
  readonly locale?: string | undefined;
  readonly deadline: AbortSignal;
}
