import type Stripe from 'stripe';
import type { WirePrice } from '../account/wire.js';
import type { Recurring } from './billing-period.js';

/** An item of a subscription as it goes over the wire, where decimals are text. */
export type WireSubscriptionItem = Omit<Stripe.SubscriptionItem, 'price' | 'plan'> & {
  price: WirePrice;
  plan: Omit<Stripe.Plan, 'amount_decimal'> & { amount_decimal: string | null };
  quantity: number;
};

export type WireSubscription = Omit<Stripe.Subscription, 'items'> & {
  items: { object: 'list'; data: WireSubscriptionItem[]; has_more: boolean; url: string };
};

export interface SubscriptionRecord {
  /** Unexpanded. */
  readonly subscription: WireSubscription;
  readonly recurring: Recurring;
  /** Where the sandbox is reached, for the pages of its invoices. */
  readonly origin: string;
  /** What is taken off each invoice, and until when; null for nothing. */
  discount: { readonly coupon: Stripe.Coupon; readonly until: number | null } | null;
  /** The buyer has been told that the trial ends soon. */
  toldOfTrialEnd: boolean;
}

/** What is paid for from when to when: the same for all items, which have one interval. */
export function currentPeriod({ subscription }: SubscriptionRecord): { readonly start: number; readonly end: number } {
  const [first] = subscription.items.data;
  return { start: first?.current_period_start ?? 0, end: first?.current_period_end ?? 0 };
}
