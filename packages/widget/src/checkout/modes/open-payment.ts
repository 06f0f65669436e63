import type { CheckoutReply, ShopConfig } from '@stripe-cart/contract';
import type { CheckoutState } from '../checkout-state.js';

/** What the proxy answers where there is something to pay. */
export type PayableReply = Extract<CheckoutReply, { mode: unknown }>;

/** The payment is made in this page, by whatever the reply's mode takes. */
export type InPageReply = Exclude<PayableReply, { url: unknown }>;

/** Where an open payment leads: to Stripe's page, or to a step of this one. Null where the reply is not to be followed. */
export function openPayment(
  reply: PayableReply,
  config: ShopConfig,
): Extract<CheckoutState, { at: 'leaving' | 'paying' }> | null {
  if (!('url' in reply)) return { at: 'paying', reply };
  return isStripes(reply.url, config) ? { at: 'leaving', url: new URL(reply.url).href } : null;
}

/** Where a buyer may be sent to pay: the origins that the shop's proxy names, over https, and nowhere else. */
export function isStripes(address: string, { checkoutOrigins }: ShopConfig): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, protocol, hostname } = new URL(address);
  const secure = protocol === 'https:' || (protocol === 'http:' && /^(127\.|localhost$|\[::1\]$)/.test(hostname));
  return secure && checkoutOrigins.includes(origin);
}
