import type { ChoiceMessages } from '../../../messages/messages.js';

export const paymentChoicesEn: ChoiceMessages = {
  shippingOption: 'Delivery',
  free: 'Free',
  promotionCode: 'Promotion code',
  apply: 'Apply',
};
