import type { PaymentTroubleMessages } from './payment-messages.js';

export const paymentTroubleEn: PaymentTroubleMessages = {
  mishaps: {
    incomplete: 'Something is still missing. Please look at what is marked.',
    repriced: 'The total has changed. Please look at it before you pay.',
    waiting: 'This takes long. We do not know yet whether you have paid; please wait.',
    unpaid: 'No payment has arrived. Nothing was charged; you can try again.',
  },
  unavailable: 'The payment form cannot be loaded here. Nothing was charged.',
  expired: 'The time to pay is over. Nothing was charged.',
  startAgain: 'Start again',
  changes: {
    invalidCode: 'This code is not valid.',
    promotionCodeAmountInsufficient: 'This code needs a larger order.',
  },
  refused: 'That did not work. Please look through the form, and try again.',
};
