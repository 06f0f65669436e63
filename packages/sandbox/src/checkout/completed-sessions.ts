import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError } from '../errors.js';
import type { PaymentLinkRecord } from './payment-link-record.js';

/** Whether as many sessions of the link are complete as may be. */
export function isUsedUp({ restrictions }: Stripe.PaymentLink): boolean {
  return restrictions !== null && restrictions.completed_sessions.count >= restrictions.completed_sessions.limit;
}

/** @throws ApiError when the session's payment link has been paid as often as it may be */
export function refuseBeyondLimit(account: Account, session: Stripe.Checkout.Session): void {
  const link = linkOf(account, session)?.link;
  if (!link || !isUsedUp(link)) return;
  throw new ApiError('completed-sessions', 400, 'This payment link has been paid as often as it may be.');
}

/** A session is complete: it counts, and the one that reaches the limit switches the link off. */
export function countCompletion(account: Account, session: Stripe.Checkout.Session): void {
  const link = linkOf(account, session)?.link;
  if (!link?.restrictions) return;
  link.restrictions.completed_sessions.count += 1;
  if (!isUsedUp(link) || !link.active) return;
  link.active = false;
  account.reached(link, 'inactive');
  account.emit('payment_link.updated', link);
}

function linkOf(account: Account, session: Stripe.Checkout.Session): PaymentLinkRecord | undefined {
  return typeof session.payment_link === 'string' ? account.paymentLinks.get(session.payment_link) : undefined;
}
