import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { trialEndOf } from '../billing/start-subscription.js';
import { ApiError, notCovered } from '../errors.js';
import { checkMetadata } from './metadata.js';
import { isRecurring } from './session-lines.js';
import { refuseUncovered } from './uncovered.js';

type CreateParams = Stripe.Checkout.SessionCreateParams;
type LineItemParam = Stripe.Checkout.SessionCreateParams.LineItem;

/** Lines of a subscription, of each of the two kinds. */
const LINES_OF_A_KIND = 20;

/** Seconds that a trial has to last at least, where its end is given. */
const SHORTEST_TRIAL = 48 * 60 * 60;

/** What `subscription_data` may say and the sandbox does nothing with. */
const UNCOVERED = [
  'application_fee_percent',
  'billing_cycle_anchor',
  'billing_cycle_anchor_config',
  'billing_mode',
  'default_tax_rates',
  'invoice_settings',
  'on_behalf_of',
  'pending_invoice_item_interval',
  'proration_behavior',
  'transfer_data',
].map((name) => `subscription_data.${name}`);

/** What is not for a session of that mode. */
const FOREIGN: Readonly<Record<string, readonly (keyof CreateParams)[]>> = {
  payment: ['subscription_data', 'payment_method_collection', 'setup_intent_data'],
  subscription: ['payment_intent_data', 'customer_creation', 'setup_intent_data'],
  setup: [
    'allow_promotion_codes',
    'automatic_tax',
    'discounts',
    'line_items',
    'payment_intent_data',
    'payment_method_collection',
    'shipping_options',
    'submit_type',
    'subscription_data',
  ],
};

/** @throws ApiError for parameters that belong to another mode than the session's */
export function checkModeParams(params: CreateParams): void {
  const { mode } = params;
  const foreign = FOREIGN[mode ?? 'payment'] ?? [];
  const param = foreign.find((name) => params[name] !== undefined);
  if (param) throw new ApiError('mode-params', 400, `You can not pass ${param} in ${mode} mode.`, { param });
  checkMetadata(params.setup_intent_data?.metadata, 'setup_intent_data[metadata]');
  refuseUncovered(params, ['setup_intent_data.description', 'setup_intent_data.on_behalf_of']);
  if (mode === 'setup' && params.currency === undefined && params.allowed_payment_method_types === undefined) {
    throw new ApiError('mode-params', 400, 'In setup mode a currency is needed.', {
      code: 'parameter_missing',
      param: 'currency',
    });
  }
  if (mode !== 'subscription') return;
  // Shipping has to be paid for with each period, which Checkout has no way to say.
  if (params.shipping_options) throw notCovered('shipping_options in subscription mode', 'shipping_options');
  refuseUncovered(params, UNCOVERED);
  checkMetadata(params.subscription_data?.metadata, 'subscription_data[metadata]');
  for (const [index, { price_data: data }] of (params.line_items ?? []).entries()) {
    checkInterval(data?.recurring, `line_items[${index}][price_data][recurring]`);
  }
}

/** The longest interval, which is three years. */
const LONGEST: Readonly<Record<string, number>> = { day: 1095, week: 156, month: 36, year: 3 };

/** @throws ApiError for an interval that nobody is billed in */
function checkInterval(
  recurring: { readonly interval: string; readonly interval_count?: number } | undefined,
  param: string,
): void {
  const count = recurring?.interval_count ?? 1;
  if (!recurring || (count >= 1 && count <= (LONGEST[recurring.interval] ?? 1))) return;
  throw new ApiError('price-interval', 400, 'A price recurs at least every three years.', {
    param: `${param}[interval_count]`,
  });
}

/** @throws ApiError for lines that are not one subscription, with what is sold once beside it */
export function checkSubscriptionLines(account: Account, lines: readonly LineItemParam[]): void {
  const refuse = (message: string): ApiError =>
    new ApiError('subscription-lines', 400, message, { param: 'line_items' });
  const recurring = lines.filter((line) => isRecurring(account, line));
  if (recurring.length === 0) throw refuse('A subscription needs a recurring price.');
  if (recurring.length > LINES_OF_A_KIND) throw refuse(`At most ${LINES_OF_A_KIND} lines with recurring prices.`);
  if (lines.length - recurring.length > LINES_OF_A_KIND) {
    throw refuse(`At most ${LINES_OF_A_KIND} lines with one-time prices.`);
  }
  const intervals = new Set(
    recurring.map(({ price, price_data: data }) => {
      const { interval, interval_count: count = 1 } =
        data?.recurring ?? account.prices.get(price ?? '')?.recurring ?? {};
      return `${interval} ${count}`;
    }),
  );
  if (intervals.size > 1) throw notCovered('a subscription of several intervals', 'line_items');
}

/**
 * When the trial would end that a session asks for; null without one.
 *
 * @param now seconds since the epoch
 * @throws ApiError for a trial that is asked for twice, or is too short
 */
export function checkTrial({ subscription_data: data = {} }: CreateParams, now: number): number | null {
  const refuse = (message: string, name: string): ApiError =>
    new ApiError('trial', 400, message, { param: `subscription_data[${name}]` });
  if (data.trial_end !== undefined && data.trial_period_days !== undefined) {
    throw refuse('Only one of trial_end and trial_period_days can be given.', 'trial_end');
  }
  if ((data.trial_period_days ?? 1) < 1) throw refuse('A trial has at least 1 day.', 'trial_period_days');
  if (data.trial_end !== undefined && data.trial_end < now + SHORTEST_TRIAL) {
    throw refuse('trial_end has to be at least 48 hours in the future.', 'trial_end');
  }
  return trialEndOf(data, now);
}
