import type Stripe from 'stripe';
import type { OrderStatus, PaymentFailure } from '@stripe-cart/contract';

/**
 * Why the last try of a payment did not succeed, in our words. Stripe's `decline_code` is the finer word where there is
 * one, `code` the coarser (https://docs.stripe.com/declines/codes, https://docs.stripe.com/error-codes). Whatever a thief
 * could learn something from, a card that was lost, stolen or is watched, is `declined` like any other, and so is every
 * word that nobody knows yet. Stripe's own text never leaves this function: it is not in it.
 *
 * @returns null where there was no try that failed
 */
export function paymentFailureOf(
  payment: Pick<Stripe.PaymentIntent, 'last_payment_error'> | null,
): PaymentFailure | null {
  const error = payment?.last_payment_error ?? null;
  if (error === null) return null;
  const { decline_code: finer, code: coarser } = error;
  return FAILURES.get(finer ?? '') ?? FAILURES.get(coarser ?? '') ?? 'declined';
}

/** The same where the order's status leaves it to be told: beside money that was taken, an earlier decline is no news. */
export const reasonToTell = (
  status: OrderStatus,
  payment: Pick<Stripe.PaymentIntent, 'last_payment_error'> | null,
): PaymentFailure | null => (UNSUCCESSFUL.includes(status) ? paymentFailureOf(payment) : null);

const UNSUCCESSFUL: readonly OrderStatus[] = ['unpaid', 'failed', 'canceled', 'expired'];

const WORDS: Readonly<Record<Exclude<PaymentFailure, 'declined'>, string>> = {
  insufficient_funds: 'insufficient_funds',
  expired_card: 'expired_card expired_payment_method invalid_expiry_month invalid_expiry_year',
  incorrect_cvc: 'incorrect_cvc invalid_cvc',
  incorrect_number: 'incorrect_number invalid_number',
  incorrect_zip: 'incorrect_zip incorrect_postal_code postal_code_invalid incorrect_address',
  processing_error:
    'processing_error issuer_not_available reenter_transaction try_again_later payment_method_provider_timeout',
  authentication_failed:
    'authentication_required authentication_not_handled authentication_failure ' +
    'payment_intent_authentication_failure mobile_device_authentication_required',
  card_not_supported: 'card_not_supported not_permitted service_not_allowed transaction_not_allowed invalid_card_type',
  currency_not_supported: 'currency_not_supported payment_method_currency_mismatch',
  over_limit:
    'card_velocity_exceeded withdrawal_count_limit_exceeded amount_too_large ' +
    'charge_exceeds_source_limit charge_exceeds_transaction_limit',
  abandoned: 'payment_method_customer_decline payment_intent_payment_attempt_expired',
  method_unavailable:
    'payment_method_not_available payment_method_unactivated payment_method_unexpected_state ' +
    'payment_method_unsupported_type payment_intent_incompatible_payment_method',
};

const FAILURES: ReadonlyMap<string, PaymentFailure> = new Map(
  (Object.entries(WORDS) as [PaymentFailure, string][]).flatMap(([failure, words]) =>
    words.split(' ').map((word) => [word, failure] as const),
  ),
);
