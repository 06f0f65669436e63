import type Stripe from 'stripe';
import { lineKey, type CartLine, type Currency } from '@stripe-cart/contract';
import type { Catalog, SaleItem } from '@stripe-cart/proxy/links';
import { plainText } from '../terminal/plain-text.js';

/** What a link that was made by hand is for. */
export type Adoption =
  | {
      readonly kind: 'combination';
      readonly lines: readonly CartLine[];
      readonly total: number;
      readonly adjustable: boolean;
    }
  | { readonly kind: 'amount'; readonly amount: number }
  | { readonly kind: 'none'; readonly reason: string };

const none = (reason: string): Adoption => ({ kind: 'none', reason });

/**
 * Recognises a link by its lines. Lines whose price has an item's id as its lookup key, or is the very price the item is
 * sold by, make it a link for that combination, and they have to cost what the catalogue says. One single line that is
 * nothing in the catalogue, as in a link for “Order, 30 EUR”, makes it a link for every cart of that amount; not where its
 * price has a lookup key, because that is a name: of an item that is no longer sold, or is sold elsewhere.
 *
 * @param link with `LINK_EXPAND`
 */
export function adoptionOf(link: Stripe.PaymentLink, catalog: Catalog, currency: Currency): Adoption {
  if (!link.active) return none('it is switched off');
  if (link.currency !== currency) return none(`it is in ${link.currency}, and the catalogue in ${currency}`);
  if (link.restrictions !== null) return none('it ends after some payments');
  if ((link.optional_items ?? []).length > 0) return none('it offers more than its lines');
  const lines = link.line_items;
  if (lines === undefined || lines.has_more || lines.data.length === 0) return none('its lines cannot be read');
  if (lines.data.some(({ price }) => !price || price.recurring || price.unit_amount === null)) {
    return none('one of its prices recurs, or is chosen by the buyer');
  }
  const sold = lines.data.map((line) => itemOf(line, catalog));
  return sold.every((item) => item === undefined) ? forAmount(lines.data) : forCombination(lines.data, sold);
}

function itemOf({ price }: Stripe.LineItem, catalog: Catalog): SaleItem | undefined {
  if (price === null) return undefined;
  const byKey = price.lookup_key === null ? undefined : catalog.get(price.lookup_key);
  return byKey ?? [...catalog.values()].find(({ charge }) => charge.by === 'price' && charge.price === price.id);
}

function forAmount([line, ...more]: readonly Stripe.LineItem[]): Adoption {
  if (line === undefined || more.length > 0) return none('none of its lines is in the catalogue (by lookup key)');
  const key = line.price?.lookup_key ?? null;
  if (key !== null) return none(`its price is that of ${plainText(key)}, which is not in the catalogue`);
  if (line.adjustable_quantity?.enabled) return none('its quantity can be changed, so it is for no fixed amount');
  return { kind: 'amount', amount: (line.price?.unit_amount ?? 0) * (line.quantity ?? 1) };
}

function forCombination(there: readonly Stripe.LineItem[], sold: readonly (SaleItem | undefined)[]): Adoption {
  const lines: CartLine[] = [];
  let total = 0;
  for (const [index, line] of there.entries()) {
    const shown = sold[index]?.shown;
    if (shown === undefined) return none('one of its lines is not in the catalogue (by lookup key)');
    const { id, unitAmount, options, available } = shown;
    if (!available) return none(`${id} is sold out`);
    if (options.some(({ required }) => required)) return none(`${id} has options, of which the link says nothing`);
    if (line.price?.unit_amount !== unitAmount) return none(`${id} costs something else in the catalogue`);
    const quantity = line.quantity ?? 1;
    lines.push({ item: id, options: [], quantity });
    total += unitAmount * quantity;
  }
  if (new Set(lines.map(lineKey)).size !== lines.length) return none('it has the same item twice');
  const adjustable = there.filter((line) => line.adjustable_quantity?.enabled).length;
  if (adjustable !== 0 && adjustable !== there.length) return none('only some of its quantities can be changed');
  return { kind: 'combination', lines, total, adjustable: adjustable > 0 };
}
