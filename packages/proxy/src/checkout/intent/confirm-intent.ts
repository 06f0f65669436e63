import { base64url } from 'jose';
import type Stripe from 'stripe';
import type { CheckoutReply, ProblemCode } from '@stripe-cart/contract';
import type { Deps } from '../../deps.js';
import { intentOrder } from '../../order/intent-order.js';
import type { PaidBy } from '../../order/paid-by.js';
import { paymentFailureOf } from '../../order/payment-failure.js';
import type { SalePromise } from '../../order/promise.js';
import { returnNonce } from '../../order/return-nonce.js';
import { Refusal } from '../../refusal.js';
import type { Checkout } from '../checkout.js';
import { nextStepOfIntent } from '../next-step.js';
import { intentReturnAddress } from '../return-address.js';
import { intentWayIn } from './intent-way-in.js';

/** What a confirmed payment says to its buyer, and who seals the tokens in it. */
interface Replies {
  settled(step: 'report_paid' | 'report_pending'): Promise<CheckoutReply>;
  resume(): Promise<string>;
}

/**
 * Confirms a PaymentIntent with what Stripe.js made of the form (`CART_CONFIRM=server`). It is asked for only with a
 * resume token that names the PaymentIntent: the browser has then stored where its money went before any is taken, so an
 * answer that is lost can be asked for again, whatever is in the cart by then.
 *
 * @throws {Refusal} `payment_declined`
 */
export async function confirmIntent(
  checkout: Checkout,
  { paidBy: { id }, promise }: { readonly paidBy: PaidBy; readonly promise: SalePromise },
  confirmationToken: string,
  replies: Replies,
): Promise<CheckoutReply> {
  const { deps, keys, attempt, locale, deadline } = checkout;
  const nonce = await returnNonce(keys, attempt.id, 'intent');
  const params = {
    confirmation_token: confirmationToken,
    return_url: intentReturnAddress({ config: deps.config, nonce, locale }),
    expand: ['latest_charge'],
  };
  // A ConfirmationToken is good for one confirmation: the key of that one.
  const { tag } = await keys.sign('idempotency', JSON.stringify(['confirm', id, confirmationToken]));
  const intent = await deps.gateway
    .confirmPaymentIntent(id, params, base64url.encode(tag), deadline)
    .catch((error: unknown) => settledMeanwhile(deps, id, error, deadline));
  deps.log({ level: 'info', event: 'confirmed', number: promise.number, status: intent.status });

  if (intent.status === 'requires_action') {
    // Vouchers too: it is Stripe.js that shows them.
    const wayIn = await intentWayIn(checkout, intent, 'next_action');
    if (wayIn !== null) return { ...wayIn, resume: await replies.resume() };
  }
  const step = nextStepOfIntent((await intentOrder(intent, promise)).status, true);
  if (step === 'report_paid' || step === 'report_pending') return replies.settled(step);
  const reason = paymentFailureOf(intent);
  if (reason !== null) throw new Refusal({ code: 'payment_declined', reason, resume: await replies.resume() });
  throw new Refusal({ code: 'payment_unresolved' }, { note: `a confirmed payment is to be ${step}` });
}

/** Stripe's no, in our words: to this confirmation, and not to being asked. */
const REFUSED: readonly ProblemCode[] = ['stripe_rejected', 'attempt_conflict', 'invalid_request'];

/**
 * Where another tab has confirmed it first, Stripe refuses the second: then what has come of the first is the answer to
 * both.
 * @throws what was refused, where nothing has come of it yet
 */
async function settledMeanwhile(
  { gateway }: Pick<Deps, 'gateway'>,
  id: string,
  error: unknown,
  deadline: AbortSignal,
): Promise<Stripe.PaymentIntent> {
  if (!(error instanceof Refusal) || !REFUSED.includes(error.evidence.code)) throw error;
  const intent = await gateway.retrievePaymentIntent(id, deadline);
  if (intent === null || OPEN.includes(intent.status)) throw error;
  return intent;
}

const OPEN: readonly Stripe.PaymentIntent.Status[] = ['requires_payment_method', 'requires_confirmation'];
