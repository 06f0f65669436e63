import type { PaymentMessages } from '../../../messages/messages.js';

export const paymentEn: PaymentMessages = {
  editCart: 'Edit cart',
  loading: 'Loading the payment form…',
  pay: (total) => `Pay ${total}`,
  paying: 'Paying…',
  address: 'Address',
  shippingOption: 'Delivery',
  phone: 'Phone number',
  free: 'Free',
  incomplete: 'Something is still missing. Please look at the fields that are marked.',
  offline: 'You are offline. Nothing was charged; try again when you are back.',
  changed: 'Your cart has changed meanwhile. Please look through it before you pay.',
};
