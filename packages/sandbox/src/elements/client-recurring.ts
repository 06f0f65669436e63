import type { StripeCheckoutLineItem, StripeCheckoutSession } from '@stripe/stripe-js';
import type { Account } from '../account/account.js';
import type { WireLineItem } from '../account/wire.js';
import { unitAmountIn } from '../api/currency-options.js';
import type { Recurring } from '../billing/billing-period.js';
import { recurringOf, trialEndOf } from '../billing/start-subscription.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { formatAmount } from '../money/currency.js';

const DAY = 24 * 60 * 60;

/** What the buyer is to pay again and again, and when the first time is; null where nothing recurs. */
export function recurringFor(
  account: Account,
  { session, lineItems, subscriptionData }: CheckoutRecord,
): StripeCheckoutSession['recurring'] {
  const recurring = recurringOf(lineItems);
  if (!recurring) return null;
  const currency = session.currency ?? 'usd';
  const amount = (minorUnits: number) => ({
    minorUnitsAmount: minorUnits,
    amount: formatAmount(minorUnits, currency),
  });
  const each = lineItems
    .filter(({ price }) => price.recurring)
    .map(({ price, quantity }) => (unitAmountIn(account, price, currency) ?? 0) * (quantity ?? 1))
    .reduce((sum, part) => sum + part, 0);
  const trialEnd = trialEndOf(subscriptionData, session.created);
  return {
    interval: recurring.interval,
    intervalCount: recurring.count,
    isProrated: false,
    dueNext: {
      subtotal: amount(each),
      total: amount(each),
      discount: amount(0),
      taxInclusive: amount(0),
      taxExclusive: amount(0),
      billingCycleAnchor: null,
    },
    trial: trialEnd === null ? null : { trialEnd, trialPeriodDays: Math.round((trialEnd - session.created) / DAY) },
  };
}

/** How often a line is paid for; null for one that is sold once. */
export function lineRecurringOf({ price }: WireLineItem): StripeCheckoutLineItem['recurring'] {
  if (!price.recurring) return null;
  const interval = price.recurring.interval as Recurring['interval'];
  return { interval, intervalCount: price.recurring.interval_count, usageType: 'licensed' };
}
