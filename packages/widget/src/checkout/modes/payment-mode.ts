import type { CheckoutReply, CheckoutRequest, ShopConfig } from '@stripe-cart/contract';

/** A way to pay. Each has a file of its own, and a row in the table of `modes.ts`. */
export interface PaymentMode {
  /** What the proxy is asked. */
  request(basics: Omit<CheckoutRequest, 'mode'>): CheckoutRequest;
  /** Where an open payment leads; null where the reply is not to be followed. */
  destination(reply: Extract<CheckoutReply, { status: 'open' }>, config: ShopConfig): string | null;
}
