import type { PricedCart } from '../checkout/price-cart.js';
import { existingPrice } from '../checkout/line-items.js';

/**
 * Metadata that says which item each existing price stands for: `cart_price_0` is `PRICE ITEM`. The price's own lookup
 * key would not do: it moves on to another price when the owner changes the amount, and yesterday's order would lose
 * its name.
 */
export function soldPrices({ lines }: PricedCart): Record<string, string> {
  const metadata: Record<string, string> = {};
  for (const line of lines) {
    const price = existingPrice(line);
    if (price !== null) metadata[`cart_price_${Object.keys(metadata).length}`] = `${price} ${line.sold.shown.id}`;
  }
  return metadata;
}
