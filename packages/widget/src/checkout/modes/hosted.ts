import type { CheckoutMode, ShopConfig } from '@stripe-cart/contract';
import type { OpenPayment, PaymentMode } from './payment-mode.js';

/** Pay on Stripe's own page and come back. Nothing of Stripe's is loaded before that. */
export const hosted = atStripe('hosted');

/** A way to pay that leads to a page of Stripe's. */
export function atStripe(name: CheckoutMode): PaymentMode {
  return { name, open: (reply, config) => ('url' in reply ? leaving(reply.url, config) : null) };
}

/** Where a buyer may be sent to pay: the origins that the shop's proxy names, over https, and nowhere else. */
function leaving(address: string, { checkoutOrigins }: ShopConfig): OpenPayment | null {
  if (!URL.canParse(address)) return null;
  const { origin, protocol, hostname, href } = new URL(address);
  const secure = protocol === 'https:' || (protocol === 'http:' && /^(127\.|localhost$|\[::1\]$)/.test(hostname));
  return secure && checkoutOrigins.includes(origin) ? { at: 'leaving', url: href } : null;
}
