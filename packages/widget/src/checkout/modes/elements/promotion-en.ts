import type { PromotionMessages } from '../../../messages/messages.js';

export const promotionEn: PromotionMessages = {
  promotionCode: 'Promotion code',
  apply: 'Apply',
};
