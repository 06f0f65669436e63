import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineKey, type CartLine, type CatalogItem } from '@stripe-cart/contract';
import type { Catalog, SaleItem } from '../catalog/catalog.js';
import { duePerPeriod, dueToday, recurringOf } from '../subscription/cart-billing.js';
import { priceCart, quoteOf } from './price-cart.js';

const item = (shown: Partial<CatalogItem> & { id: string }): SaleItem => ({
  shown: {
    name: shown.id,
    description: null,
    image: null,
    url: null,
    currency: 'eur',
    unitAmount: 1000,
    quantity: { min: 1, max: 99, step: 1 },
    options: [],
    recurring: null,
    available: true,
    ...shown,
  },
  charge: { by: 'amount', taxCode: null, taxBehavior: null },
  shippable: true,
});

/** Makes as many lines of one item as there are notes. */
const NOTE = { kind: 'text', name: 'Note', required: false, maxLength: 10 } as const;

const catalog: Catalog = new Map(
  [
    item({
      id: 'mug',
      options: [
        {
          kind: 'choice',
          name: 'Glaze',
          required: true,
          values: [
            { value: 'Sand', delta: 0 },
            { value: 'Gold', delta: 350 },
            { value: 'Second', delta: -200 },
          ],
        },
        { kind: 'text', name: 'Name', required: false, maxLength: 10 },
      ],
    }),
    item({ id: 'bowl', unitAmount: 2450 }),
    item({ id: 'six-pack', quantity: { min: 6, max: 24, step: 6 } }),
    item({ id: 'yen-bowl', currency: 'jpy', unitAmount: 2450 }),
    item({ id: 'dinar', currency: 'kwd', unitAmount: 5120 }),
    item({ id: 'sold-out', available: false }),
    item({ id: 'club', recurring: { interval: 'month', intervalCount: 1 } }),
    item({ id: 'quarterly', recurring: { interval: 'month', intervalCount: 3 } }),
    item({ id: 'trial', recurring: { interval: 'month', intervalCount: 1, trialDays: 14 } }),
    item({ id: 'cheap', unitAmount: 1, recurring: { interval: 'month', intervalCount: 1 } }),
    item({ id: 'note', recurring: { interval: 'month', intervalCount: 1 }, options: [NOTE] }),
    item({ id: 'card', options: [NOTE] }),
    item({ id: 'sticker', unitAmount: 1 }),
    item({ id: 'house', unitAmount: 90_000_000 }),
    item({ id: 'free', unitAmount: 0 }),
  ].map((sold) => [sold.shown.id, sold]),
);

const line = (id: string, quantity = 1, options: Record<string, string> = {}): CartLine => ({
  item: id,
  quantity,
  options: Object.entries(options).map(([name, value]) => ({ name, value })),
});

const notes = (id: string, count: number) =>
  Array.from({ length: count }, (_, index) => line(id, 1, { Note: `${index}` }));

const TOO_SMALL = { code: 'amount_too_small', currency: 'eur', minimum: 50 };

const problemOf = (...lines: CartLine[]) => {
  const priced = priceCart(lines, catalog);
  return priced.ok ? null : priced.problem;
};

describe('a cart that can be sold', () => {
  test('is priced by the catalogue, option deltas included', () => {
    const priced = priceCart([line('mug', 2, { Glaze: 'Gold', Name: 'Ada' }), line('bowl')], catalog);
    expect(priced.ok && quoteOf(priced.cart)).toEqual({
      currency: 'eur',
      subtotal: 2 * 1350 + 2450,
      lines: [
        {
          item: 'mug',
          quantity: 2,
          unitAmount: 1350,
          options: [
            { name: 'Glaze', value: 'Gold' },
            { name: 'Name', value: 'Ada' },
          ],
        },
        { item: 'bowl', quantity: 1, unitAmount: 2450, options: [] },
      ],
    });
  });

  test('has the minor units of its own currency', () => {
    const priced = priceCart([line('dinar', 3)], catalog);
    expect(priced.ok && priced.cart.subtotal).toBe(15_360);
  });
});

describe('a cart with a subscription in it', () => {
  const terms = (...lines: CartLine[]) => {
    const priced = priceCart(lines, catalog);
    if (!priced.ok) throw new Error(priced.problem.code);
    const { cart } = priced;
    return [cart.subtotal, dueToday(cart), duePerPeriod(cart), recurringOf(cart)];
  };
  const monthly = { interval: 'month', intervalCount: 1 };

  test.each([
    ['nothing recurs', [line('bowl', 2)], [4900, 4900, 0, null]],
    ['all of it recurs', [line('club', 2)], [2000, 2000, 2000, monthly]],
    ['beside what is paid once', [line('bowl'), line('club')], [3450, 3450, 1000, monthly]],
    ['a trial: nothing today', [line('trial')], [1000, 0, 1000, { ...monthly, trialDays: 14 }]],
    [
      'a trial beside what is paid once',
      [line('trial'), line('bowl')],
      [3450, 2450, 1000, { ...monthly, trialDays: 14 }],
    ],
    ['20 lines of each kind', [...notes('note', 20), ...notes('card', 20)], [40_000, 40_000, 20_000, monthly]],
  ])('%s', (_, lines, expected) => {
    expect(terms(...lines)).toEqual(expected);
  });
});

describe('a cart that cannot', () => {
  test.each([
    ['nothing', [], { code: 'empty_cart' }],
    ['an item nobody lists', [line('teapot')], { code: 'unknown_item', item: 'teapot' }],
    ['a key every object inherits', [line('__proto__')], { code: 'unknown_item', item: '__proto__' }],
    ['another inherited key', [line('constructor')], { code: 'unknown_item', item: 'constructor' }],
    ['a sold-out item', [line('sold-out')], { code: 'item_unavailable', item: 'sold-out' }],
    ['too many', [line('bowl', 100)], { code: 'invalid_quantity', item: 'bowl', min: 1, max: 99, step: 1 }],
    [
      'too many in two halves',
      [line('bowl', 60), line('bowl', 60)],
      { code: 'invalid_quantity', item: 'bowl', min: 1, max: 99, step: 1 },
    ],
    ['too few', [line('six-pack', 5)], { code: 'invalid_quantity', item: 'six-pack', min: 6, max: 24, step: 6 }],
    ['off the step', [line('six-pack', 7)], { code: 'invalid_quantity', item: 'six-pack', min: 6, max: 24, step: 6 }],
    ['a missing choice', [line('mug')], { code: 'invalid_option', item: 'mug', option: 'Glaze' }],
    ['an unknown value', [line('mug', 1, { Glaze: 'Pink' })], { code: 'invalid_option', item: 'mug', option: 'Glaze' }],
    [
      'an unknown option',
      [line('mug', 1, { Glaze: 'Sand', Size: 'XL' })],
      { code: 'invalid_option', item: 'mug', option: 'Size' },
    ],
    [
      'a text too long',
      [line('mug', 1, { Glaze: 'Sand', Name: '12345678901' })],
      { code: 'invalid_option', item: 'mug', option: 'Name' },
    ],
    ['two currencies', [line('bowl'), line('yen-bowl')], { code: 'mixed_currency', items: ['bowl', 'yen-bowl'] }],
    [
      'two intervals',
      [line('bowl'), line('club'), line('quarterly')],
      { code: 'mixed_billing', items: ['club', 'quarterly'] },
    ],
    ['a trial for a part of it', [line('trial'), line('club')], { code: 'mixed_billing', items: ['trial', 'club'] }],
    ['21 lines that recur', notes('note', 21), { code: 'too_many_lines', limit: 20 }],
    ['21 that do not, beside one', [...notes('card', 21), line('club')], { code: 'too_many_lines', limit: 20 }],
    ['renewals of next to nothing', [line('bowl'), line('cheap')], TOO_SMALL],
    ['next to nothing before a trial', [line('trial'), line('sticker', 49)], TOO_SMALL],
    ['next to nothing', [line('sticker', 49)], { code: 'amount_too_small', currency: 'eur', minimum: 50 }],
    ['nothing due', [line('free')], { code: 'amount_too_small', currency: 'eur', minimum: 50 }],
    ['too much', [line('house', 2)], { code: 'amount_too_large', currency: 'eur', maximum: 99_999_999 }],
  ])('%s', (_, lines, problem) => {
    expect(problemOf(...lines)).toEqual(problem);
  });

  test('under the minimum by one, and at it', () => {
    expect(problemOf(line('sticker', 49))).toMatchObject({ code: 'amount_too_small' });
    expect(problemOf(line('sticker', 50))).toBeNull();
  });
});

const anyLine: fc.Arbitrary<CartLine> = fc.record({
  item: fc.constantFrom(...catalog.keys(), 'teapot', 'toString'),
  quantity: fc.integer({ min: 1, max: 200 }),
  options: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('Glaze', 'Name', 'Size'),
      value: fc.constantFrom('Sand', 'Gold', 'Second', 'Ada', 'Pink'),
    }),
    { selector: ({ name }) => name },
  ),
});

test('whatever the lines: a refusal, or whole numbers that add up from the catalogue alone', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 6 }), (lines) => {
      const priced = priceCart(lines, catalog);
      if (!priced.ok) return;
      const { cart } = priced;
      expect(Number.isSafeInteger(cart.subtotal)).toBe(true);
      expect(cart.subtotal).toBe(cart.lines.reduce((sum, one) => sum + one.unitAmount * one.quantity, 0));
      for (const { sold, unitAmount, options } of cart.lines) {
        const deltas = options.map(({ name, value }) => {
          const option = sold.shown.options.find((known) => known.name === name);
          return option?.kind === 'choice' ? (option.values.find((known) => known.value === value)?.delta ?? NaN) : 0;
        });
        expect(unitAmount).toBe(deltas.reduce((sum, delta) => sum + delta, sold.shown.unitAmount));
      }
    }),
    { numRuns: 2000 },
  );
});

test('one line or the same in pieces, in any order of options: the same price or the same refusal', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { minLength: 1, maxLength: 4 }), (lines) => {
      const pieces = lines.flatMap((one) =>
        one.quantity === 1
          ? [one]
          : [
              { ...one, quantity: 1 },
              { ...one, quantity: one.quantity - 1, options: one.options.toReversed() },
            ],
      );
      const [whole, split] = [priceCart(lines, catalog), priceCart(pieces, catalog)];
      expect(split.ok).toBe(whole.ok);
      if (whole.ok && split.ok) {
        const keys = (priced: typeof whole) => quoteOf(priced.cart).lines.map((one) => [lineKey(one), one.quantity]);
        expect(keys(split)).toEqual(keys(whole));
        expect(split.cart.subtotal).toBe(whole.cart.subtotal);
      } else {
        expect(split).toEqual(whole);
      }
    }),
    { numRuns: 1000 },
  );
});
