import type { PaymentIntent, StripeError } from '@stripe/stripe-js';
import type { Outcome } from '../../payment/payment-form.js';
import type { Mishap } from '../../payment/payment-trouble.js';

/** The buyer has done their part. Whether that is so, and what it is worth, the proxy says. */
const MADE: readonly PaymentIntent.Status[] = ['succeeded', 'processing', 'requires_capture'];

/** Certain: nothing was paid, and the form is the buyer's. */
export function refused(refusal: Mishap): Outcome {
  return { refusal, isFinal: true };
}

/**
 * What Stripe.js has made of a PaymentIntent. A failure is certain only where it shows the PaymentIntent open again; any
 * other may be of one that is over, or that goes on without an answer.
 */
export function outcomeOf({
  error,
  paymentIntent,
}: {
  readonly error?: StripeError | undefined;
  readonly paymentIntent?: PaymentIntent | undefined;
}): Outcome {
  if (!error) return paymentIntent && MADE.includes(paymentIntent.status) ? 'made' : UNCLEAR;
  const isOpen = error.payment_intent?.status === 'requires_payment_method';
  return {
    refusal: refusalOf(error, isOpen || error.type === 'card_error'),
    isFinal: isOpen || error.type === 'validation_error',
  };
}

/** What to tell of it. @param isDecline whether a bank has been asked */
export function refusalOf(error: StripeError, isDecline = error.type === 'card_error'): Mishap {
  if (error.type === 'validation_error') return 'incomplete';
  if (!isDecline) return 'unpaid';
  const declineCode = error.decline_code ?? error.code ?? 'declined';
  return { code: 'paymentFailed', message: '', paymentFailed: { declineCode } };
}

const UNCLEAR: Outcome = { refusal: 'unpaid', isFinal: false };
