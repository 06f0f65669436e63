import type { Confirmation } from '../payment/confirmation.js';
import type { PendingAction } from '../payment/pending-action.js';
import type { CheckoutRecord } from './checkout-record.js';

/** The placeholder counts only when nobody has percent-encoded it. */
export function fillIn(url: string, session: string): string {
  return url.replaceAll('{CHECKOUT_SESSION_ID}', session);
}

/** Where the buyer goes after paying on a hosted page: to the shop, or to a confirmation on the page itself. */
export function successUrlOf(record: CheckoutRecord): string {
  if (record.fromLink?.confirmation) return `${record.origin}/c/pay/${record.session.id}`;
  return fillIn(record.successUrl ?? '', record.session.id);
}

/** Where the other site sends the buyer: back to the page, or on from a hosted page once it is paid. */
export function afterRedirect(record: CheckoutRecord, action: PendingAction, { is }: Confirmation): string {
  if (action.returnUrl !== null) return action.returnUrl;
  return is === 'complete' ? successUrlOf(record) : (record.session.url ?? record.session.cancel_url ?? '');
}
