import type { Account } from '../account/account.js';
import { periodEnd } from './billing-period.js';
import { cancelSubscription } from './cancel-subscription.js';
import { savedMethodFor } from './saved-methods.js';
import { draftSubscriptionInvoice } from './subscription-invoice.js';
import { moveSubscription } from './subscription-object.js';
import { currentPeriod, type SubscriptionRecord } from './subscription-record.js';

/** Seconds before the end of a trial at which Stripe tells of it. https://docs.stripe.com/billing/subscriptions/trials/free-trials */
const TELL_BEFORE = 3 * 24 * 60 * 60;

/** Its period is over: the next one begins with an invoice, or it ends as was agreed. */
function renewSubscription(account: Account, record: SubscriptionRecord): void {
  const { subscription, recurring } = record;
  if (subscription.cancel_at_period_end) return cancelSubscription(account, record, subscription.cancellation_details);
  const wasTrial = subscription.status === 'trialing';
  if (wasTrial && !savedMethodFor(account, nextInvoiceOf(record))) {
    const { missing_payment_method: then } = subscription.trial_settings?.end_behavior ?? {};
    if (then === 'cancel') return cancelSubscription(account, record, null);
    if (then === 'pause') return moveSubscription(account, record, 'paused');
  }
  const { end: start } = currentPeriod(record);
  const end = periodEnd(subscription.billing_cycle_anchor, recurring, start);
  for (const item of subscription.items.data) {
    item.current_period_start = start;
    item.current_period_end = end;
  }
  if (wasTrial) moveSubscription(account, record, 'active');
  else account.emit('customer.subscription.updated', subscription);
  draftSubscriptionInvoice(account, record, 'subscription_cycle');
}

/** What decides which method an invoice of it is charged with. */
function nextInvoiceOf({ subscription }: SubscriptionRecord): Parameters<typeof savedMethodFor>[1] {
  const { id, metadata } = subscription;
  return {
    customer: subscription.customer,
    default_payment_method: null,
    parent: { quote_details: null, subscription_details: { metadata, subscription: id }, type: 'subscription_details' },
  };
}

/** When Stripe has to do something about it next; Infinity for one that has ended or is paused. */
export function subscriptionDue(record: SubscriptionRecord): number {
  const { status, trial_end: trialEnd } = record.subscription;
  if (status !== 'active' && status !== 'trialing' && status !== 'past_due') return Infinity;
  const { end } = currentPeriod(record);
  const isToTell = status === 'trialing' && trialEnd !== null && !record.toldOfTrialEnd;
  return isToTell ? trialEnd - TELL_BEFORE : end;
}

/** Does what is due. */
export function advanceSubscription(account: Account, record: SubscriptionRecord): void {
  const { subscription } = record;
  if (subscription.status === 'trialing' && !record.toldOfTrialEnd) {
    record.toldOfTrialEnd = true;
    account.emit('customer.subscription.trial_will_end', subscription);
    return;
  }
  renewSubscription(account, record);
}
