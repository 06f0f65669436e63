import type { PaymentMessages } from '../../../messages/messages.js';

export const paymentEn: PaymentMessages = {
  editCart: 'Edit cart',
  loading: 'Loading the payment form…',
  pay: (total) => `Pay ${total}`,
  paying: 'Paying…',
  address: 'Address',
  shippingOption: 'Delivery',
  phone: 'Phone number',
  promotionCode: 'Promotion code',
  apply: 'Apply',
  free: 'Free',
  incomplete: 'Something is still missing. Please look at the fields that are marked.',
  offline: 'You are offline. Nothing was charged; try again when you are back.',
  waiting: 'This takes long. We do not know yet whether you have paid; please wait.',
  unpaid: 'No payment has arrived. Nothing was charged; you can try again.',
  unavailable: 'The payment form cannot be loaded here. Nothing was charged.',
  payHosted: 'Pay on Stripe’s page',
  expired: 'The time to pay is over. Nothing was charged.',
  startAgain: 'Start again',
  changed: 'Your cart has changed meanwhile. Please look through it, then pay for it as it is now.',
};
