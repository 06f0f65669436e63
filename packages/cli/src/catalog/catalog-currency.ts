import type { Currency } from '@stripe-cart/contract';
import type { CatalogFileItem } from '@stripe-cart/proxy/links';
import type { Place, Report } from './finding.js';

/** The one currency that every item has a price in; null, and an error, where there is none or more than one. */
export function chooseCurrency(
  items: readonly CatalogFileItem[],
  places: ReadonlyMap<string, Place>,
  report: Report,
): Currency | null {
  const all = [...new Set(items.flatMap(({ amounts }) => Object.keys(amounts)))].sort();
  const common = all.filter((currency) => items.every(({ amounts }) => Object.hasOwn(amounts, currency)));
  const [only] = common;
  if (only !== undefined && common.length === 1) return only;
  const odd = items.find(({ amounts }) => !Object.hasOwn(amounts, mostCommon(items, all))) ?? items[0];
  const place = odd && places.get(odd.id);
  if (odd && place) {
    const why =
      common.length > 1
        ? `All items have prices in ${common.join(' and ')}.`
        : `There are prices in ${all.join(' and ')}, and none of these is in all items: ${odd.id} is only in ${Object.keys(odd.amounts).join(' and ')}.`;
    report('catalog_currency', place, `${why} Say with --currency what the shop charges in.`);
  }
  return null;
}

function mostCommon(items: readonly CatalogFileItem[], currencies: readonly Currency[]): Currency {
  const count = (currency: Currency) => items.filter(({ amounts }) => Object.hasOwn(amounts, currency)).length;
  return currencies.toSorted((a, b) => count(b) - count(a))[0] ?? '';
}

/** Whatever has no price in the catalogue's currency cannot be sold by it. */
export function reportNotSold(
  currency: Currency,
  items: readonly CatalogFileItem[],
  places: ReadonlyMap<string, Place>,
  report: Report,
): void {
  for (const { id, amounts } of items) {
    const place = places.get(id);
    if (Object.hasOwn(amounts, currency) || place === undefined) continue;
    const others = Object.keys(amounts).join(' and ');
    const message = `${id}: it has a price in ${others}, and the shop charges in ${currency}. Add one: data-item-price='{"${currency}":…}'.`;
    report('currency_not_sold', place, message);
  }
}
