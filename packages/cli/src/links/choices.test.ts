import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CatalogItem, CatalogOption } from '@stripe-cart/contract';
import { choicesOf, combinations, countCombinations, type Choice } from './choices.js';
import { combinationKey } from './fixed-links-file.js';

const item = (options: readonly CatalogOption[], quantity = { min: 1, max: 99, step: 1 }): CatalogItem => ({
  id: 'jug',
  name: 'Jug',
  description: null,
  image: null,
  url: null,
  currency: 'eur',
  unitAmount: 4500,
  quantity,
  options,
  recurring: null,
  available: true,
});
const choice = (name: string, required: boolean, ...values: string[]): CatalogOption => ({
  kind: 'choice',
  name,
  required,
  values: values.map((value) => ({ value, delta: 0 })),
});
const kindsOf = (options: readonly CatalogOption[]) => {
  const found = choicesOf(item(options), 1);
  return found.ok && found.choices.map((one) => one.options.map(({ value }) => value).join('/'));
};

it.each<[string, CatalogOption[], string[]]>([
  ['no options', [], ['']],
  ['a choice that has to be made', [choice('Glaze', true, 'Blue', 'White')], ['Blue', 'White']],
  ['one that may be left', [choice('Lid', false, 'Cork')], ['', 'Cork']],
  [
    'two choices',
    [choice('Glaze', true, 'Blue', 'White'), choice('Lid', false, 'Cork')],
    ['Blue', 'Blue/Cork', 'White', 'White/Cork'],
  ],
  ['a text that may be left', [{ kind: 'text', name: 'Engraving', required: false, maxLength: 20 }], ['']],
])('an item with %s is one line for each way of choosing', (_, options, kinds) => {
  expect(kindsOf(options)).toEqual(kinds);
});

it.each<[string, CatalogItem, string]>([
  ['a text that is needed', item([{ kind: 'text', name: 'Engraving', required: true, maxLength: 20 }]), 'own words'],
  ['too many kinds', item([1, 2, 3, 4].map((n) => choice(`${n}`, true, ...'abcdef'))), '1296 kinds'],
  ['nothing left', { ...item([]), available: false }, 'sold out'],
])('an item with %s has no fixed link', (_, unfit, reason) => {
  const found = choicesOf(unfit, 1);
  expect(found.ok || found.reason).toContain(reason);
});

it.each([
  [{ min: 1, max: 99, step: 1 }, 3, [1, 2, 3]],
  [{ min: 6, max: 24, step: 6 }, 20, [6, 12, 18]],
  [{ min: 1, max: 2, step: 1 }, 9, [1, 2]],
  [{ min: 5, max: 9, step: 1 }, 1, [5]],
])('quantities of %o up to %i are those that are sold', (rule, upTo, quantities) => {
  const found = choicesOf(item([], rule), upTo);
  expect(found.ok && found.choices[0]?.quantities).toEqual(quantities);
});

const lines = (numbersOfQuantities: readonly number[]): Choice[] =>
  numbersOfQuantities.map((length, index) => ({
    item: `item-${index}`,
    options: [],
    quantities: Array.from({ length }, (_, quantity) => quantity + 1),
  }));

it('counts what it would make, without making it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }),
      fc.integer({ min: 0, max: 7 }),
      (all, upTo) => {
        const carts = [...combinations(lines(all), upTo)];
        expect(countCombinations(lines(all), upTo).reduce((sum, size) => sum + size, 0n)).toBe(BigInt(carts.length));
        expect(new Set(carts.map((cart) => combinationKey(cart, false))).size).toBe(carts.length);
        expect(carts.every((cart) => cart.length <= upTo)).toBe(true);
      },
    ),
  );
});

it('counts 2 to the power of a hundred, less one, at once', () => {
  const all = countCombinations(lines(Array.from({ length: 100 }, () => 1)), 100);
  expect(all.reduce((sum, size) => sum + size, 0n)).toBe(2n ** 100n - 1n);
});
