import type { Currency } from '@stripe-cart/contract';
import type { CatalogFile, CatalogFileItem, CatalogFileOption } from '@stripe-cart/proxy/links';
import type { Place, Report } from './finding.js';
import { majorUnits } from './price-text.js';

export interface Sides {
  readonly pages: ReadonlyMap<string, CatalogFileItem>;
  /** Every item the pages name, whether or not they say enough of it. */
  readonly places: ReadonlyMap<string, Place>;
  readonly catalog: CatalogFile;
  /** Where an item stands in the catalogue's file. */
  readonly placeIn: (id: string) => Place;
}

/** Whatever the pages say otherwise than the catalogue, which is what buyers pay. */
export function compareCatalogs({ pages, places, catalog, placeIn }: Sides, report: Report): void {
  const known = new Map(catalog.items.map((item) => [item.id, item]));
  for (const [id, place] of places) {
    const item = pages.get(id);
    const before = known.get(id);
    if (!before)
      report(
        'not_in_catalog',
        place,
        `${id}: the catalogue does not have it, so nobody can buy it. Write the catalogue again.`,
      );
    else if (item) compareItems(item, before, place, report);
  }
  for (const { id } of catalog.items) {
    if (places.has(id)) continue;
    const message = `${id}: it is still for sale, and in none of the pages. Write the catalogue again, or put it back.`;
    report('not_in_pages', placeIn(id), message);
  }
}

function compareItems(page: CatalogFileItem, catalog: CatalogFileItem, place: Place, report: Report): void {
  const { id } = page;
  for (const currency of unionOf(page.amounts, catalog.amounts)) {
    const here = page.amounts[currency];
    const there = catalog.amounts[currency];
    if (here === there) continue;
    if (here === undefined || there === undefined) {
      const [where, not] = here === undefined ? ['the catalogue', 'the pages do'] : ['the pages', 'the catalogue does'];
      const message = `${id}: ${where} has a price in ${currency}, and ${not} not. Write the catalogue again, or mend the page.`;
      report('currency_differs', place, message.replace('the pages has', 'the pages have'));
      continue;
    }
    const message = `${id}: ${majorUnits(here, currency)} ${currency} in the pages, ${majorUnits(there, currency)} in the catalogue, which is what buyers pay. Write the catalogue again, or mend the page.`;
    report('price_differs', place, message);
  }
  compareOptions(page, catalog, place, report);
  for (const field of ['name', 'quantity', 'recurring', 'shippable', 'stock', 'taxCode', 'taxBehavior'] as const) {
    if (textOf(meaningOf(page)[field]) === textOf(meaningOf(catalog)[field])) continue;
    const message = `${id}: its ${field} is ${textOf(page[field])} in the pages, ${textOf(catalog[field])} in the catalogue. Write the catalogue again, or mend the page.`;
    report('terms_differ', place, message);
  }
  for (const field of ['description', 'image', 'url'] as const) {
    if (page[field] === undefined || page[field] === catalog[field]) continue;
    const message = `${id}: its ${field} in the catalogue is another one than in the pages. Write the catalogue again.`;
    report('display_differs', place, message);
  }
}

/** An item with what a catalogue means where it says nothing. */
function meaningOf(item: CatalogFileItem): CatalogFileItem {
  return { ...item, shippable: item.shippable ?? true, quantity: { min: 1, max: 99, step: 1, ...item.quantity } };
}

function compareOptions(page: CatalogFileItem, catalog: CatalogFileItem, place: Place, report: Report): void {
  const here = new Map((page.options ?? []).map((option) => [option.name, optionText(option)]));
  const there = new Map((catalog.options ?? []).map((option) => [option.name, optionText(option)]));
  for (const name of new Set([...here.keys(), ...there.keys()])) {
    if (here.get(name) === there.get(name)) continue;
    const message = `${page.id}: the option ${name} is ${here.get(name) ?? 'missing'} in the pages, ${there.get(name) ?? 'missing'} in the catalogue. Write the catalogue again, or mend the page.`;
    report('option_differs', place, message);
  }
}

/** Everything of an option that counts, values in any order. */
function optionText(option: CatalogFileOption): string {
  const required = option.required === true ? ', required' : '';
  if ('maxLength' in option) return `a text of ${option.maxLength}${required}`;
  const values = option.values.map(({ value, deltas = {} }) => {
    const prices = Object.keys(deltas)
      .sort()
      .filter((currency) => deltas[currency] !== 0)
      .map((currency) => `${majorUnits(deltas[currency] ?? 0, currency)} ${currency}`);
    return prices.length === 0 ? value : `${value}[${prices.join(', ')}]`;
  });
  return `${values.sort().join('|')}${required}`;
}

function textOf(value: unknown): string {
  if (value === undefined) return 'not said';
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => `${name} ${String(part)}`)
    .join(', ');
}

function unionOf(...records: readonly Readonly<Record<Currency, number>>[]): readonly Currency[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))].sort();
}
