import type { PaymentMessages } from '../../../messages/messages.js';

export const paymentEn: PaymentMessages = {
  editCart: 'Edit cart',
  loading: 'Loading the payment form…',
  pay: (total) => `Pay ${total}`,
  paying: 'Paying…',
  address: 'Address',
  phone: 'Phone number',
  incomplete: 'Something is still missing. Please look at what is marked.',
  repriced: 'The total has changed. Please look at it before you pay.',
  offline: 'You are offline. Nothing was charged; try again when you are back.',
  changed: 'Your cart has changed. Please look at it before you pay.',
};
