import type Stripe from 'stripe';
import type { OrderSubscription, Recurring } from '@stripe-cart/contract';

/**
 * What goes on after an order, as its buyer may see it: no id of Stripe's. Null where Stripe shows nothing that recurs.
 */
export function describeSubscription(subscription: Stripe.Subscription): OrderSubscription | null {
  const { data: items } = subscription.items;
  const recurring = items[0]?.price.recurring;
  if (!recurring) return null;
  return {
    interval: recurring.interval as Recurring['interval'],
    intervalCount: recurring.interval_count,
    amount: isReduced(subscription)
      ? null
      : items.reduce((sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * (quantity ?? 1), 0),
    nextPayment: nextPaymentOf(subscription),
  };
}

/** Whether a discount of its own goes on with it. Stripe names no more of one than an id, unless coupons may be read. */
const isReduced = ({ discounts, items }: Stripe.Subscription): boolean =>
  [{ discounts }, ...items.data].some((each) => each.discounts.length > 0);

/** Those under which Stripe goes on charging. */
const GOING_ON: readonly string[] = ['trialing', 'active', 'past_due'];

/** In seconds since the epoch; null where it has ended, is paused, or ends before it is charged again. */
function nextPaymentOf({ status, items, cancel_at: cancelAt, cancel_at_period_end: atPeriodEnd }: Stripe.Subscription) {
  if (!GOING_ON.includes(status) || atPeriodEnd) return null;
  // A trial is a period of its own, so its end is the end of one.
  const next = Math.min(...items.data.map(({ current_period_end: end }) => end));
  return !Number.isSafeInteger(next) || (cancelAt !== null && cancelAt <= next) ? null : next;
}
