import type Stripe from 'stripe';
import type { CartOption, Recurring } from '@stripe-cart/contract';
import { linkLineNames } from './link-lines.js';
import type { SoldLine } from './fingerprint.js';

/**
 * A line as it stands in Stripe. Item, options and name are in its metadata, so that an order can be rebuilt from
 * Stripe alone; quantity and price are Stripe's own fields, because those are what the buyer pays by.
 */
export interface StripeLine extends SoldLine {
  readonly name: string;
}

export interface LineNames {
  readonly item: string;
  readonly name: string;
  readonly options: readonly CartOption[];
  readonly trialDays?: number | undefined;
}

/** The metadata of a line. Options are numbered: their own names may hold characters that Stripe's keys may not. */
export function lineMetadata({ item, name, options, trialDays }: LineNames): Record<string, string> {
  const metadata: Record<string, string> = { cart_item: item, cart_name: name };
  for (const [index, option] of options.entries()) {
    metadata[`cart_option_${index}`] = option.name;
    metadata[`cart_value_${index}`] = option.value;
  }
  if (trialDays !== undefined) metadata[TRIAL_DAYS] = `${trialDays}`;
  return metadata;
}

/** A trial is the subscription's, and may be made longer there. Which one was sold stands here. */
const TRIAL_DAYS = 'cart_trial_days';

/**
 * Reads the lines of a session back, each by its own metadata or, where a payment link opened the session, by what the
 * link's lines have in its place. A line that somebody else added has no item, and so matches no promise.
 */
export function linesFrom(session: Stripe.Checkout.Session, lines: readonly Stripe.LineItem[]): StripeLine[] {
  const isLinks = session.payment_link !== null && session.payment_link !== undefined;
  return lines.map((line) => lineFrom(line, isLinks ? linkLineNames(line, session.metadata) : (line.metadata ?? {})));
}

/** The lines that were paid at the checkout: all but those that a trial comes before. */
export function dueAtCheckout(
  session: Stripe.Checkout.Session,
  lines: readonly Stripe.LineItem[],
): readonly Stripe.LineItem[] {
  const sold = linesFrom(session, lines);
  return lines.filter((_, index) => sold[index]?.recurring?.trialDays === undefined);
}

function lineFrom(line: Stripe.LineItem, metadata: Readonly<Record<string, string>>): StripeLine {
  const options: CartOption[] = [];
  for (let index = 0; metadata[`cart_option_${index}`] !== undefined; index += 1) {
    options.push({ name: metadata[`cart_option_${index}`] ?? '', value: metadata[`cart_value_${index}`] ?? '' });
  }
  const recurring = recurringOf(line, metadata);
  return {
    item: metadata['cart_item'] ?? '',
    name: metadata['cart_name'] ?? line.description ?? '',
    options,
    quantity: line.quantity ?? 0,
    unitAmount: line.price?.unit_amount ?? 0,
    ...(recurring !== null && { recurring }),
  };
}

/** By Stripe's own field, which is what the buyer pays by; only the trial is not in it. */
function recurringOf({ price }: Stripe.LineItem, metadata: Readonly<Record<string, string>>): Recurring | null {
  if (!price?.recurring) return null;
  const { interval, interval_count: intervalCount } = price.recurring;
  const trialDays = Number(metadata[TRIAL_DAYS] ?? 0);
  return { interval: interval as Recurring['interval'], intervalCount, ...(trialDays > 0 && { trialDays }) };
}
