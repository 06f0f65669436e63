import type Stripe from 'stripe';
import type { OrderStatus, PaymentFailure } from '@stripe-cart/contract';
import { failureByCode } from '@stripe-cart/contract/payment-failure-codes';

/**
 * Why the last try of a payment did not succeed, in our words. Whatever a thief could learn something from, a card that was
 * lost, stolen or is watched, is `declined` like any other, and so is every word that nobody knows yet. Stripe's own text
 * never leaves this function: it is not in it.
 *
 * @returns null where there was no try that failed
 */
export function paymentFailureOf(
  payment: Pick<Stripe.PaymentIntent, 'last_payment_error'> | null,
): PaymentFailure | null {
  const error = payment?.last_payment_error ?? null;
  if (error === null) return null;
  return failureByCode(error.decline_code, error.code);
}

/** The same where the order's status leaves it to be told: beside money that was taken, an earlier decline is no news. */
export const reasonToTell = (
  status: OrderStatus,
  payment: Pick<Stripe.PaymentIntent, 'last_payment_error'> | null,
): PaymentFailure | null => (UNSUCCESSFUL.includes(status) ? paymentFailureOf(payment) : null);

const UNSUCCESSFUL: readonly OrderStatus[] = ['unpaid', 'failed', 'canceled', 'expired'];
