/**
 * Why a payment did not succeed, as far as a buyer may be told. What a bank calls lost, stolen or fraudulent is
 * `declined` like any other: a shop does not tell a thief that the card has been missed.
 */
export const PAYMENT_FAILURES = [
  'declined',
  'insufficient_funds',
  'expired_card',
  'incorrect_cvc',
  'incorrect_number',
  'incorrect_zip',
  'processing_error',
  'authentication_failed',
  'card_not_supported',
  'currency_not_supported',
  'over_limit',
  /** The buyer called it off, or left their bank's page, or let a wallet's sheet go. */
  'abandoned',
  /** This way to pay is not to be had now; another may be. */
  'method_unavailable',
] as const;

export type PaymentFailure = (typeof PAYMENT_FAILURES)[number];
