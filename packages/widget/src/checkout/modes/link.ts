import { leaving } from './hosted.js';
import type { PaymentMode } from './payment-mode.js';

/** Pay by a payment link that the proxy makes for this cart. Its page is Stripe's, and the way back is the same. */
export const link: PaymentMode = {
  name: 'link',
  open: (reply, config) => (reply.mode === 'link' ? leaving(reply.url, config) : null),
};
