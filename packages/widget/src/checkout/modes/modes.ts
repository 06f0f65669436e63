import type { CheckoutMode } from '@stripe-cart/contract';
import { hosted } from './hosted.js';
import type { PaymentMode } from './payment-mode.js';

export const MODES: Record<CheckoutMode, PaymentMode> = { hosted };

/** The mode that the `checkout` attribute names; hosted where it names none of ours. */
export function modeNamed(name: string | null): PaymentMode {
  return Object.entries(MODES).find(([mode]) => mode === name)?.[1] ?? MODES.hosted;
}
