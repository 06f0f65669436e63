import type { CheckoutMode, CheckoutReply, CheckoutRequest, ShopConfig } from '@stripe-cart/contract';
import { hosted } from './hosted.js';

/** A way to pay. Each has a file of its own; adding one is adding it to the table below. */
export interface PaymentMode {
  /** What the proxy is asked. */
  request(basics: Omit<CheckoutRequest, 'mode'>): CheckoutRequest;
  /** Where an open payment leads; null where the reply is not to be followed. */
  destination(reply: Extract<CheckoutReply, { status: 'open' }>, config: ShopConfig): string | null;
}

export const MODES: Record<CheckoutMode, PaymentMode> = { hosted };

/** The mode that the `checkout` attribute names; hosted where it names none of ours. */
export function modeNamed(name: string | null): PaymentMode {
  return Object.entries(MODES).find(([mode]) => mode === name)?.[1] ?? MODES.hosted;
}
