import type { PaymentMode } from './payment-mode.js';

/** Pay on Stripe's own page and come back. Nothing of Stripe's is loaded before that. */
export const hosted: PaymentMode = {
  request: (basics) => ({ mode: 'hosted', ...basics }),
  destination({ url }, { checkoutOrigins }) {
    if (!URL.canParse(url)) return null;
    const { origin, protocol, hostname, href } = new URL(url);
    const secure = protocol === 'https:' || (protocol === 'http:' && /^(127\.|localhost$|\[::1\]$)/.test(hostname));
    return secure && checkoutOrigins.includes(origin) ? href : null;
  },
};
