import type { Currency } from '@stripe-cart/contract';
import type { CatalogFileItem } from '@stripe-cart/proxy/links';
import type { FindingCode } from './finding-table.js';
import { placeText, type Place, type Report } from './finding.js';
import { joinOptions } from './join-options.js';
import type { Claim, QuantityClaim, Stated } from './page/claim.js';
import { majorUnits } from './price-text.js';

/**
 * One item, from every place that has a word on it. What the markup says goes before structured data, and the earlier
 * place before the later. Whatever has to do with money may not differ: then it is an error, and nobody's word counts.
 *
 * @param claims at least one, in the order of the pages
 * @returns null where something is missing without which there is no item; it has been reported then
 */
export function joinClaims(item: string, claims: readonly Claim[], report: Report): CatalogFileItem | null {
  const ranked = [...claims.filter(isMarkup), ...claims.filter((claim) => !isMarkup(claim))];
  const [first] = ranked;
  if (first === undefined) return null;
  const amounts = joinAmounts(item, ranked, report);
  const name = joinWords(item, 'name', ranked, 'name_conflict', report);
  if (amounts.size === 0 && !ranked.some(({ hasPrice }) => hasPrice)) {
    const message = `${item}: no page says what it costs. Add data-item-name="…" data-item-price="12.00" data-item-currency="eur" here, or a Product with the sku ${item} and an Offer.`;
    report('price_missing', first.place, message);
  } else if (name === undefined) {
    report('name_missing', first.place, `${item}: it has no name. Add data-item-name="…".`);
  } else if (!ranked.some(({ hasImage }) => hasImage)) {
    report('image_missing', first.place, `${item}: it has no picture for the cart. Add data-item-image="…".`);
  }
  const description = joinWords(item, 'description', ranked, 'first_taken', report);
  const image = joinWords(item, 'image', ranked, 'first_taken', report);
  const url = joinWords(item, 'url', ranked, 'first_taken', report);
  const quantity = joinQuantities(item, ranked, report);
  const options = joinOptions(item, ranked, [...amounts.keys()], report);
  const recurring = joinRecurring(item, ranked, report);
  const shippable = joinTerm(item, 'shippable', ranked, report);
  const stock = joinTerm(item, 'stock', ranked, report);
  const taxCode = joinTerm(item, 'taxCode', ranked, report);
  const taxBehavior = joinTerm(item, 'taxBehavior', ranked, report);
  if (!ranked.some(({ isButton }) => isButton)) {
    const message = `${item}: it can be bought, but no button in these pages puts it into a cart. If it is not yours to sell, leave its page out with --ignore.`;
    report('no_button', first.place, message);
  }
  if (amounts.size === 0 || name === undefined) return null;
  return {
    id: item,
    name,
    ...(description !== undefined && { description }),
    ...(image !== undefined && { image }),
    ...(url !== undefined && { url }),
    amounts: Object.fromEntries([...amounts].sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(quantity !== undefined && { quantity }),
    ...(options.length > 0 && { options }),
    ...(recurring !== undefined && { recurring }),
    ...(shippable === false && { shippable }),
    ...(stock !== undefined && { stock }),
    ...(taxCode !== undefined && { taxCode }),
    ...(taxBehavior !== undefined && { taxBehavior }),
  };
}

const isMarkup = ({ from }: Claim) => from === 'markup';

function joinAmounts(item: string, claims: readonly Claim[], report: Report): ReadonlyMap<Currency, number> {
  const taken = new Map<Currency, { readonly amount: number; readonly place: Place; readonly claim: Claim }>();
  const priced = claims.filter(({ amounts }) => amounts.size > 0);
  for (const [index, claim] of priced.entries()) {
    for (const [currency, { value: amount, place }] of claim.amounts) {
      const before = taken.get(currency);
      if (before === undefined) {
        taken.set(currency, { amount, place, claim });
        if (index > 0) reportJoined(item, currency, place, report);
      } else if (before.amount !== amount) {
        const here = `${majorUnits(amount, currency)} ${currency}`;
        const there = `${majorUnits(before.amount, currency)} in ${placeText(before.place)}`;
        const code = isMarkup(before.claim) === isMarkup(claim) ? 'price_conflict' : 'structured_data_disagrees';
        report(
          code,
          place,
          `${item}: it costs ${here} here, and ${there}. One id has one price: make them one, or give another id.`,
        );
      }
    }
  }
  const free = [...taken].find(([, { amount }]) => amount === 0);
  if (free)
    report(
      'price_zero',
      free[1].place,
      `${item}: it costs nothing in ${free[0]}. If that is not meant, write its price.`,
    );
  return new Map([...taken].map(([currency, { amount }]) => [currency, amount]));
}

function reportJoined(item: string, currency: Currency, place: Place, report: Report): void {
  const message = `${item}: here it has a price in ${currency}, elsewhere in another currency. Both are written. If one is a slip, mend it.`;
  report('currencies_joined', place, message);
}

/** The first text that is there. */
function joinWords(
  item: string,
  field: 'name' | 'description' | 'image' | 'url',
  claims: readonly Claim[],
  code: FindingCode,
  report: Report,
): string | undefined {
  const [first, ...others] = claims.map((claim) => claim[field]).filter((stated) => stated !== undefined);
  const other = others.find(({ value }) => value !== first?.value);
  if (first && other) {
    const message = `${item}: its ${field} is another one here than in ${placeText(first.place)}, which is taken. Make them one.`;
    report(code, other.place, message);
  }
  return first?.value;
}

function joinTerm<Field extends 'shippable' | 'stock' | 'taxCode' | 'taxBehavior'>(
  item: string,
  field: Field,
  claims: readonly Claim[],
  report: Report,
): NonNullable<Claim[Field]>['value'] | undefined {
  const [first, ...others] = claims.map((claim) => claim[field]).filter((stated) => stated !== undefined);
  const other = others.find(({ value }) => value !== first?.value);
  if (first && other) {
    const message = `${item}: its ${field} is ${String(other.value)} here, and ${String(first.value)} in ${placeText(first.place)}. Make them one.`;
    report('sale_conflict', other.place, message);
  }
  return first?.value;
}

/** A price that recurs and one that does not are two things to sell. */
function joinRecurring(item: string, claims: readonly Claim[], report: Report): CatalogFileItem['recurring'] {
  const priced = claims.filter((claim) => isMarkup(claim) && claim.hasPrice);
  const texts = priced.map(({ recurring }) => JSON.stringify(recurring?.value ?? null));
  const index = texts.findIndex((text) => text !== texts[0]);
  const other = priced[index];
  if (other) {
    const message = `${item}: it is paid once at one place and again and again at another. Give each an id of its own.`;
    report('sale_conflict', (other.recurring ?? other).place, message);
  }
  const recurring = priced[0]?.recurring;
  if (recurring) {
    const message = `${item}: it is written with its interval. The proxy sells it as a subscription; a payment link made beforehand cannot.`;
    report('recurring_item', recurring.place, message);
  }
  return recurring?.value;
}

function joinQuantities(item: string, claims: readonly Claim[], report: Report): QuantityClaim | undefined {
  const stated = claims.map(({ quantity }) => quantity).filter((quantity) => quantity !== undefined);
  const joined: { -readonly [Name in keyof QuantityClaim]: Stated<number> } = {};
  for (const { value, place } of stated) {
    for (const part of ['min', 'max', 'step'] as const) {
      const number = value[part];
      if (number === undefined) continue;
      const before = joined[part];
      joined[part] ??= { value: number, place };
      if (before === undefined || before.value === number) continue;
      const message = `${item}: the ${part} of its quantity is ${number} here, and ${before.value} in ${placeText(before.place)}. Make them one.`;
      report('quantity_conflict', place, message);
    }
  }
  const parts = Object.entries(joined).map(([part, { value }]) => [part, value] as const);
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}
