import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import type { WirePrice } from '../account/wire.js';
import { mergeMetadata } from '../api/metadata.js';
import { noSuch } from '../errors.js';
import type { Recurring } from './billing-period.js';
import type { SubscriptionRecord, WireSubscription, WireSubscriptionItem } from './subscription-record.js';

export interface SubscriptionInput {
  readonly customer: string;
  readonly currency: string;
  readonly status: 'active' | 'trialing';
  readonly items: readonly { readonly price: WirePrice; readonly quantity: number; readonly metadata: unknown }[];
  readonly recurring: Recurring;
  readonly metadata: unknown;
  readonly description: string | null;
  /** Seconds since the epoch; null without a trial. */
  readonly trialEnd: number | null;
  readonly whenMethodIsMissing: Stripe.Subscription.TrialSettings.EndBehavior.MissingPaymentMethod;
  readonly defaultPaymentMethod: string | null;
  readonly period: { readonly start: number; readonly end: number };
  readonly discount: SubscriptionRecord['discount'];
  readonly origin: string;
}

export function makeSubscription(account: Account, input: SubscriptionInput): SubscriptionRecord {
  const now = account.clock.now();
  const id = newId('sub');
  const subscription: WireSubscription = {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: input.trialEnd ?? now,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: null, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: now,
    currency: input.currency,
    customer: input.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: input.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: input.description,
    discounts: input.discount === null || input.discount.coupon.duration === 'once' ? [] : [newId('di')],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: {
      object: 'list',
      data: input.items.map((item) => makeItem(id, now, item, input.period)),
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, input.metadata),
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: input.status,
    test_clock: null,
    transfer_data: null,
    trial_end: input.trialEnd,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: input.whenMethodIsMissing },
    },
    trial_start: input.trialEnd === null ? null : now,
  };
  const { recurring, origin, discount } = input;
  const record = { subscription, recurring, origin, discount, toldOfTrialEnd: false };
  account.subscriptions.set(id, record);
  account.reached(subscription, input.status);
  return record;
}

function makeItem(
  subscription: string,
  now: number,
  { price, quantity, metadata }: SubscriptionInput['items'][number],
  period: SubscriptionInput['period'],
): WireSubscriptionItem {
  return {
    id: newId('si'),
    object: 'subscription_item',
    billing_thresholds: null,
    created: now,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: mergeMetadata({}, metadata),
    plan: planOf(price),
    price: structuredClone(price),
    quantity,
    subscription,
    tax_rates: [],
  };
}

/** A price in the shape that it had before there were prices, which subscription items still show. */
function planOf(price: WirePrice): WireSubscriptionItem['plan'] {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

/** @throws ApiError for a subscription the account does not have */
export function findSubscription(account: Account, id: string): SubscriptionRecord {
  const record = account.subscriptions.get(id);
  if (!record) throw noSuch('subscription', id);
  return record;
}

/** Moves it to another status, and tells of it; nothing where it has that status. */
export function moveSubscription(account: Account, { subscription }: SubscriptionRecord, status: string): void {
  if (subscription.status === status) return;
  subscription.status = status;
  account.reached(subscription, status);
  account.emit('customer.subscription.updated', subscription);
}
