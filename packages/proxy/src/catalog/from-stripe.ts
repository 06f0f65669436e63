import { MAX_ITEM_ID_LENGTH, MAX_QUANTITY, type CatalogItem, type Recurring } from '@stripe-cart/contract';
import type Stripe from 'stripe';
import type { Catalog, SaleItem } from './catalog.js';

/** A price is for sale when it, or its product, carries this metadata. Everything else in the account is not. */
export const MARKER = 'stripe_cart';

/** Metadata of the price that narrows its quantity: `stripe_cart_min`, `_max`, `_step`. */
const QUANTITY_FIELDS = { min: `${MARKER}_min`, max: `${MARKER}_max`, step: `${MARKER}_step` } as const;
const QUANTITY = { min: 1, max: 99, step: 1 };

/** Metadata of a recurring price: days before its first payment. A price of Stripe's own has no field for that. */
const TRIAL_FIELD = `${MARKER}_trial_days`;

/** What a page may be told of, as in the contract: a price that recurs more seldom is left out. */
const MOST_INTERVALS = 52;

/** The longest trial: two years, as in a `catalog.json`. */
const LONGEST_TRIAL_DAYS = 730;

/**
 * What can be sold of an account's active prices. What is marked and still cannot be sold is left out and reported
 * to `leftOut` with the price's id and the reason: one odd price must not close the shop.
 */
export function catalogFromStripe(
  prices: readonly Stripe.Price[],
  leftOut: (price: string, reason: string) => void,
): Catalog {
  const items = new Map<string, SaleItem>();
  const ambiguous = new Set<string>();
  for (const price of prices) {
    const product = typeof price.product === 'object' ? price.product : null;
    const marked =
      price.metadata?.[MARKER] === '1' || (product && !product.deleted && product.metadata[MARKER] === '1');
    if (!marked) continue;
    const reading = readPrice(price, product);
    if (typeof reading === 'string') {
      leftOut(price.id, reading);
      continue;
    }
    const { id } = reading.shown;
    if (items.has(id) || ambiguous.has(id)) {
      // Two prices under one name: whichever was taken, it might be the wrong one. Neither is sold.
      items.delete(id);
      ambiguous.add(id);
      leftOut(price.id, 'duplicate_id');
      continue;
    }
    items.set(id, reading);
  }
  return items;
}

/** The item, or why there is none. */
function readPrice(price: Stripe.Price, product: Stripe.Product | Stripe.DeletedProduct | null): SaleItem | string {
  if (!product) return 'product_not_expanded';
  if (product.deleted) return 'product_deleted';
  if (!price.active) return 'price_archived';
  if (price.custom_unit_amount) return 'buyer_chooses_amount';
  if (price.billing_scheme !== 'per_unit') return 'tiered';
  if (price.transform_quantity) return 'transformed_quantity';
  if (price.recurring?.usage_type === 'metered') return 'metered';
  const recurring = readRecurring(price);
  if (typeof recurring === 'string') return recurring;
  if (price.unit_amount === null || !Number.isSafeInteger(price.unit_amount)) return 'fraction_of_a_minor_unit';

  const id = price.lookup_key ?? price.id;
  if (id.length > MAX_ITEM_ID_LENGTH || /[\p{Cc}\p{Cs}]/u.test(id)) return 'unusable_lookup_key';
  const quantity = readQuantity(price.metadata);
  if (quantity === null) return 'unusable_quantity_metadata';

  const shown: CatalogItem = {
    id,
    name: product.name,
    description: product.description,
    image: webUrl(product.images[0]),
    url: webUrl(product.url),
    currency: price.currency,
    unitAmount: price.unit_amount,
    quantity,
    options: [],
    recurring,
    available: product.active,
  };
  return { shown, charge: { by: 'price', price: price.id }, shippable: product.shippable ?? true };
}

/** How the price recurs, null where it does not, or why it cannot be sold. */
function readRecurring({ type, recurring, metadata }: Stripe.Price): Recurring | null | string {
  if (!recurring) return type === 'one_time' ? null : 'unknown_interval';
  const interval = INTERVALS.find((known) => known === recurring.interval);
  const { interval_count: intervalCount } = recurring;
  if (interval === undefined || !(intervalCount >= 1 && intervalCount <= MOST_INTERVALS)) return 'unknown_interval';
  const trial = metadata[TRIAL_FIELD];
  if (trial === undefined) return { interval, intervalCount };
  const trialDays = /^[1-9]\d{0,2}$/.test(trial) ? Number(trial) : Number.NaN;
  return trialDays <= LONGEST_TRIAL_DAYS ? { interval, intervalCount, trialDays } : 'unusable_trial_metadata';
}

const INTERVALS = ['day', 'week', 'month', 'year'] as const;

function readQuantity(metadata: Stripe.Metadata): CatalogItem['quantity'] | null {
  const read = (field: keyof typeof QUANTITY) => {
    const text = metadata[QUANTITY_FIELDS[field]];
    if (text === undefined) return QUANTITY[field];
    const number = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : Number.NaN;
    return number <= MAX_QUANTITY ? number : Number.NaN;
  };
  const quantity = { min: read('min'), max: read('max'), step: read('step') };
  return quantity.min <= quantity.max && quantity.step >= 1 ? quantity : null;
}

/** Stripe takes any text for these. A page must not be handed one that is not a web address. */
function webUrl(text: string | null | undefined): string | null {
  const url = text ? URL.parse(text) : null;
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost') ? url.href : null;
}
