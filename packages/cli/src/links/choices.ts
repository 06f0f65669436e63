import type { CartLine, CartOption, CatalogItem, CatalogOption } from '@stripe-cart/contract';

/** One thing that a fixed link can be for, an item with its options chosen, in every quantity that gets a link. */
export interface Choice {
  readonly item: string;
  readonly options: readonly CartOption[];
  readonly quantities: readonly number[];
}

export type Choices =
  | { readonly ok: true; readonly choices: readonly Choice[]; readonly note: string | null }
  /** `passing` where another day will do: a shop's script should not fail because a shelf is empty. */
  | { readonly ok: false; readonly reason: string; readonly passing: boolean };

/** An item with more kinds than this has no place in a table of links made beforehand. */
const MOST_KINDS = 1_000;

/**
 * What of an item can be sold by links that exist beforehand: one line for each way of choosing its options.
 *
 * @param quantityUpTo largest quantity that gets a link of its own; the item's smallest always has one
 */
export function choicesOf(item: CatalogItem, quantityUpTo: number): Choices {
  if (!item.available) return { ok: false, reason: 'is sold out', passing: true };
  const written = item.options.find(({ kind, required }) => kind === 'text' && required);
  if (written) return unfit(`needs the buyer's own words (${written.name}), which no fixed link can carry`);

  const picks = item.options.flatMap((option) => (option.kind === 'choice' ? [picksOf(option)] : []));
  const kinds = picks.reduce((product, { length }) => product * length, 1);
  if (kinds > MOST_KINDS) return unfit(`comes in ${kinds} kinds, more than links can be made for`);

  const quantities = quantitiesOf(item, quantityUpTo);
  const choices = product(picks).map((options) => ({ item: item.id, options, quantities }));
  const text = item.options.find(({ kind }) => kind === 'text');
  return {
    ok: true,
    choices,
    note: text ? `is sold without ${text.name}: no fixed link can carry a buyer's own words` : null,
  };
}

const unfit = (reason: string): Choices => ({ ok: false, reason, passing: false });

/** Each value, and none where none has to be chosen. */
function picksOf(option: Extract<CatalogOption, { kind: 'choice' }>): readonly (CartOption | null)[] {
  const values = option.values.map(({ value }) => ({ name: option.name, value }));
  return option.required ? values : [null, ...values];
}

function product(picks: readonly (readonly (CartOption | null)[])[]): CartOption[][] {
  return picks.reduce<CartOption[][]>(
    (chosen, values) =>
      chosen.flatMap((before) => values.map((value) => (value === null ? before : [...before, value]))),
    [[]],
  );
}

function quantitiesOf({ quantity: { min, max, step } }: CatalogItem, upTo: number): number[] {
  const quantities = [min];
  for (let next = min + step; next <= Math.min(max, upTo); next += step) quantities.push(next);
  return quantities;
}

/** Every cart of at most `together` of these lines, the short ones first. */
export function* combinations(choices: readonly Choice[], together: number): Generator<CartLine[]> {
  for (let size = 1; size <= Math.min(together, choices.length); size += 1) yield* ofSize(choices, size, 0);
}

function* ofSize(choices: readonly Choice[], size: number, from: number): Generator<CartLine[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index <= choices.length - size; index += 1) {
    const { item, options, quantities = [] } = choices[index] ?? {};
    if (item === undefined || options === undefined) return;
    for (const quantity of quantities) {
      for (const rest of ofSize(choices, size - 1, index + 1)) yield [{ item, options, quantity }, ...rest];
    }
  }
}

/**
 * How many carts `combinations` would give, by size: the elementary symmetric polynomials of the lines' numbers of
 * quantities. Nothing is enumerated, so that a number beyond all measure is told in no time.
 */
export function countCombinations(choices: readonly Choice[], together: number): bigint[] {
  const bySize = Array.from({ length: Math.min(together, choices.length) + 1 }, () => 0n);
  bySize[0] = 1n;
  for (const { quantities } of choices) {
    for (let size = bySize.length - 1; size > 0; size -= 1) {
      bySize[size] = (bySize[size] ?? 0n) + (bySize[size - 1] ?? 0n) * BigInt(quantities.length);
    }
  }
  return bySize.slice(1);
}
