import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import type { FixedLinks } from '@stripe-cart/contract';
import { parseFixedLinks } from './fixed-links-file.js';
import { fixedLinksShape } from './fixed-links-shape.js';

const FULL: FixedLinks = {
  $schema: 'https://unpkg.com/stripe-cart@0.1.0/links.schema.json',
  version: 1,
  shop: 'pottery',
  livemode: false,
  currency: 'eur',
  items: [
    {
      id: 'jug',
      name: 'Jug',
      description: 'Two litres.\nThrown by hand.',
      image: 'https://shop.example/jug.jpg',
      url: null,
      currency: 'eur',
      unitAmount: 4500,
      quantity: { min: 1, max: 5, step: 1 },
      options: [
        { kind: 'choice', name: 'Glaze', required: true, values: [{ value: 'Gold', delta: -100 }] },
        { kind: 'text', name: 'Engraving', required: false, maxLength: 40 },
      ],
      recurring: null,
      available: true,
    },
  ],
  links: [
    {
      url: 'https://buy.stripe.com/test_1',
      lines: [{ item: 'jug', options: [{ name: 'Glaze', value: 'Gold' }], quantity: 2 }],
      total: 8800,
      adjustable: false,
    },
    { url: 'http://127.0.0.1:4242/links/test_2', amount: 3000 },
  ],
};

const path = fileURLToPath(new URL('../../links.schema.json', import.meta.url));
const bySchema = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(path, 'utf8')) as object,
);
const byReader = (input: unknown) => v.is(fixedLinksShape, input);

it('is read as it is written', () => {
  expect(parseFixedLinks(FULL)).toEqual({ ok: true, file: FULL });
  expect(bySchema(FULL)).toBe(true);
});

it('means the same to its JSON Schema as to its reader, whichever single field is changed to what', () => {
  const verdicts = { valid: 0, invalid: 0 };
  for (const at of placesIn(FULL).keys()) {
    for (const value of REPLACEMENTS) {
      const input = changed([{ at, value }]);
      const valid = byReader(input);
      verdicts[valid ? 'valid' : 'invalid'] += 1;
      expect([bySchema(input), placesIn(FULL)[at]?.key, value]).toEqual([valid, placesIn(FULL)[at]?.key, value]);
    }
  }
  // Both verdicts were reached often, or the comparison would say little.
  expect(Math.min(verdicts.valid, verdicts.invalid)).toBeGreaterThan(100);
});

it('means the same to both, whatever is changed or taken away at once', () => {
  const short = REPLACEMENTS.filter((value) => typeof value !== 'string' || value.length < 3_000);
  const change = fc.record({ at: fc.nat(), value: fc.constantFrom(...short) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 3 }), (changes) => {
      const input = changed(changes);
      expect(bySchema(input)).toBe(byReader(input));
    }),
    { numRuns: 2_000 },
  );
});

const [combination] = FULL.links;
const [jug] = FULL.items;
it.each<[string, unknown, string]>([
  ['nothing', undefined, 'it is an object'],
  ['an item that is not in the file', { ...FULL, items: [] }, 'links.0: names an item'],
  ['an item twice', { ...FULL, items: [jug, jug] }, 'items: an id occurs twice'],
  ['another currency', { ...FULL, currency: 'usd' }, 'items: one of them is in another currency'],
  ['two links for one cart', { ...FULL, links: [combination, combination] }, 'links.1: an earlier link'],
  ['two links for one amount', { ...FULL, links: [FULL.links[1], FULL.links[1]] }, 'links.1: an earlier link'],
  ['a version to come', { ...FULL, version: 2 }, 'version: is 1'],
  ['a script for an address', { ...FULL, links: [{ url: 'javascript:alert(1)', amount: 1 }] }, 'links.0'],
])('is refused for %s', (_, input, expected) => {
  const reading = parseFixedLinks(input);
  expect(reading.ok || reading.problem).toContain(expected);
});

it('is refused for one line in two halves', () => {
  const line = { item: 'jug', options: [], quantity: 1 };
  const link = {
    url: 'https://buy.stripe.com/1',
    lines: [line, { ...line, quantity: 2 }],
    total: 1,
    adjustable: false,
  };
  const reading = parseFixedLinks({ ...FULL, links: [link] });
  expect(reading.ok || reading.problem).toContain('the same line twice');
});

const REMOVED = Symbol('removed');
/** What a field may turn into: neighbours of what is right, and things of another kind altogether. */
const REPLACEMENTS: readonly unknown[] = [
  [REMOVED, null, true],
  [0, 1, -1, 1.5, 500, 501, 999_999, 1_000_000, 999_999_999_999, 1e12, 2 ** 53],
  ['', 'a', 'eur', 'EUR', 'choice', 'text', '-a', 'a\nb', 'é🫖', '\ud800', 'https://a', 'http://a', 'https://a b'],
  ['http://localhost', 'http://localhost:1/x', 'http://localhost.evil.test/', 'javascript:1', 'https://a\\b'],
  [40, 200, 500, 5_000, 50_000].flatMap((length) => ['🫖'.repeat(length), '🫖'.repeat(length + 1)]),
  [`https://${'a'.repeat(2_040)}`, `https://${'a'.repeat(2_041)}`],
  [[], {}, [1], { url: 'https://a', amount: 1 }, { url: 'https://a', amount: 1, lines: [] }],
  [{ min: 1, max: 1, step: 1 }],
  [10, 11, 20, 21].map((length) => Array.from({ length }, () => ({ item: 'a', options: [], quantity: 1 }))),
  [10, 11].map((length) => Array.from({ length }, () => ({ name: 'a', value: 'a' }))),
].flat();

interface Place {
  readonly holder: object;
  readonly key: string;
}

/** The full file with these places replaced or taken away, as it would come from a disk. */
function changed(changes: readonly { at: number; value: unknown }[]): unknown {
  const copy = structuredClone(FULL);
  for (const { at, value } of changes) {
    const places = placesIn(copy);
    const place = places[at % places.length];
    if (place === undefined) continue;
    if (value === REMOVED) Reflect.deleteProperty(place.holder, place.key);
    else Reflect.set(place.holder, place.key, structuredClone(value));
  }
  return JSON.parse(JSON.stringify(copy));
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [{ holder: value, key }, ...placesIn(Reflect.get(value, key))]);
}
