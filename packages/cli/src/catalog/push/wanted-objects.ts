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

const QUANTITY_FIELDS = ['min', 'max', 'step'] as const;

/** Metadata of the price. An empty value takes a field away that was there before. */
export function priceMetadata({ id, quantity }: CatalogFileItem): Record<string, string> {
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

/** A new price for an item, but for what it is a price of. */
export function newPrice(item: CatalogFileItem, currency: Currency) {
  const options = currencyOptions(item, currency);
  return {
    currency,
    unit_amount: item.amounts[currency] ?? 0,
    lookup_key: item.id,
    metadata: Object.fromEntries(Object.entries(priceMetadata(item)).filter(([, value]) => value !== '')),
    ...(Object.keys(options).length > 0 && { currency_options: options }),
    ...(item.taxBehavior !== undefined && { tax_behavior: item.taxBehavior }),
  } satisfies Stripe.PriceCreateParams;
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

const hasTaxBehavior = ({ tax_behavior: behavior }: Stripe.Price) => behavior !== null && behavior !== 'unspecified';
