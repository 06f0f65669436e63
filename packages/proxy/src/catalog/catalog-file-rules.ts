import type { Currency } from '@stripe-cart/contract';
import type { CatalogFile, CatalogFileItem, CatalogFileOption } from './catalog-file.js';
import { CURRENCIES, smallestStep } from './currencies.js';

/** One thing that is wrong in a catalogue file, and where, as in `items.3.amounts.eur`. */
export interface FileProblem {
  readonly path: string;
  /** A sentence that follows the path. Never a value of the file's. */
  readonly mend: string;
}

/** What JSON Schema cannot say about a catalogue of the right shape. All problems, in the order of the file. */
export function catalogFileRules(file: CatalogFile): readonly FileProblem[] {
  const problems: FileProblem[] = [];
  if (!CURRENCIES.has(file.currency)) problems.push({ path: 'currency', mend: UNKNOWN_CURRENCY });
  const seen = new Set<string>();
  for (const [index, item] of file.items.entries()) {
    const path = `items.${index}`;
    if (seen.has(item.id)) problems.push({ path: `${path}.id`, mend: 'is the id of an earlier item too.' });
    seen.add(item.id);
    problems.push(...itemRules(item, path, file.currency));
  }
  return problems;
}

/** Three years, by interval (stripe 23.1.0, Prices.d.ts, `PriceCreateParams.Recurring`). */
const LONGEST_INTERVAL: ReadonlyMap<string, number> = new Map([
  ['month', 36],
  ['year', 3],
]);

const UNKNOWN_CURRENCY = 'is not a currency that Stripe charges in.';

function* itemRules(item: CatalogFileItem, path: string, currency: Currency): Generator<FileProblem> {
  if (!Object.hasOwn(item.amounts, currency)) {
    yield { path: `${path}.amounts`, mend: `has no amount in ${currency}, the catalogue's currency.` };
  }
  yield* amountRules(item.amounts, `${path}.amounts`);
  for (const field of ['image', 'url', 'returnUrl'] as const) {
    const url = item[field];
    if (url !== undefined && !URL.canParse(url)) yield { path: `${path}.${field}`, mend: 'is not a URL.' };
  }
  const { min = 1, max = 99 } = item.quantity ?? {};
  if (min > max) yield { path: `${path}.quantity`, mend: `allows nothing: its min is above its max (by default 99).` };

  const { interval, intervalCount = 1 } = item.recurring ?? {};
  const longest = LONGEST_INTERVAL.get(interval ?? '') ?? intervalCount;
  if (intervalCount > longest) {
    yield {
      path: `${path}.recurring.intervalCount`,
      mend: `is more than three years, the longest that Stripe bills by.`,
    };
  }

  const options = item.options ?? [];
  yield* twice(
    options.map(({ name }) => name),
    `${path}.options`,
    'name',
  );
  for (const [index, option] of options.entries()) yield* optionRules(option, `${path}.options.${index}`);
  yield* cheapestRules(item, path);
}

function* optionRules(option: CatalogFileOption, path: string): Generator<FileProblem> {
  if (!('values' in option)) return;
  yield* twice(
    option.values.map(({ value }) => value),
    `${path}.values`,
    'value',
  );
  for (const [index, { deltas = {} }] of option.values.entries()) {
    yield* amountRules(deltas, `${path}.values.${index}.deltas`);
  }
}

function* amountRules(amounts: Readonly<Record<Currency, number>>, path: string): Generator<FileProblem> {
  for (const [currency, amount] of Object.entries(amounts)) {
    const at = `${path}.${currency}`;
    const step = smallestStep(currency);
    if (!CURRENCIES.has(currency)) yield { path: at, mend: UNKNOWN_CURRENCY };
    else if (amount % step !== 0)
      yield { path: at, mend: `has to be a multiple of ${step}: Stripe takes no smaller part of it.` };
  }
}

/** However the buyer chooses, the price of one may not fall below nothing. */
function* cheapestRules(item: CatalogFileItem, path: string): Generator<FileProblem> {
  for (const [currency, amount] of Object.entries(item.amounts)) {
    const reductions = (item.options ?? []).map((option) =>
      'values' in option ? Math.min(0, ...option.values.map(({ deltas }) => deltas?.[currency] ?? 0)) : 0,
    );
    const cheapest = reductions.reduce((sum, reduction) => sum + reduction, amount);
    if (cheapest < 0) yield { path: `${path}.options`, mend: `can bring the price in ${currency} below 0.` };
  }
}

function* twice(texts: readonly string[], path: string, field: string): Generator<FileProblem> {
  const seen = new Set<string>();
  for (const [index, text] of texts.entries()) {
    if (seen.has(text)) yield { path: `${path}.${index}.${field}`, mend: 'occurs twice.' };
    seen.add(text);
  }
}
