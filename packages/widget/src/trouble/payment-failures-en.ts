import type { PaymentFailure } from '@stripe-cart/contract';

const ANOTHER_CARD = 'Please use another card, or another way to pay.';
const LOOK_AGAIN = 'Please look at it again, or use another card.';

/**
 * Why a payment did not succeed, and what to do about it: one sentence per reason, for a form that is still open and for
 * the page a buyer comes back to. None is Stripe's or a bank's own text.
 */
export const paymentFailuresEn: Readonly<Record<PaymentFailure, string>> = {
  declined: `Your bank has declined this payment. Nothing was charged. ${ANOTHER_CARD}`,
  insufficient_funds: `There is not enough money on this card or account. Nothing was charged. ${ANOTHER_CARD}`,
  expired_card: `This card has expired. ${ANOTHER_CARD}`,
  incorrect_cvc: `The security code is not right. ${LOOK_AGAIN}`,
  incorrect_number: `The card number is not right. ${LOOK_AGAIN}`,
  incorrect_zip: `The postal code is not the card’s. ${LOOK_AGAIN}`,
  processing_error: 'The bank had trouble with this payment. Nothing was charged. Please try again in a moment.',
  authentication_failed:
    'Your bank could not confirm that it was you. Nothing was charged. Please try again, or use another card.',
  card_not_supported: `This card cannot be used for this. ${ANOTHER_CARD}`,
  currency_not_supported: `This card cannot be charged in this currency. ${ANOTHER_CARD}`,
  over_limit: `This card or account is over its limit. Nothing was charged. ${ANOTHER_CARD}`,
  abandoned: 'The payment was not finished. Nothing was charged. Please try again when you are ready.',
  method_unavailable: 'This way to pay cannot be used at the moment. Nothing was charged. Please choose another one.',
};
