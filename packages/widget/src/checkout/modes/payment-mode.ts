import type { CheckoutMode, CheckoutReply, ShopConfig } from '@stripe-cart/contract';
import type { CheckoutState } from '../checkout-state.js';

/** A way to pay. Each has a file of its own, and a row in the table of `modes.ts`. */
export interface PaymentMode {
  /** How the proxy is asked for it. */
  readonly name: CheckoutMode;
  /** Where an open payment leads: to a page, or to a step of this one. Null where the reply is not to be followed. */
  open(reply: Extract<CheckoutReply, { status: 'open' }>, config: ShopConfig): OpenPayment | null;
}

export type OpenPayment = Extract<CheckoutState, { at: 'leaving' | 'paying' }>;
