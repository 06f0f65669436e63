import type { Currency } from '@stripe-cart/contract';
import { readAmounts } from './amounts.js';
import type { Stated } from './claim.js';
import type { PageContext } from './page-context.js';
import { firstText, things, type Thing } from './thing.js';

export interface OffersReading {
  readonly amounts: ReadonlyMap<Currency, Stated<number>>;
  readonly hasPrice: boolean;
  /** The offers themselves, without what gathers them. */
  readonly offers: readonly Thing[];
}

/**
 * The price in a Product's `offers`: one, several in different currencies, or several that agree. Where offers of one
 * currency differ, none is the item's price: an item has one.
 */
export function readOffers(item: string, product: Thing, context: PageContext): OffersReading {
  const offers = things(product, 'offers').flatMap(singleOffers);
  const ranges = things(product, 'offers').filter((offer) => isRange(offer) && singleOffers(offer).length === 0);
  const amounts = new Map<Currency, Stated<number>>();
  const differing = new Set<Currency>();
  let hasPrice = false;
  for (const offer of offers) {
    const price = priceOf(offer);
    if (price === null) continue;
    hasPrice = true;
    const read = readAmounts(
      item,
      {
        ...price,
        place: offer.place,
        currencyMend: 'Give the offer a priceCurrency, or --currency eur for all prices.',
      },
      context,
    );
    for (const [currency, stated] of read) {
      const before = amounts.get(currency);
      if (before && before.value !== stated.value) differing.add(currency);
      else amounts.set(currency, stated);
    }
  }
  for (const currency of differing) {
    amounts.delete(currency);
    const message = `${item}: its offers have different prices in ${currency}. One item has one price: give each variant a sku of its own, or data-item-price to the button.`;
    context.report('price_range', product.place, message);
  }
  if (ranges.length > 0) {
    const message = `${item}: lowPrice and highPrice are a range, which nobody can be charged. Give each variant an Offer with a price and a sku of its own, or data-item-price to the button.`;
    context.report('price_range', product.place, message);
  }
  // Prices that contradict each other are none: then somebody has to say the price.
  hasPrice &&= differing.size === 0 || amounts.size > 0;
  return { amounts, hasPrice, offers: [...offers, ...ranges] };
}

const isRange = ({ types }: Thing) => types.includes('AggregateOffer');

/** An offer is itself; an AggregateOffer is what it holds, or one price where its lowest is its highest. */
function singleOffers(offer: Thing): readonly Thing[] {
  if (!isRange(offer)) return [offer];
  const inner = things(offer, 'offers').filter((each) => !isRange(each));
  const low = firstText(offer, 'lowPrice');
  const isOnePrice =
    firstText(offer, 'price') !== undefined || (low !== undefined && low === firstText(offer, 'highPrice'));
  return inner.length > 0 ? inner : isOnePrice ? [offer] : [];
}

/** `price` of the offer, or of its only priceSpecification that is not a list price or the like. */
function priceOf(offer: Thing): { readonly text: string; readonly currency: string | null } | null {
  const currency = firstText(offer, 'priceCurrency') ?? null;
  const text = firstText(offer, 'price') ?? (isRange(offer) ? firstText(offer, 'lowPrice') : undefined);
  if (text !== undefined) return { text, currency };
  const [only, another] = things(offer, 'priceSpecification').filter(
    (each) => firstText(each, 'price') !== undefined && firstText(each, 'priceType') === undefined,
  );
  if (only === undefined || another !== undefined) return null;
  return { text: firstText(only, 'price') ?? '', currency: firstText(only, 'priceCurrency') ?? currency };
}
