/**
 * Which of Stripe's codes is which {@link PaymentFailure}: one table for what Stripe.js tells a page and for what Stripe's
 * API tells the proxy, so that a buyer reads the same in the form and on the page they come back to. It is on a path of
 * its own, because a page needs it only when a payment did not succeed.
 */
import { PAYMENT_FAILURES, type PaymentFailure } from './payment-failure.js';

/**
 * Stripe's codes that are called something else here; those that are spelt as ours mean the same. Whatever is in
 * neither list is `declined`, and so on purpose are `lost_card`, `stolen_card`, `fraudulent` and their like: Stripe asks
 * that a buyer is not told (https://docs.stripe.com/declines/codes). The other codes are those of errors
 * (https://docs.stripe.com/error-codes).
 */
const WORDS: Readonly<Partial<Record<PaymentFailure, string>>> = {
  insufficient_funds: 'balance_insufficient',
  expired_card: 'expired_payment_method invalid_expiry_month invalid_expiry_year',
  incorrect_cvc: 'invalid_cvc',
  incorrect_number: 'invalid_number',
  incorrect_zip: 'incorrect_postal_code postal_code_invalid incorrect_address',
  processing_error: 'issuer_not_available reenter_transaction try_again_later payment_method_provider_timeout',
  authentication_failed:
    'authentication_required authentication_not_handled authentication_failure ' +
    'payment_intent_authentication_failure setup_intent_authentication_failure ' +
    'mobile_device_authentication_required three_d_secure_authentication_upstream_error',
  card_not_supported: 'not_permitted service_not_allowed transaction_not_allowed invalid_card_type',
  currency_not_supported: 'payment_method_currency_mismatch',
  over_limit:
    'card_velocity_exceeded withdrawal_count_limit_exceeded amount_too_large ' +
    'charge_exceeds_source_limit charge_exceeds_transaction_limit',
  abandoned: 'payment_method_customer_decline payment_intent_payment_attempt_expired',
  method_unavailable:
    'payment_method_not_available payment_method_unactivated payment_method_unexpected_state ' +
    'payment_method_unsupported_type payment_intent_incompatible_payment_method',
};

/**
 * What Stripe says of a payment that did not succeed, as one of our reasons.
 *
 * @param declineCode the bank's word; where there is one it decides, known or not: a bank that says `stolen_card` has not
 *   said what else may be wrong with the card
 * @param code the error's own
 */
export function failureByCode(declineCode?: string | null, code?: string | null): PaymentFailure {
  const told = declineCode ?? code ?? '';
  if (isPaymentFailure(told)) return told;
  return PAYMENT_FAILURES.find((failure) => WORDS[failure]?.split(' ').includes(told)) ?? 'declined';
}

/** Whether it is one of our reasons; one of a newer version is not. */
export function isPaymentFailure(code: string): code is PaymentFailure {
  return PAYMENT_FAILURES.some((failure) => failure === code);
}
