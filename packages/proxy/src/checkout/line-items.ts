import type Stripe from 'stripe';
import { lineMetadata } from '../order/stripe-lines.js';
import type { PricedLine } from './priced-cart.js';

/**
 * The Stripe price that charges for this line, or null where none does. An existing price says what one costs, and
 * cannot be varied: with an option that costs more, we name the amount.
 */
export function existingPrice({ sold, unitAmount }: PricedLine): string | null {
  const { shown, charge } = sold;
  return charge.by === 'price' && unitAmount === shown.unitAmount ? charge.price : null;
}

/** A price made for this line alone. @param names where it stands on the product that Stripe makes for it */
export function newPrice(line: PricedLine, currency: string, names?: Readonly<Record<string, string>>) {
  const { shown, charge } = line.sold;
  const { taxCode, taxBehavior } = charge.by === 'amount' ? charge : { taxCode: null, taxBehavior: null };
  const choices = line.options.map(({ name, value }) => `${name}: ${value}`).join(', ');
  return {
    currency,
    unit_amount: line.unitAmount,
    ...(shown.recurring !== null && {
      recurring: { interval: shown.recurring.interval, interval_count: shown.recurring.intervalCount },
    }),
    ...(taxBehavior !== null && { tax_behavior: taxBehavior }),
    product_data: {
      name: shown.name,
      ...(choices !== '' && { description: choices }),
      // Stripe fetches pictures itself, and only over https.
      ...(shown.image?.startsWith('https:') && { images: [shown.image] }),
      ...(taxCode !== null && { tax_code: taxCode }),
      ...(names !== undefined && { metadata: { ...names } }),
    },
  } satisfies Stripe.Checkout.SessionCreateParams.LineItem['price_data'];
}

/** What a line is, as metadata to be read back. */
export const namesOf = ({ sold: { shown }, options }: PricedLine): Record<string, string> =>
  lineMetadata({ item: shown.id, name: shown.name, options, trialDays: shown.recurring?.trialDays });

/**
 * What Stripe stores beside an object (https://docs.stripe.com/api/metadata). Lengths are counted in UTF-16 code
 * units, which are never fewer than Stripe's characters.
 */
const METADATA_KEYS = 50;
const METADATA_KEY_LENGTH = 40;
const METADATA_VALUE_LENGTH = 500;

export function fitsMetadata(metadata: Stripe.MetadataParam | undefined): boolean {
  const entries = Object.entries(metadata ?? {});
  return (
    entries.length <= METADATA_KEYS &&
    entries.every(([key, value]) => key.length <= METADATA_KEY_LENGTH && String(value).length <= METADATA_VALUE_LENGTH)
  );
}
