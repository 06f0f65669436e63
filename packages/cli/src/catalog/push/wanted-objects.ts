import type { Currency } from '@stripe-cart/contract';
import { MARKER, type CatalogFileItem } from '@stripe-cart/proxy/links';
import type Stripe from 'stripe';

/** Says which item a price or product was made for, beside the marker that puts it on sale. */
export const ITEM_FIELD = `${MARKER}_item`;

/** What is another one in Stripe than in the catalogue, as people call it. */
export type ChangedField =
  | 'quantity'
  | 'other currencies'
  | 'tax behaviour'
  | 'on sale'
  | 'marker'
  | 'name'
  | 'description'
  | 'image'
  | 'url'
  | 'delivery'
  | 'tax code';

/** By currency, in lower case. */
type CurrencyOptions = Record<string, Stripe.PriceCreateParams.CurrencyOptions>;

const QUANTITY_FIELDS = ['min', 'max', 'step'] as const;

/** Metadata of the price. An empty value takes a field away that was there before. */
function priceMetadata({ id, quantity }: CatalogFileItem): Record<string, string> {
  return {
    [MARKER]: '1',
    [ITEM_FIELD]: id,
    ...Object.fromEntries(QUANTITY_FIELDS.map((part) => [`${MARKER}_${part}`, String(quantity?.[part] ?? '')])),
  };
}

/** The item's other currencies, as Stripe keeps them beside the price's own. */
export function currencyOptions({ amounts }: CatalogFileItem, currency: Currency) {
  const others = Object.entries(amounts).filter(([other]) => other !== currency);
  return Object.fromEntries(others.map(([other, amount]) => [other, { unit_amount: amount }]));
}

/** What a price is cannot be changed: its amount, its currency, and a tax behaviour once it has one. */
export function needsNewPrice(item: CatalogFileItem, currency: Currency, price: Stripe.Price): boolean {
  return (
    price.currency !== currency ||
    price.unit_amount !== item.amounts[currency] ||
    price.type !== 'one_time' ||
    price.billing_scheme !== 'per_unit' ||
    price.transform_quantity !== null ||
    (item.taxBehavior !== undefined && hasTaxBehavior(price) && price.tax_behavior !== item.taxBehavior)
  );
}

/** What can be changed in a price as it is. */
export function changesOfPrice(
  item: CatalogFileItem,
  currency: Currency,
  price: Stripe.Price,
): readonly ChangedField[] {
  const wanted = priceMetadata(item);
  const differs = (field: string) => (price.metadata[field] ?? '') !== wanted[field];
  const changed: ChangedField[] = [];
  if (!price.active) changed.push('on sale');
  if (differs(MARKER) || differs(ITEM_FIELD)) changed.push('marker');
  if (QUANTITY_FIELDS.some((part) => differs(`${MARKER}_${part}`))) changed.push('quantity');
  const options = Object.entries(currencyOptions(item, currency));
  if (options.some(([other, { unit_amount: amount }]) => price.currency_options?.[other]?.unit_amount !== amount)) {
    changed.push('other currencies');
  }
  if (item.taxBehavior !== undefined && !hasTaxBehavior(price)) changed.push('tax behaviour');
  return changed;
}

/** All that the catalogue says of a price that is there already. */
export function priceUpdate(item: CatalogFileItem, currency: Currency, price: Stripe.Price): Stripe.PriceUpdateParams {
  const options = currencyOptions(item, currency);
  return {
    active: true,
    metadata: priceMetadata(item),
    ...(Object.keys(options).length > 0 && { currency_options: options }),
    ...(item.taxBehavior !== undefined && !hasTaxBehavior(price) && { tax_behavior: item.taxBehavior }),
  };
}

/**
 * A new price for an item, but for what it is a price of. What the catalogue does not say is taken over from the price
 * that it comes after: somebody chose it in the Dashboard.
 */
export function newPrice(item: CatalogFileItem, currency: Currency, old: Stripe.Price | null) {
  const named = Object.entries(currencyOptions(item, currency)).map(([other, option]) => {
    const taxBehavior = item.taxBehavior ?? taxBehaviorOf(old?.currency_options?.[other]);
    return [other, { ...option, ...(taxBehavior !== null && { tax_behavior: taxBehavior }) }];
  });
  const options: CurrencyOptions = { ...unnamedOptions(item, currency, old), ...Object.fromEntries(named) };
  const taxBehavior = item.taxBehavior ?? taxBehaviorOf(old);
  return {
    currency,
    unit_amount: item.amounts[currency] ?? 0,
    lookup_key: item.id,
    metadata: Object.fromEntries(Object.entries(priceMetadata(item)).filter(([, value]) => value !== '')),
    ...(Object.keys(options).length > 0 && { currency_options: options }),
    ...(taxBehavior !== null && { tax_behavior: taxBehavior }),
  } satisfies Stripe.PriceCreateParams;
}

/** Amounts that a price has in Stripe in currencies the catalogue does not name, as they are given to the next one. */
export function unnamedOptions(item: CatalogFileItem, currency: Currency, price: Stripe.Price | null): CurrencyOptions {
  // Stripe lists the price's own currency among them.
  const isNamed = (other: string) => other === currency || other === price?.currency || other in item.amounts;
  return Object.fromEntries(
    Object.entries(price?.currency_options ?? {}).flatMap(([other, option]) => {
      const { unit_amount: amount } = option;
      if (isNamed(other) || amount === null) return [];
      const taxBehavior = taxBehaviorOf(option);
      return [[other, { unit_amount: amount, ...(taxBehavior !== null && { tax_behavior: taxBehavior }) }]];
    }),
  );
}

/** What the catalogue says of a product. What it does not say stays as it is in the Dashboard. */
export function productUpdate(item: CatalogFileItem) {
  return {
    name: item.name,
    active: item.stock !== 0,
    shippable: item.shippable ?? true,
    metadata: { [MARKER]: '1', [ITEM_FIELD]: item.id },
    ...(item.description !== undefined && { description: item.description }),
    ...(item.image !== undefined && { images: [item.image] }),
    ...(item.url !== undefined && { url: item.url }),
    ...(item.taxCode !== undefined && { tax_code: item.taxCode }),
  } satisfies Stripe.ProductUpdateParams;
}

export function changesOfProduct(item: CatalogFileItem, product: Stripe.Product): readonly ChangedField[] {
  const wanted = productUpdate(item);
  const taxCode = typeof product.tax_code === 'object' ? product.tax_code?.id : product.tax_code;
  const changed: ChangedField[] = [];
  if (product.name !== wanted.name) changed.push('name');
  if (product.active !== wanted.active) changed.push('on sale');
  if (product.shippable !== wanted.shippable) changed.push('delivery');
  if (product.metadata[MARKER] !== '1' || product.metadata[ITEM_FIELD] !== item.id) changed.push('marker');
  if (item.description !== undefined && product.description !== item.description) changed.push('description');
  if (item.image !== undefined && product.images[0] !== item.image) changed.push('image');
  if (item.url !== undefined && product.url !== item.url) changed.push('url');
  if (item.taxCode !== undefined && taxCode !== item.taxCode) changed.push('tax code');
  return changed;
}

const hasTaxBehavior = (price: Stripe.Price) => taxBehaviorOf(price) !== null;

/** Null where nobody has chosen one: it can still be given. */
function taxBehaviorOf(priced: Pick<Stripe.Price, 'tax_behavior'> | null | undefined): Stripe.Price.TaxBehavior | null {
  const { tax_behavior: behavior = null } = priced ?? {};
  return behavior === 'unspecified' ? null : behavior;
}
