import { MARKER, type CatalogFile, type CatalogFileItem } from '@stripe-cart/proxy/links';
import type Stripe from 'stripe';
import {
  changesOfPrice,
  changesOfProduct,
  ITEM_FIELD,
  needsNewPrice,
  unnamedOptions,
  type ChangedField,
} from './wanted-objects.js';

/** One thing to do in the account, for one item. They are done in this order, and each can be done again. */
export type PushStep =
  | { readonly kind: 'create'; readonly item: CatalogFileItem; readonly before: Stripe.Price | null }
  | {
      readonly kind: 'reprice';
      readonly item: CatalogFileItem;
      readonly old: Stripe.Price;
      readonly product: Stripe.Product;
    }
  | {
      readonly kind: 'price';
      readonly item: CatalogFileItem;
      readonly price: Stripe.Price;
      readonly fields: readonly ChangedField[];
    }
  | {
      readonly kind: 'product';
      readonly item: CatalogFileItem;
      readonly product: Stripe.Product;
      readonly fields: readonly ChangedField[];
    }
  | {
      readonly kind: 'retire';
      readonly id: string;
      readonly price: Stripe.Price;
      readonly why: 'replaced' | 'unwanted' | 'unsellable';
      /** A product's default price cannot be switched off: another becomes the default, or the product is archived. */
      readonly by: 'price' | 'other_default' | 'product';
    };

/** Why an item is not made in Stripe, or something in Stripe is left as it is. */
export interface LeftAlone {
  readonly id: string;
  readonly why: 'options' | 'recurring' | 'not_marked' | 'not_in_pages' | 'shared_product' | 'other_currencies';
  /** With `other_currencies`: those the price has in Stripe, and no page names. Lower case. */
  readonly currencies?: readonly string[];
}

export interface PushPlan {
  readonly steps: readonly PushStep[];
  readonly left: readonly LeftAlone[];
}

/**
 * What has to be done so that the account's marked prices are the catalogue. Pure, and nothing to do where nothing has
 * changed.
 *
 * @param prices all active prices of the account, and whichever others hold an item's lookup key; with their products
 * @param prune also switch off marked prices that no page has any more
 */
export function planPush(catalog: CatalogFile, prices: readonly Stripe.Price[], prune: boolean): PushPlan {
  const steps: PushStep[] = [];
  const retired: Retired[] = [];
  const left: LeftAlone[] = [];
  const holders = new Map(prices.flatMap((price) => (price.lookup_key === null ? [] : [[price.lookup_key, price]])));
  const shared = sharedProducts(catalog, holders);
  for (const item of catalog.items) {
    const holder = holders.get(item.id) ?? null;
    const why = whyLeft(item, holder);
    if (why !== null) {
      left.push({ id: item.id, why });
      // Made by an earlier push: it would go on being sold without its options, or once.
      if (holder?.active === true && holder.metadata[ITEM_FIELD] === item.id) {
        retired.push({ id: item.id, price: holder, why: 'unsellable' });
      }
      continue;
    }
    const product = holder && productOf(holder);
    if (holder === null || product === null) {
      steps.push({ kind: 'create', item, before: holder });
      continue;
    }
    const currencies = Object.keys(unnamedOptions(item, catalog.currency, holder)).sort();
    if (currencies.length > 0) left.push({ id: item.id, why: 'other_currencies', currencies });
    if (needsNewPrice(item, catalog.currency, holder)) steps.push({ kind: 'reprice', item, old: holder, product });
    else {
      const fields = changesOfPrice(item, catalog.currency, holder);
      if (fields.length > 0) steps.push({ kind: 'price', item, price: holder, fields });
    }
    if (shared.has(product.id)) {
      left.push({ id: item.id, why: 'shared_product' });
      continue;
    }
    const fields = changesOfProduct(item, product);
    if (fields.length > 0) steps.push({ kind: 'product', item, product, fields });
  }
  const ids = new Set(catalog.items.map(({ id }) => id));
  for (const price of prices) {
    if (!price.active || !isMarked(price)) continue;
    const replaced = price.metadata[ITEM_FIELD] !== undefined && price.lookup_key === null;
    if (replaced) retired.push({ id: price.metadata[ITEM_FIELD] ?? price.id, price, why: 'replaced' });
    else if (!ids.has(price.lookup_key ?? '')) {
      const id = price.lookup_key ?? price.id;
      if (prune) retired.push({ id, price, why: 'unwanted' });
      else if (!isOffAsDefault(price)) left.push({ id, why: 'not_in_pages' });
    }
  }
  return { steps: [...steps, ...stepsToRetire(retired, prices)], left };
}

/** After all the others: the price that becomes the default instead may be one that they make. */
function stepsToRetire(retired: readonly Retired[], prices: readonly Stripe.Price[]): readonly PushStep[] {
  const going = new Set(retired.map(({ price }) => price.id));
  const by = (price: Stripe.Price): Retirement['by'] | null => {
    const product = productOf(price);
    if (product === null || !isDefault(price)) return 'price';
    const stays = prices.some((other) => other.active && !going.has(other.id) && productOf(other)?.id === product.id);
    if (stays) return 'other_default';
    return product.active ? 'product' : null;
  };
  return retired.flatMap((each) => {
    const way = by(each.price);
    return way === null ? [] : [{ kind: 'retire', ...each, by: way }];
  });
}

type Retirement = Extract<PushStep, { kind: 'retire' }>;
type Retired = Omit<Retirement, 'kind' | 'by'>;

function isDefault(price: Stripe.Price): boolean {
  const standard = productOf(price)?.default_price;
  return (typeof standard === 'object' ? standard?.id : standard) === price.id;
}

/** As far off as a default price can be: nobody can buy it. */
const isOffAsDefault = (price: Stripe.Price) => isDefault(price) && productOf(price)?.active === false;

/** Why an item cannot be a price of Stripe's that the proxy sells, or null. */
export function whyNotInStripe(item: CatalogFileItem): 'options' | 'recurring' | null {
  if ((item.options ?? []).length > 0) return 'options';
  return item.recurring ? 'recurring' : null;
}

function whyLeft(item: CatalogFileItem, holder: Stripe.Price | null): LeftAlone['why'] | null {
  const why = whyNotInStripe(item);
  if (why !== null) return why;
  // Somebody else's price under this name. It is not taken away from them.
  return holder !== null && !isMarked(holder) ? 'not_marked' : null;
}

/** One product with a price for each size, as people make them by hand: no item's texts may become all the others'. */
function sharedProducts(catalog: CatalogFile, holders: ReadonlyMap<string, Stripe.Price>): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { id } of catalog.items) {
    const holder = holders.get(id);
    const product = holder && productOf(holder);
    if (!product) continue;
    if (seen.has(product.id)) shared.add(product.id);
    seen.add(product.id);
  }
  return shared;
}

function isMarked(price: Stripe.Price): boolean {
  return price.metadata[MARKER] === '1' || productOf(price)?.metadata[MARKER] === '1';
}

/** Null for a product that has been deleted. */
function productOf({ product }: Stripe.Price): Stripe.Product | null {
  return typeof product === 'object' && product.deleted !== true ? product : null;
}
