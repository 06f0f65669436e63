import type { CheckoutReply } from '@stripe-cart/contract';
import { SESSION_LIFETIME_SECONDS } from '../limits.js';
import { sealOrderToken } from '../order/order-token.js';
import { isSessionId } from '../order/read-session.js';
import { returnNonce } from '../order/return-nonce.js';
import { Refusal } from '../refusal.js';
import type { Checkout } from './checkout.js';
import type { EarlierPayment } from './earlier-payment.js';
import { confirmIntent } from './intent/confirm-intent.js';
import { intentForm } from './intent/intent-form.js';
import { demandRoom, makePayment } from './make-payment.js';
import type { NextStep } from './next-step.js';
import { readEarlier } from './read-earlier.js';
import { openResumeToken, sealResumeToken, type KnownResumeToken, type Payable } from './resume-token.js';
import type { WayIn } from './session-mode.js';

/**
 * @param resume the token this browser was given before, as it came. One that says nothing here counts as none: the
 *   attempt is then known to Stripe by its idempotency key alone, and costs one call.
 * @throws {Refusal}
 */
export async function checkOut(checkout: Checkout, resume: string | undefined): Promise<CheckoutReply> {
  const { keys, attempt, deps } = checkout;
  const token = resume === undefined ? null : await openResumeToken(keys, resume, attempt, deps.now());
  // Begun while the owner was trying things out: what was made in test mode is no payment in the other, nor is it there.
  const isKnown = token?.attempt === attempt.id && isOfThisMode(token.payable, deps.config.stripe.livemode);
  if (token === null || !isKnown) return begin(checkout, null);

  const earlier = (await readEarlier(checkout, token.payable)) ?? (await lookOnceMore(checkout, token));
  if (earlier === null) return begin(checkout, token.payable.id);
  if (isForm(checkout) && CAN_BE_PAID.includes(earlier.step)) return begin(checkout, null);
  if (earlier.step === 'reopen') return goOnWith(checkout, earlier);
  // Closed first, then replaced; in this order, and only when Stripe shows that it is closed.
  return settle(checkout, earlier.step === 'close' ? await earlier.close() : earlier);
}

/** A form asks before anything is made: what is to become of an earlier payment is decided when it is sent. */
const isForm = ({ mode, charge }: Checkout): boolean => mode === 'intent' && charge === null;
const CAN_BE_PAID: readonly NextStep[] = ['reopen', 'close', 'create'];

async function begin(checkout: Checkout, predecessor: string | null): Promise<CheckoutReply> {
  if (isForm(checkout)) {
    await demandRoom(checkout);
    return intentForm(checkout.deps, checkout.cart, checkout.deadline);
  }
  const { payable, replayed, wayIn } = await makePayment(checkout, predecessor);
  return openReply(checkout, payable, replayed ? null : await wayIn());
}

/** The same payment again; or, where the proxy is to confirm it, what has come of that. */
async function goOnWith(checkout: Checkout, { payable, wayIn, order }: EarlierPayment): Promise<CheckoutReply> {
  const { confirmationToken } = checkout;
  if (confirmationToken === undefined || order === null) return openReply(checkout, payable, wayIn);
  return confirmIntent(checkout, order, confirmationToken, {
    settled: (step) => settle(checkout, { step, payable, order }),
    resume: () => resumeTokenOf(checkout, payable),
  });
}

const isOfThisMode = (payable: Payable, livemode: boolean): boolean =>
  payable.by === 'session' ? isSessionId(payable.id, livemode) : payable.livemode === livemode;

/**
 * A session that Stripe does not show is gone for good, as when an owner moves to another account, if Stripe, asked a
 * second time, knows none either, and it is older than any session stays open, so nobody can be paying it. Until then
 * nobody can tell, and the buyer is asked to wait. The successor names it as its predecessor, so the owner is told should
 * it turn out to have been paid. The way in to a PaymentIntent is in the memory of the page that began it and nowhere
 * else, so after the same time it is as lost.
 *
 * A link is never gone: it does not end, Stripe has no way to delete one, and in the account that it was made in it
 * goes on selling. That attempt stays unresolved. @returns null where it is gone
 */
async function lookOnceMore(checkout: Checkout, token: KnownResumeToken): Promise<EarlierPayment | null> {
  const { now, log } = checkout.deps;
  const { payable, sealedAt } = token;
  if (payable.by === 'link' || now() - sealedAt <= SESSION_LIFETIME_SECONDS * 1000) {
    throw new Refusal({ code: 'payment_unresolved' }, { note: 'the earlier payment is missing' });
  }
  const found = await readEarlier(checkout, payable);
  if (found === null) log({ level: 'warn', event: 'payment_lost', by: payable.by, id: payable.id });
  return found;
}

/** The end of every path on which nothing is left open. */
async function settle(
  checkout: Checkout,
  { step, payable, order }: Pick<EarlierPayment, 'step' | 'payable' | 'order'>,
): Promise<CheckoutReply> {
  const { keys, attempt, deps } = checkout;
  if (step === 'create') return begin(checkout, payable.id);
  if (order !== null && (step === 'report_paid' || step === 'report_pending')) {
    const nonce = await returnNonce(keys, attempt.id, order.promise.kind);
    const token = await sealOrderToken(keys, { paidBy: order.paidBy, nonce }, deps.config.shop, deps.now());
    return { status: step === 'report_paid' ? 'paid' : 'pending', order: token };
  }
  throw new Refusal({ code: 'payment_unresolved' }, { note: `the earlier ${payable.by} is to be ${step}` });
}

/**
 * The way in, or word to ask again where Stripe only repeated itself, or does not show it: what a replay says was true
 * when the first answer was sent, and a session without a way in is replaced.
 */
async function openReply(checkout: Checkout, payable: Payable, wayIn: WayIn | null): Promise<CheckoutReply> {
  const resume = await resumeTokenOf(checkout, payable);
  return wayIn === null ? { status: 'replayed', resume } : { ...wayIn, resume };
}

const resumeTokenOf = ({ keys, attempt, deps }: Checkout, payable: Payable): Promise<string> =>
  sealResumeToken(keys, { payable, attempt: attempt.id }, attempt, deps.now());
