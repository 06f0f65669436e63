import type { PaymentMode } from './payment-mode.js';

/** Pay on Stripe's own page and come back. Nothing of Stripe's is loaded before that. */
export const hosted: PaymentMode = {
  name: 'hosted',
  open(reply, { checkoutOrigins }) {
    if (reply.mode !== 'hosted' || !URL.canParse(reply.url)) return null;
    const { origin, protocol, hostname, href } = new URL(reply.url);
    const secure = protocol === 'https:' || (protocol === 'http:' && /^(127\.|localhost$|\[::1\]$)/.test(hostname));
    return secure && checkoutOrigins.includes(origin) ? { at: 'leaving', url: href } : null;
  },
};
