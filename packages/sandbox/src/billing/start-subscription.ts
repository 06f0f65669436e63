import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import type { WireLineItem } from '../account/wire.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { discountOf } from '../checkout/discount.js';
import { periodEnd, type Recurring } from './billing-period.js';
import { finalizeInvoice } from './finalize-invoice.js';
import { creditPayment } from './settle-invoice.js';
import { defaultPaymentOf } from './invoice-payments.js';
import { draftSubscriptionInvoice } from './subscription-invoice.js';
import { makeSubscription } from './subscription-object.js';
import type { SubscriptionRecord } from './subscription-record.js';

const DAY = 24 * 60 * 60;

/** How often the lines of a session recur: those that do have one interval, which was looked at when it was created. */
export function recurringOf(lines: readonly WireLineItem[]): Recurring | null {
  const recurring = lines.find(({ price }) => price.recurring)?.price.recurring;
  if (!recurring) return null;
  return { interval: recurring.interval as Recurring['interval'], count: recurring.interval_count };
}

/**
 * When a trial that begins now ends; null without one.
 *
 * @param now seconds since the epoch
 */
export function trialEndOf(data: Stripe.Checkout.SessionCreateParams.SubscriptionData, now: number): number | null {
  if (data.trial_end !== undefined) return data.trial_end;
  return data.trial_period_days === undefined ? null : now + data.trial_period_days * DAY;
}

/**
 * The buyer is done with a session in subscription mode: only now there is a subscription, and its first invoice, which
 * the session's payment has paid, or a bank is about to.
 *
 * @param payment the session's PaymentIntent; null where nothing was due
 * @param method the PaymentMethod that later invoices are charged with; null where none was asked for
 */
export function startSubscription(
  account: Account,
  record: CheckoutRecord,
  payment: Stripe.PaymentIntent | null,
  method: string | null,
): void {
  const { session, lineItems } = record;
  const recurring = recurringOf(lineItems);
  const customer = session.customer;
  if (!recurring || typeof customer !== 'string') return;
  const now = account.clock.now();
  const data = record.subscriptionData;
  const trialEnd = trialEndOf(data, now);
  const started = makeSubscription(account, {
    customer,
    currency: session.currency ?? '',
    // A bank debit that is being processed is taken for granted until the bank says no.
    status: trialEnd === null ? 'active' : 'trialing',
    items: lineItems
      .filter(({ price }) => price.recurring)
      .map(({ price, quantity, metadata }) => ({ price, quantity: quantity ?? 1, metadata })),
    recurring,
    metadata: data.metadata,
    description: data.description ?? null,
    trialEnd,
    whenMethodIsMissing: data.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
    defaultPaymentMethod: method,
    period: { start: now, end: trialEnd ?? periodEnd(now, recurring, now) },
    discount: discountFrom(account, record),
    origin: record.origin,
  });
  const { subscription } = started;
  const once = lineItems.filter(({ price }) => !price.recurring);
  const invoice = draftSubscriptionInvoice(account, started, 'subscription_create', once);
  session.subscription = subscription.id;
  session.invoice = invoice.invoice.id;
  account.emit('customer.subscription.created', subscription);
  finalizeInvoice(account, invoice, { payment });
  const own = defaultPaymentOf(account, invoice.invoice.id);
  if (own?.intent.status === 'succeeded') creditPayment(account, invoice, own.payment, own.intent.amount_received);
}

/** The session's discount, as long as its coupon lasts. */
function discountFrom(account: Account, record: CheckoutRecord): SubscriptionRecord['discount'] {
  const coupon = discountOf(account, record)?.coupon;
  if (!coupon) return null;
  const now = account.clock.now();
  if (coupon.duration === 'forever') return { coupon, until: null };
  const months = coupon.duration === 'repeating' ? (coupon.duration_in_months ?? 1) : 0;
  // `once` is for the first invoice, which is made at this moment.
  return { coupon, until: months === 0 ? now + 1 : periodEnd(now, { interval: 'month', count: months }, now) };
}
