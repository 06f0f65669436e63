import type { CheckoutMode } from '@stripe-cart/contract';
import type { Deps } from '../deps.js';
import type { Keyring } from '../order/keyring.js';
import type { Attempt } from './attempt.js';
import type { PricedCart } from './price-cart.js';

/** One request to pay: whose attempt it is, for what, and how. */
export interface Checkout {
  readonly deps: Deps;
  readonly keys: Keyring;
  readonly attempt: Omit<Attempt, 'predecessor'>;
  readonly mode: CheckoutMode;
  readonly cart: PricedCart;
  readonly deadline: AbortSignal;
}
