import type { PaymentFailure } from '@stripe-cart/contract';
import { paymentFailuresEn } from './payment-failures-en.js';

/**
 * Stripe's codes that are called something else here; those that are spelt as ours mean the same. Whatever is in
 * neither list is `declined`, and so on purpose are `lost_card`, `stolen_card`, `fraudulent` and their like: Stripe asks
 * that a buyer is not told (docs.stripe.com/declines/codes). The other codes are those of a PaymentIntent's
 * `last_payment_error.code` (docs.stripe.com/error-codes).
 */
const MEANINGS: Readonly<Record<string, PaymentFailure>> = {
  invalid_cvc: 'incorrect_cvc',
  invalid_number: 'incorrect_number',
  invalid_expiry_month: 'expired_card',
  invalid_expiry_year: 'expired_card',
  expired_payment_method: 'expired_card',
  incorrect_postal_code: 'incorrect_zip',
  postal_code_invalid: 'incorrect_zip',
  issuer_not_available: 'processing_error',
  reenter_transaction: 'processing_error',
  try_again_later: 'processing_error',
  payment_method_provider_timeout: 'processing_error',
  authentication_required: 'authentication_failed',
  authentication_failure: 'authentication_failed',
  payment_intent_authentication_failure: 'authentication_failed',
  setup_intent_authentication_failure: 'authentication_failed',
  three_d_secure_authentication_upstream_error: 'authentication_failed',
  invalid_card_type: 'card_not_supported',
  payment_method_currency_mismatch: 'currency_not_supported',
  card_velocity_exceeded: 'over_limit',
  withdrawal_count_limit_exceeded: 'over_limit',
  balance_insufficient: 'insufficient_funds',
  payment_method_customer_decline: 'abandoned',
  payment_intent_payment_attempt_expired: 'abandoned',
  payment_method_not_available: 'method_unavailable',
  payment_method_unactivated: 'method_unavailable',
  payment_method_unsupported_type: 'method_unavailable',
};

/**
 * What Stripe.js says of a payment that did not succeed, as one of the contract's reasons.
 *
 * @param declineCode the bank's word; where there is one, it decides, known or not
 * @param code the error's own
 */
export function paymentFailureOf(declineCode?: string | null, code?: string | null): PaymentFailure {
  const told = declineCode ?? code ?? '';
  if (isPaymentFailure(told)) return told;
  return (Object.hasOwn(MEANINGS, told) && MEANINGS[told]) || 'declined';
}

/** The sentence for one of the contract's reasons; for one that only a newer proxy knows, that of a plain decline. */
export function paymentFailureText(reason: string): string {
  return paymentFailuresEn[isPaymentFailure(reason) ? reason : 'declined'];
}

function isPaymentFailure(code: string): code is PaymentFailure {
  return Object.hasOwn(paymentFailuresEn, code);
}
