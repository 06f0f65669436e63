import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { CartLine } from '@stripe-cart/contract';
import { priceCart } from '../checkout/price-cart.js';
import type { Catalog } from './catalog.js';
import type { CatalogFile, CatalogFileItem } from './catalog-file.js';
import { catalogFileShape } from './catalog-file-shape.js';
import { catalogFromFile, parseCatalogFile } from './from-file.js';

const FULL: CatalogFile = {
  version: 1,
  currency: 'eur',
  items: [
    {
      id: 'jug',
      name: 'Jug',
      description: 'Two litres.\nThrown by hand.',
      image: 'https://shop.example/jug.jpg',
      url: 'https://shop.example/jug.html',
      amounts: { eur: 4500, jpy: 7000, kwd: 15_500 },
      quantity: { min: 1, max: 5, step: 1 },
      options: [
        {
          name: 'Glaze',
          required: true,
          values: [{ value: 'Blue' }, { value: 'Gold', deltas: { eur: 1500, kwd: -500 } }],
        },
        { name: 'Engraving', maxLength: 40 },
      ],
      shippable: false,
      stock: 3,
      taxCode: 'txcd_99999999',
      taxBehavior: 'inclusive',
    },
    {
      id: 'club',
      name: 'Tea club',
      amounts: { eur: 900 },
      recurring: { interval: 'month', intervalCount: 1, trialDays: 14 },
    },
  ],
};

/** The full file with one field of its first item changed; undefined takes the field out. */
const withItem = (changes: Record<string, unknown>) => {
  const [first, ...rest] = FULL.items;
  return { ...FULL, items: [JSON.parse(JSON.stringify({ ...first, ...changes })), ...rest] };
};
const withRecurring = (recurring: Record<string, unknown>) => withItem({ recurring });
const problemsOf = (input: unknown) => {
  const reading = parseCatalogFile(input);
  return reading.ok ? [] : reading.problems.map(({ path, mend }) => `${path}: ${mend}`);
};

describe('what is left of an item', () => {
  const [jug] = FULL.items;
  const shelf = (stock: number, quantity = {}) =>
    catalogFromFile({ ...FULL, items: [{ ...jug, quantity, stock } as CatalogFileItem] }).get('jug');
  const jugs = (quantity: number, engraving?: string): CartLine => ({
    item: 'jug',
    options: [
      { name: 'Glaze', value: 'Blue' },
      ...(engraving === undefined ? [] : [{ name: 'Engraving', value: engraving }]),
    ],
    quantity,
  });
  const problemOf = (...lines: CartLine[]) => {
    const priced = priceCart(lines, new Map([['jug', shelf(3)]]) as Catalog);
    return priced.ok ? null : priced.problem;
  };

  it('bounds what a page offers, and is nothing where the least that is sold is more', () => {
    expect(shelf(3)?.shown).toMatchObject({ available: true, quantity: { min: 1, max: 3 } });
    expect(shelf(200)?.shown).toMatchObject({ available: true, quantity: { min: 1, max: 99 } });
    expect(shelf(3, { min: 4 })?.shown).toMatchObject({ available: false, quantity: { min: 4, max: 99 } });
    expect(shelf(0)?.shown.available).toBe(false);
  });

  it('bounds a cart, all engravings of it together', () => {
    const refused = { code: 'invalid_quantity', item: 'jug', min: 1, max: 3, step: 1 };
    expect(problemOf(jugs(3))).toBeNull();
    expect(problemOf(jugs(4))).toEqual(refused);
    expect(problemOf(jugs(2, 'Ada'), jugs(1, 'Bob'))).toBeNull();
    expect(problemOf(jugs(2, 'Ada'), jugs(2, 'Bob'))).toEqual(refused);
  });
});

describe('catalog.json', () => {
  it('is read as it is written', () => {
    const reading = parseCatalogFile(FULL);
    expect(reading).toEqual({ ok: true, file: FULL });
  });

  it.each<[string, unknown, RegExp]>([
    ['not an object', 'text', /^: is an object/],
    ['another version', { ...FULL, version: 2 }, /^version: is 1/],
    ['no items', { ...FULL, items: [] }, /^items: has nothing for sale/],
    ['a field nobody knows', { ...FULL, discount: 1 }, /^discount: is not a field/],
    ['a price in the item', withItem({ price: 45 }), /^items\.0\.price: is not a field/],
    ['no name', withItem({ name: undefined }), /^items\.0\.name: is missing/],
    ['decimals', withItem({ amounts: { eur: 45.5 } }), /^items\.0\.amounts\.eur: is a whole number/],
    ['a negative price', withItem({ amounts: { eur: -1 } }), /^items\.0\.amounts\.eur: is a whole number/],
    ['a price in text', withItem({ amounts: { eur: '4500' } }), /^items\.0\.amounts\.eur: is a whole number/],
    ['capital letters', withItem({ amounts: { EUR: 4500 } }), /^items\.0\.amounts\.EUR: is a currency code/],
    ['an unknown currency', { ...FULL, currency: 'zzz' }, /^currency: is not a currency that Stripe/],
    ['no price in the shop’s currency', withItem({ amounts: { usd: 4500 } }), /no amount in eur/],
    ['three decimals', withItem({ amounts: { eur: 4500, kwd: 15_501 } }), /amounts\.kwd: has to be a multiple of 10/],
    [
      'fractions of a króna',
      withItem({ amounts: { eur: 4500, isk: 4550 } }),
      /amounts\.isk: has to be a multiple of 100/,
    ],
    ['a script for a picture', withItem({ image: 'javascript:alert(1)' }), /image: is not an absolute https URL/],
    ['a relative picture', withItem({ image: '/jug.jpg' }), /image: is not an absolute https URL/],
    ['a picture over http', withItem({ image: 'http://shop.example/jug.jpg' }), /image: is not an absolute/],
    ['a host that is none', withItem({ url: 'https://[' }), /url: is not a URL/],
    [
      'a trial of no days',
      withRecurring({ interval: 'month', intervalCount: 1, trialDays: 0 }),
      /trialDays: is a whole/,
    ],
    ['four years', withRecurring({ interval: 'year', intervalCount: 4 }), /intervalCount: is more than three years/],
    ['37 months', withRecurring({ interval: 'month', intervalCount: 37 }), /intervalCount: is more than three years/],
    ['min above max', withItem({ quantity: { min: 6, max: 5 } }), /quantity: allows nothing/],
    ['min above the default max', withItem({ quantity: { min: 100 } }), /quantity: allows nothing/],
    [
      'an option twice',
      withItem({
        options: [
          { name: 'A', maxLength: 1 },
          { name: 'A', maxLength: 2 },
        ],
      }),
      /options\.1\.name: occurs twice/,
    ],
    [
      'a value twice',
      withItem({ options: [{ name: 'A', values: [{ value: 'x' }, { value: 'x' }] }] }),
      /values\.1\.value: occurs twice/,
    ],
    ['an option of no kind', withItem({ options: [{ name: 'A' }] }), /options\.0: is a name with either/],
    [
      'a price below nothing',
      withItem({ options: [{ name: 'A', values: [{ value: 'x', deltas: { eur: -4501 } }] }] }),
      /below 0/,
    ],
    ['text that turns around', withItem({ name: 'Jug\u202egnp.exe' }), /name: has a character/],
    ['a line break in a name', withItem({ name: 'Jug\r\nSet-Cookie: a' }), /name: has a character/],
    ['half a character', withItem({ name: 'Jug \ud800' }), /name: has a character/],
    ['an id twice', { ...FULL, items: [FULL.items[0], FULL.items[0]] }, /^items\.1\.id: is the id of an earlier/],
  ])('is refused for %s', (_, input, expected) => {
    expect(problemsOf(input).join('\n')).toMatch(expected);
  });

  it('is refused with all its problems at once, each where it is', () => {
    const items = [
      { ...FULL.items[0], amounts: { eur: 1.5 } },
      { id: '', name: 'x', amounts: { eur: 1 }, stock: -1 },
    ];
    expect(problemsOf({ ...FULL, items }).map((problem) => problem.split(':')[0])).toEqual([
      'items.0.amounts.eur',
      'items.1.id',
      'items.1.id',
      'items.1.stock',
    ]);
  });

  it('is not answered with a thousand problems', () => {
    const items = Array.from({ length: 10_000 }, () => ({ ...FULL.items[0], id: 'same' }));
    const problems = problemsOf({ ...FULL, items });
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toBe(': has 9949 more problems like these.');
  });

  it('becomes a catalogue: defaults filled in, one currency, what is sold out said so', () => {
    const catalog = catalogFromFile(FULL);
    expect([...catalog.keys()]).toEqual(['jug', 'club']);
    expect(catalog.get('jug')?.shown.recurring).toBeNull();
    expect(catalog.get('club')?.shown.recurring).toEqual({ interval: 'month', intervalCount: 1, trialDays: 14 });
    expect(catalog.get('jug')).toMatchObject({
      shippable: false,
      charge: { by: 'amount', taxCode: 'txcd_99999999', taxBehavior: 'inclusive' },
      shown: { unitAmount: 4500, currency: 'eur', available: true },
    });
    const soldOut = catalogFromFile({ ...FULL, items: [{ id: 'a', name: 'A', amounts: { eur: 1 }, stock: 0 }] });
    expect(soldOut.get('a')?.shown).toMatchObject({ available: false, quantity: { min: 1, max: 99, step: 1 } });
    expect(soldOut.get('toString')).toBeUndefined();
  });

  const path = fileURLToPath(new URL('../../catalog.schema.json', import.meta.url));
  const bySchema = new Ajv2020({ strict: true, allErrors: false }).compile(
    JSON.parse(readFileSync(path, 'utf8')) as object,
  );
  const isByParser = (input: unknown) => v.is(catalogFileShape, input);

  it('means the same to its JSON Schema as to this parser, whichever single field is changed to what', () => {
    const verdicts = { valid: 0, invalid: 0 };
    for (const [at] of placesIn(FULL).entries()) {
      for (const value of [...REPLACEMENTS, REMOVED]) {
        const changed = structuredClone(FULL);
        const place = placesIn(changed)[at];
        if (place !== undefined) replaceAt(place, value);
        const input = throughJson(changed);
        const valid = isByParser(input);
        verdicts[valid ? 'valid' : 'invalid'] += 1;
        expect([bySchema(input), place?.key, value]).toEqual([valid, place?.key, value]);
      }
    }
    // Both verdicts were reached often, or the comparison would say little.
    expect(Math.min(verdicts.valid, verdicts.invalid)).toBeGreaterThan(200);
  });

  it('means the same to both, whatever is changed, taken away, added or repeated at once', () => {
    fc.assert(
      fc.property(mutated(FULL), (input) => {
        expect(bySchema(input)).toBe(isByParser(input));
      }),
      { numRuns: 20_000 },
    );
  });
});

/** What a field may turn into: neighbours of what is right, and things of another kind altogether. */
const REPLACEMENTS: readonly unknown[] = [
  ...[200, 250, 500, 2_048, 5_000].flatMap((length) => ['a'.repeat(length), 'a'.repeat(length + 1)]),
  `https://${'a'.repeat(2_040)}`,
  `https://${'a'.repeat(2_041)}`,
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  52,
  53,
  500,
  501,
  999_999,
  1_000_000,
  1e12,
  1e300,
  2 ** 53,
  '',
  'a',
  'eur',
  'EUR',
  'jpy',
  'day',
  'inclusive',
  'a'.repeat(40),
  'a'.repeat(41),
  'a'.repeat(501),
  'a\nb',
  'a\u0000b',
  '\ud800',
  'é🫖',
  '\u202e',
  'https://a',
  'http://a',
  'http://localhost',
  'http://localhost:1/x',
  'http://localhost.evil.test/',
  'https://a b',
  'javascript:1',
  'txcd_12345678',
  'txcd_1',
  [],
  {},
  [1],
  ['a'],
  { value: 'a' },
  { eur: 1 },
  { EUR: 1 },
  { eur: -1 },
  { eur: '1' },
  { name: 'a', maxLength: 1 },
  { name: 'a', values: [{ value: 'a' }] },
  { name: 'a', values: [], maxLength: 1 },
  { min: 1 },
  { min: 0 },
];

/** The file with up to three of its fields replaced, taken away, or joined by another. */
function mutated(file: CatalogFile): fc.Arbitrary<unknown> {
  const change = fc.record({
    at: fc.nat(),
    kind: fc.constantFrom('replace', 'remove', 'add', 'repeat'),
    value: fc.constantFrom(...REPLACEMENTS),
    name: fc.constantFrom(
      'extra',
      'stock',
      'options',
      'quantity',
      'recurring',
      'usd',
      'deltas',
      '__proto__',
      '$schema',
    ),
  });
  return fc.array(change, { minLength: 0, maxLength: 3 }).map((changes) => {
    const copy = structuredClone(file) as unknown;
    for (const { at, kind, value, name } of changes) {
      const places = placesIn(copy);
      const place = places[at % Math.max(1, places.length)];
      if (place === undefined) continue;
      const { holder, key } = place;
      const held: unknown = Reflect.get(holder, key);
      if (kind === 'replace') replaceAt(place, value);
      else if (kind === 'remove') replaceAt(place, REMOVED);
      else if (kind === 'add' && typeof held === 'object' && held !== null && !Array.isArray(held)) {
        Object.defineProperty(held, name, asField(structuredClone(value)));
      } else if (kind === 'repeat' && Array.isArray(held) && held.length > 0) held.push(structuredClone(held[0]));
    }
    return throughJson(copy);
  });
}

interface Place {
  readonly holder: object;
  readonly key: string;
}

const REMOVED = Symbol('removed');

function replaceAt({ holder, key }: Place, value: unknown): void {
  if (value === REMOVED) Reflect.deleteProperty(holder, key);
  else Object.defineProperty(holder, key, asField(structuredClone(value)));
}

/** As a file goes: what cannot be written cannot be read. */
function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

const asField = (value: unknown) => ({ value, enumerable: true, writable: true, configurable: true });

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [{ holder: value, key }, ...placesIn(Reflect.get(value, key))]);
}
