import type { OrderStatus } from '@stripe-cart/contract';

/**
 * What to do about an attempt whose earlier session has been found. A successor is created only where Stripe shows
 * that the earlier one can never be paid; where that cannot be told, the buyer is asked to finish it.
 *
 * - `report_paid`, `report_pending` there is nothing left to pay.
 * - `reopen` the same session again.
 * - `close` it is open, and for another cart or another page, or a subscription that has begun can still be paid: have
 *   Stripe end it, and look again.
 * - `create` it is over, and nothing was paid.
 * - `refuse` nobody can tell.
 */
export type NextStep = 'report_paid' | 'report_pending' | 'reopen' | 'close' | 'create' | 'refuse';

/**
 * @param sessionStatus Stripe's `open`, `complete` or `expired`, or a word that nobody knows yet
 * @param canGoBack whether it is for the same cart and the same page, and can be reached
 * @param goesOn whether a subscription that it began is not over: Stripe tries again to charge for it, and its invoice can
 *   be paid
 */
export function nextStep(
  sessionStatus: string | null,
  status: OrderStatus,
  canGoBack: boolean,
  goesOn = false,
): NextStep {
  if (status === 'pending') return 'report_pending';
  if (sessionStatus === 'expired') return 'create';
  if (sessionStatus === 'complete') return goesOn && mayBegin(status) ? 'close' : WHEN_COMPLETE[status];
  if (sessionStatus !== 'open') return 'refuse';
  if (status === 'canceled') return 'close';
  if (status !== 'unpaid') return 'refuse';
  return canGoBack ? 'reopen' : 'close';
}

/**
 * A complete session takes no second payment. Whatever has happened to its money since, this attempt's was made: the
 * order itself says more.
 */
const WHEN_COMPLETE: Readonly<Record<OrderStatus, NextStep>> = {
  paid: 'report_paid',
  free: 'report_paid',
  trialing: 'report_paid',
  authorised: 'report_paid',
  review: 'report_paid',
  refunded: 'report_paid',
  partly_refunded: 'report_paid',
  disputed: 'report_paid',
  pending: 'report_pending',
  failed: 'create',
  canceled: 'create',
  expired: 'create',
  unpaid: 'refuse',
  unknown: 'refuse',
};

/** Whether a complete session of this status lets the attempt begin anew, if nothing goes on that it began. */
export const mayBegin = (status: OrderStatus): boolean => WHEN_COMPLETE[status] === 'create';

/**
 * The same about an attempt's earlier PaymentIntent, which is one thing with its money: whatever it says of itself is the
 * verdict. A payment that failed can be tried again with the same one.
 *
 * @param canGoBack whether it is for the same cart and total, and can be reached
 */
export function nextStepOfIntent(status: OrderStatus, canGoBack: boolean): NextStep {
  if (status === 'unpaid' || status === 'failed') return canGoBack ? 'reopen' : 'close';
  return WHEN_COMPLETE[status];
}

/**
 * The same about an attempt's earlier payment link, by the sessions that were opened from it. A link can be paid for as
 * long as it is active, and each session that is open can be paid on its own, so it is over only when all of that is.
 *
 * @param orders Stripe's status of each session, and what has become of its money
 * @param canGoBack whether the link is for the same cart, and a link is what is asked for
 */
export function nextStepOfLink(
  isActive: boolean,
  orders: readonly { readonly sessionStatus: string | null; readonly status: OrderStatus }[],
  canGoBack: boolean,
): NextStep {
  const steps = new Set(orders.map(({ sessionStatus, status }) => nextStep(sessionStatus, status, canGoBack)));
  for (const step of ['report_paid', 'report_pending', 'refuse', 'close'] as const) if (steps.has(step)) return step;
  if (!isActive) return steps.has('reopen') ? 'close' : 'create';
  // A link takes one completed session, and one that failed afterwards was completed all the same.
  const isUsedUp = orders.some(({ sessionStatus }) => sessionStatus === 'complete');
  return canGoBack && !isUsedUp ? 'reopen' : 'close';
}
