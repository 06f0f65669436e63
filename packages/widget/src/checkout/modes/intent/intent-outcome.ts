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
    refusal: refusalOf(error, isOpen),
    isFinal: isOpen || error.type === 'validation_error',
  };
}

/**
 * What to tell of it. That a bank has declined is said of a card's error alone: another may be Stripe's own trouble or a
 * wrong request, and has words only where its code is known.
 *
 * @param isOpen whether Stripe.js shows the PaymentIntent open again
 */
export function refusalOf({ type, decline_code: finer, code }: StripeError, isOpen = false): Mishap {
  if (type === 'validation_error') return 'incomplete';
  if (type !== 'card_error') return isOpen && code ? { errorCode: code } : 'unpaid';
  return { code: 'paymentFailed', message: '', paymentFailed: { declineCode: finer ?? code ?? 'declined' } };
}

const UNCLEAR: Outcome = { refusal: 'unpaid', isFinal: false };
