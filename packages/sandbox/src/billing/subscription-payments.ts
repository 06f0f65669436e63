import type { Account } from '../account/account.js';
import type { InvoiceRecord } from './invoice-record.js';
import { moveSubscription } from './subscription-object.js';
import type { SubscriptionRecord } from './subscription-record.js';

/** The subscription that an invoice is for; null for an invoice of its own. */
export function subscriptionOf(account: Account, { invoice }: InvoiceRecord): SubscriptionRecord | null {
  const id = invoice.parent?.subscription_details?.subscription;
  return typeof id === 'string' ? (account.subscriptions.get(id) ?? null) : null;
}

/** Its latest invoice is paid: the subscription is in order again. */
export function subscriptionInvoicePaid(account: Account, record: InvoiceRecord): void {
  const found = subscriptionOf(account, record);
  if (found?.subscription.status !== 'past_due' || found.subscription.latest_invoice !== record.invoice.id) return;
  moveSubscription(account, found, 'active');
}

/** A payment that was due did not come. */
export function subscriptionPaymentFailed(account: Account, record: InvoiceRecord): void {
  const found = subscriptionOf(account, record);
  if (found?.subscription.status === 'active') moveSubscription(account, found, 'past_due');
}
