import type { PaymentMode } from './payment-mode.js';

/** Pay in the shop's own page. What that takes is in `elements/`, and is loaded when a buyer gets there. */
export const elements: PaymentMode = {
  name: 'elements',
  open: (reply) => (reply.mode === 'elements' ? { at: 'paying', reply } : null),
};
