import type { CheckoutMode, ShopConfig } from '@stripe-cart/contract';
import { elements } from './elements.js';
import { hosted } from './hosted.js';
import type { PaymentMode } from './payment-mode.js';

export const MODES: Record<CheckoutMode, PaymentMode> = { hosted, elements };

/** The mode that the `checkout` attribute names; hosted where it names none of ours, or one this shop does not offer. */
export function modeNamed(name: string | null, config: ShopConfig | null): PaymentMode {
  const wanted = Object.values(MODES).find((mode) => mode.name === name);
  if (!wanted || !config || wanted.isOffered(config)) return wanted ?? hosted;
  console.warn(`stripe-cart: the proxy does not offer checkout="${name}", so buyers pay on Stripe's page.`);
  return hosted;
}
