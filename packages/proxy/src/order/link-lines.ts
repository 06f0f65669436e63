import type Stripe from 'stripe';

/**
 * Metadata of a link that says which item an existing price stands for, `PRICE ITEM`: `cart_price_0`, `cart_price_1` and
 * so on. The price's own lookup key would not do: it moves on to another price when the owner changes the amount, and
 * yesterday's order would lose its name.
 */
export const SOLD_PRICE = 'cart_price_';

/**
 * What a line of a link's session is, in the words of `lineMetadata`: on the product that was made with it, or by its
 * price. A line that somebody else's hand added to the link has the name that Stripe knows it by, and matches no promise.
 * @param metadata the session's, which it has from its link
 */
export function linkLineNames(
  { price, description }: Stripe.LineItem,
  metadata: Readonly<Record<string, string>> | null,
): Readonly<Record<string, string>> {
  if (price === null) return {};
  const sold = Object.entries(metadata ?? {})
    .filter(([field]) => field.startsWith(SOLD_PRICE))
    .find(([, value]) => value.startsWith(`${price.id} `));
  const name = description ?? '';
  if (sold !== undefined) return { cart_item: sold[1].slice(price.id.length + 1), cart_name: name };
  const { product } = price;
  if (typeof product === 'object' && !product.deleted && product.metadata['cart_item'] !== undefined) {
    return product.metadata;
  }
  return { cart_item: price.lookup_key ?? price.id, cart_name: name };
}
