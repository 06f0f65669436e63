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
  const { type, code, decline_code: declineCode, payment_intent: intent } = error;
  if (type === 'validation_error') return refused('incomplete');
  const isFinal = intent?.status === 'requires_payment_method';
  if (!isFinal && type !== 'card_error') return UNCLEAR;
  return {
    refusal: { code: 'paymentFailed', message: '', paymentFailed: { declineCode: declineCode ?? code ?? 'declined' } },
    isFinal,
  };
}

const UNCLEAR: Outcome = { refusal: 'unpaid', isFinal: false };
