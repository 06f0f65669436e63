import type { PaymentMessages } from './payment-messages.js';

export const paymentEn: PaymentMessages = {
  editCart: 'Edit cart',
  loading: 'Loading the payment form…',
  payHosted: 'Pay on Stripe’s page',
  pay: (total) => `Pay ${total}`,
  paying: 'Paying…',
  offline: 'You are offline. Nothing was charged; try again when you are back.',
  changed: 'Your cart has changed. Please look at it before you pay.',
};
