import type Stripe from 'stripe';
import type { OrderStatus } from '@stripe-cart/contract';
import { fingerprintOf, type SoldLine } from './fingerprint.js';
import { byNextAction, chargeOf, givenBack } from './payment-state.js';
import type { Adjustment, SalePromise } from './promise.js';
import { promised } from './sold-lines.js';
import { dueAtCheckout, linesFrom } from './stripe-lines.js';
import { addUp, totalsOf } from './totals.js';

/**
 * What Stripe says now, held against what was promised. The only function in this proxy that says `paid`: the
 * return, the order route, a resumed checkout and the webhook all ask here.
 *
 * It says `paid` only when the session, its payment, every line and every amount agree, `failed` only when Stripe
 * says so, `review` when money was taken for something else than was promised, and `unknown` for whatever it has never
 * seen: Stripe's enums grow, and a new value must frighten nobody out of their order.
 *
 * @param lines all of the session's lines, not only those Stripe expanded
 * @param disputeWon the buyer's bank has asked for the money back, and did not get it. Stripe's charge does not say so.
 * @param payment of a subscription, whose session does not name it: that of its first invoice. What has become of the
 *   money since is not known where it is unread, and nothing is said that would rest on it.
 */
export async function verdict(
  session: Stripe.Checkout.Session,
  lines: readonly Stripe.LineItem[],
  promise: SalePromise,
  { disputeWon = false, payment = paymentOf(session) }: Looked = {},
): Promise<OrderStatus> {
  switch (session.status) {
    case 'expired':
      return 'expired';
    case 'open':
      return whileOpen(session);
    case 'complete':
      return whenComplete(session, lines, promise, { disputeWon, payment });
    default:
      return 'unknown';
  }
}

type LookedAt = Stripe.PaymentIntent | null | 'unread';

export interface Looked {
  readonly disputeWon?: boolean;
  readonly payment?: LookedAt;
}

/** The buyer is on Stripe's page, or has left it. */
function whileOpen(session: Stripe.Checkout.Session): OrderStatus {
  if (session.payment_status !== 'unpaid' && session.payment_status !== 'no_payment_required') return 'unknown';
  const payment = paymentOf(session);
  return payment === null ? 'unpaid' : (WHILE_OPEN.get(payment.status) ?? byNextAction(payment));
}

/** The buyer has done their part. `unpaid` does not tell money on its way from money refused: the payment does. */
async function whenComplete(
  session: Stripe.Checkout.Session,
  lines: readonly Stripe.LineItem[],
  promise: SalePromise,
  { disputeWon, payment }: { readonly disputeWon: boolean; readonly payment: LookedAt },
): Promise<OrderStatus> {
  const sold = promised(linesFrom(session, lines), promise.kind);
  const kept = await isAsPromised(session, lines, sold, promise);
  const nothingDue = sold.some(({ recurring }) => recurring?.trialDays !== undefined) ? 'trialing' : 'free';
  const cameToNothing = session.amount_total === 0 && tookNothing(payment);

  switch (session.payment_status) {
    case 'no_payment_required':
      return kept && cameToNothing ? nothingDue : 'review';
    case 'paid':
      if (payment === 'unread') return 'unknown';
      // Of nothing it may also be said that it is paid: so it is of the invoice that a trial begins with.
      return kept && cameToNothing ? nothingDue : whenTaken(payment);
    case 'unpaid': {
      if (payment === null || payment === 'unread') return 'unknown';
      if (payment.status === 'requires_capture') return kept ? 'authorised' : 'review';
      if (payment.status === 'requires_payment_method')
        return payment.last_payment_error === null ? 'unknown' : 'failed';
      // Stripe takes the first payment of a subscription again where it failed, and says so on its invoice alone.
      if (payment.status === 'succeeded' && session.mode === 'subscription') return whenTaken(payment);
      return WHEN_UNPAID.get(payment.status) ?? byNextAction(payment);
    }
    default:
      return 'unknown';
  }

  function whenTaken(taken: Stripe.PaymentIntent | null): OrderStatus {
    return givenBack(taken, disputeWon) ?? (kept && isWholePayment(taken, session) ? 'paid' : 'review');
  }
}

/** PaymentIntent statuses under a session that is open; those with a next action are judged by it. */
const WHILE_OPEN: ReadonlyMap<string, OrderStatus> = new Map([
  ['requires_payment_method', 'unpaid'],
  ['requires_confirmation', 'unpaid'],
  ['processing', 'pending'],
  ['canceled', 'canceled'],
]);

/** And under one that is complete, but says `unpaid`. A payment that succeeded is about to reach its session. */
const WHEN_UNPAID: ReadonlyMap<string, OrderStatus> = new Map([
  ['processing', 'pending'],
  ['succeeded', 'pending'],
  ['canceled', 'canceled'],
]);

/** A card that was declined before a code made the order free leaves its payment behind, called off. */
function tookNothing(payment: LookedAt): boolean {
  return payment === null || payment === 'unread' || (payment.status === 'canceled' && payment.amount_received === 0);
}

/** Whether Stripe took exactly the session's total. Where the buyer paid in another currency, the session's is the shop's. */
function isWholePayment(payment: Stripe.PaymentIntent | null, session: Stripe.Checkout.Session): boolean {
  if (payment === null || payment.status !== 'succeeded' || payment.livemode !== session.livemode) return false;
  if (chargeOf(payment)?.status !== 'succeeded') return false;
  if (isThere(session.presentment_details)) return true;
  return payment.amount_received === session.amount_total && payment.currency === session.currency;
}

/** Lines, quantities, prices and currency as promised, and a total with nothing in it that was not allowed. */
async function isAsPromised(
  session: Stripe.Checkout.Session,
  lines: readonly Stripe.LineItem[],
  sold: readonly SoldLine[],
  promise: SalePromise,
): Promise<boolean> {
  const mode = sold.some(({ recurring }) => recurring !== undefined) ? 'subscription' : 'payment';
  if (session.mode !== mode || isThere(session.recovered_from)) return false;
  // A link's promise counts for the sessions that the link opened, and for no others; nor does another's for those.
  if (promise.kind === 'intent' || isThere(session.payment_link) !== (promise.kind !== 'session')) return false;
  if (session.currency !== promise.currency || lines.some((line) => line.currency !== promise.currency)) return false;
  if ((await fingerprintOf(promise.currency, sold)) !== promise.fingerprint) return false;

  const due = dueAtCheckout(session, lines);
  const totals = totalsOf(session, due);
  const parts: Record<Adjustment, number> = {
    discount: totals.discount,
    shipping: totals.shipping,
    tax: session.total_details?.amount_tax ?? 0,
  };
  const isAllowed = (part: Adjustment) => parts[part] === 0 || promise.allows.includes(part);
  return addUp(totals, session, due) && isAllowed('discount') && isAllowed('shipping') && isAllowed('tax');
}

/** Stripe leaves some fields out where it has nothing to say, and sets others to null. */
const isThere = (value: unknown): boolean => value !== null && value !== undefined;

/** Expanded, or not there at all: an id alone says nothing about a payment. */
function paymentOf(session: Stripe.Checkout.Session): Stripe.PaymentIntent | null {
  return typeof session.payment_intent === 'object' ? session.payment_intent : null;
}
