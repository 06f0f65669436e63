import type { Account } from '../account/account.js';
import { cancelSubscription } from './cancel-subscription.js';
import type { InvoiceRecord } from './invoice-record.js';
import { subscriptionOf } from './subscription-payments.js';

/** Seconds from one attempt to the next, where Stripe collects by itself; after the last one it gives up. */
const RETRY_AFTER = [3, 5, 7].map((days) => days * 24 * 60 * 60);

/** An attempt has failed: another one some days later, or none any more, which ends a subscription. */
export function retryLater(account: Account, record: InvoiceRecord): void {
  const { invoice } = record;
  const after = RETRY_AFTER[invoice.attempt_count - 1];
  invoice.next_payment_attempt = after === undefined ? null : account.clock.now() + after;
  if (after !== undefined) return;
  const subscription = subscriptionOf(account, record);
  const details = { comment: null, feedback: null, feedback_option: null, reason: 'payment_failed' } as const;
  if (subscription) cancelSubscription(account, subscription, details);
}
