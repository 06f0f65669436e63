import type { PaymentTroubleMessages } from '../../../messages/messages.js';

const ANOTHER_CARD = 'Please try another card.';
const ASK_YOUR_BANK = 'Please try another card, or ask your bank.';
const LOOK_AGAIN = 'Please look at it again.';
const NOT_CONFIRMED = 'Your bank could not confirm that it was you. Please try again, or use another card.';
const OVER_LIMIT = `This card is over its limit. ${ANOTHER_CARD}`;
const WRONG_CODE = `The security code is not right. ${LOOK_AGAIN}`;

export const paymentTroubleEn: PaymentTroubleMessages = {
  waiting: 'This takes long. We do not know yet whether you have paid; please wait.',
  unpaid: 'No payment has arrived. Nothing was charged; you can try again.',
  unavailable: 'The payment form cannot be loaded here. Nothing was charged.',
  payHosted: 'Pay on Stripe’s page',
  expired: 'The time to pay is over. Nothing was charged.',
  startAgain: 'Start again',
  declines: {
    insufficient_funds: `There is not enough money on this card. ${ANOTHER_CARD}`,
    expired_card: `This card has expired. ${ANOTHER_CARD}`,
    incorrect_cvc: WRONG_CODE,
    invalid_cvc: WRONG_CODE,
    incorrect_number: `The card number is not right. ${LOOK_AGAIN}`,
    incorrect_zip: `The postal code is not the card’s. ${LOOK_AGAIN}`,
    processing_error: 'The bank had trouble with this payment. Nothing was charged; please try again in a moment.',
    authentication_required: NOT_CONFIRMED,
    authentication_failed: NOT_CONFIRMED,
    card_not_supported: `This card cannot be used for this. ${ANOTHER_CARD}`,
    currency_not_supported: `This card cannot be charged in this currency. ${ANOTHER_CARD}`,
    card_velocity_exceeded: OVER_LIMIT,
    withdrawal_count_limit_exceeded: OVER_LIMIT,
  },
  declined: `Your bank has declined this payment. Nothing was charged. ${ASK_YOUR_BANK}`,
  changes: {
    invalidCode: 'This code is not valid.',
    promotionCodeAmountInsufficient: 'This code needs a larger order.',
  },
  refused: 'That did not work. Please try again.',
};
