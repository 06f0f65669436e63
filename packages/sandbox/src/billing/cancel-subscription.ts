import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { invoiceEvent } from './invoice-object.js';
import type { SubscriptionRecord } from './subscription-record.js';

/** It ends now: nothing more is charged for it, and what is open is not asked for by itself any more. */
export function cancelSubscription(
  account: Account,
  { subscription }: SubscriptionRecord,
  details: Stripe.Subscription.CancellationDetails | null,
): void {
  const now = account.clock.now();
  subscription.status = 'canceled';
  subscription.canceled_at ??= now;
  subscription.ended_at = now;
  subscription.cancellation_details = details ?? subscription.cancellation_details;
  for (const record of account.invoices.values()) {
    const { invoice } = record;
    if (invoice.parent?.subscription_details?.subscription !== subscription.id || !invoice.auto_advance) continue;
    invoice.auto_advance = false;
    invoice.automatically_finalizes_at = null;
    invoice.next_payment_attempt = null;
    invoiceEvent(account, 'invoice.updated', record);
  }
  account.reached(subscription, 'canceled');
  account.emit('customer.subscription.deleted', subscription);
}
