import type { Appearance, PaymentIntent, PaymentIntentResult, StripeError } from '@stripe/stripe-js';
import { formatAmount } from '../../money/currency.js';
import type { ApiReply } from '../protocol.js';
import { isIntentSecret, retrieveIntent } from './api-client.js';
import { showChallenge, showVoucher, UNREACHABLE, type Overlaid } from './challenge.js';
import type { StripeInstance } from './element-host.js';
import { IntegrationError } from './integration-error.js';
import { leaveFor } from './leave.js';

/**
 * Shows the bank's challenge or the voucher, where there is one, and looks at what has become of the intent then.
 * Another site is for the caller to go to.
 */
export async function followNextAction(
  stripe: StripeInstance,
  appearance: Appearance,
  intent: PaymentIntent,
): Promise<ApiReply<PaymentIntent>> {
  const { status, client_secret: clientSecret, next_action: action } = intent;
  if (status !== 'requires_action' || clientSecret === null) return { ok: true, answer: intent };
  const about: Overlaid = {
    origin: stripe.origin,
    credentials: { key: stripe.key, clientSecret },
    appearance,
    locale: stripe.locale,
    total: formatAmount(intent.amount, intent.currency),
  };
  const voucher = partOf(action, 'oxxo_display_details');
  if (voucher) {
    await showVoucher(about, { number: String(voucher['number']), url: String(voucher['hosted_voucher_url']) });
    return { ok: true, answer: intent };
  }
  const challenge = partOf(action, 'use_stripe_sdk')?.['source'];
  if (challenge === undefined) return { ok: true, answer: intent };
  const answer = await showChallenge(about, String(challenge));
  const problem = answer?.what === 'challenge' && !answer.reply.ok ? answer.reply.error : null;
  if (answer === null || problem?.type === 'api_connection_error') {
    return { ok: false, error: { type: 'api_connection_error', message: (problem ?? UNREACHABLE).message } };
  }
  const now = await retrieveIntent(stripe.origin, stripe.key, clientSecret);
  return now.ok ? outcomeOf(now.answer) : now;
}

/** The details of a next action, some of which the declarations of Stripe.js do not have. */
function partOf(action: object | null, name: string): Readonly<Record<string, unknown>> | null {
  const part: unknown = action === null ? null : Reflect.get(action, name);
  return typeof part === 'object' && part !== null ? { ...part } : null;
}

/** A challenge that was failed, or not answered, is an error with the intent. */
function outcomeOf(intent: PaymentIntent): ApiReply<PaymentIntent> {
  const { status, last_payment_error: problem } = intent;
  if (status !== 'requires_payment_method' || !problem) return { ok: true, answer: intent };
  const { payment_method: _, ...shown } = problem;
  const error: StripeError = { ...shown, payment_intent: intent };
  return { ok: false, error };
}

/** `stripe.retrievePaymentIntent()`. @throws IntegrationError for what is no client secret */
export async function retrievePaymentIntent(
  stripe: StripeInstance,
  clientSecret: string,
): Promise<PaymentIntentResult> {
  if (!isIntentSecret(clientSecret)) {
    throw new IntegrationError('retrievePaymentIntent() takes the client secret of a PaymentIntent, pi_…_secret_….');
  }
  return resultOf(await retrieveIntent(stripe.origin, stripe.key, clientSecret));
}

/**
 * `stripe.handleNextAction()`, for an intent that a server has confirmed.
 *
 * @throws IntegrationError for what is no client secret, or an intent that asks nothing of the buyer
 */
export async function handleNextAction(stripe: StripeInstance, clientSecret: unknown): Promise<PaymentIntentResult> {
  if (!isIntentSecret(clientSecret)) {
    throw new IntegrationError('handleNextAction() takes the clientSecret of a PaymentIntent, pi_…_secret_….');
  }
  const found = await retrieveIntent(stripe.origin, stripe.key, clientSecret);
  if (!found.ok) return { error: found.error };
  if (found.answer.status !== 'requires_action') {
    throw new IntegrationError('handleNextAction(): the PaymentIntent is not in the requires_action state.');
  }
  const followed = await followNextAction(stripe, {}, found.answer);
  const elsewhere = followed.ok ? followed.answer.next_action?.redirect_to_url?.url : null;
  return elsewhere ? leaveFor(elsewhere, () => undefined) : resultOf(followed);
}

function resultOf(reply: ApiReply<PaymentIntent>): PaymentIntentResult {
  return reply.ok ? { paymentIntent: reply.answer } : { error: reply.error };
}
