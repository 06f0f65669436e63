import type { ChoiceMessages } from './elements-messages.js';

export const paymentChoicesEn: ChoiceMessages = {
  shippingOption: 'Delivery',
  free: 'Free',
  promotionCode: 'Promotion code',
  apply: 'Apply',
};
