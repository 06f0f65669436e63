import type { CheckoutMode, ShopConfig } from '@stripe-cart/contract';
import { elements } from './elements.js';
import { hosted } from './hosted.js';
import { link } from './link.js';
import type { PaymentMode } from './payment-mode.js';

export const MODES: Record<Exclude<CheckoutMode, 'embedded' | 'intent'>, PaymentMode> = { hosted, elements, link };

/** The mode that the `checkout` attribute names; hosted where it names none of ours, or one this shop does not offer. */
export function modeNamed(name: string | null, config: ShopConfig | null): PaymentMode {
  const wanted = Object.values(MODES).find((mode) => mode.name === name) ?? hosted;
  const isOffered = config?.modes.includes(wanted.name) && (wanted !== elements || config.publishableKey);
  if (wanted === hosted || isOffered) return wanted;
  console.warn(`stripe-cart: the proxy does not offer checkout="${name}".`);
  return hosted;
}
