import { minorUnitDigits } from '@stripe-cart/contract';
import { parseCatalogFile, type CatalogFile, type CatalogFileItem } from '@stripe-cart/proxy/links';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { catalogText } from './catalog-json.js';
import { checkPages } from './check-pages.js';
import { readPage } from './page/read-page.js';
import { majorUnits, minorUnits } from './price-text.js';
import { readShop } from './shop-pages.fixture.js';

const currencies = fc.constantFrom('eur', 'usd', 'jpy', 'krw', 'kwd', 'tnd', 'isk', 'ugx', 'huf');
const stepOf = (currency: string) =>
  currency === 'isk' || currency === 'ugx' ? 100 : minorUnitDigits(currency) === 3 ? 10 : 1;
const amountIn = (currency: string, most = 999_999_999_900) =>
  fc.integer({ min: 0, max: Math.floor(most / stepOf(currency)) }).map((steps) => steps * stepOf(currency));

it('a price as text and in minor units is the same price, in every currency', () => {
  const price = currencies.chain((currency) => fc.tuple(fc.constant(currency), amountIn(currency)));
  fc.assert(
    fc.property(price, ([currency, amount]) => {
      expect(minorUnits(majorUnits(amount, currency), currency)).toEqual({ ok: true, amount });
      expect(minorUnits(`-${majorUnits(amount, currency)}`, currency)).toEqual({ ok: true, amount: 0 - amount });
    }),
    { numRuns: 200 },
  );
});

it('digits that are no price of the currency are never rounded to one', () => {
  const digits = fc.stringMatching(/^\d{1,12}(\.\d{1,12})?$/);
  fc.assert(
    fc.property(digits, currencies, (text, currency) => {
      const reading = minorUnits(text, currency);
      if (!reading.ok) return;
      const [whole = '', decimals = ''] = text.split('.');
      const exact = BigInt(whole + decimals.padEnd(12, '0'));
      expect(BigInt(reading.amount) * 10n ** BigInt(12 - minorUnitDigits(currency))).toBe(exact);
      expect(reading.amount % stepOf(currency)).toBe(0);
    }),
    { numRuns: 200 },
  );
});

/** Text as people write it, and as they should not: markup, quotes, templates’ marks, other writing. */
const words = fc
  .array(
    fc.constantFrom('Mug', '<b>', '&amp;', '&', '"', "'", '陶器', 'كوب', '100%', '</script>', '😀', '=', '`', '-->'),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(' '));
const optionWords = fc.constantFrom('Small', 'Ümlaut', '10 cm', '“L”', 'a & b', "d'or", '<i>');

const items = fc.integer({ min: 1, max: 5 }).chain((count) =>
  fc.tuple(
    ...Array.from({ length: count }, (_, index) =>
      fc.record({
        id: fc.constantFrom(`mug-${index}`, `Krug ${index}`, `item/${index}?a=b&c`),
        name: words,
        description: fc.option(words, { nil: undefined }),
        amount: amountIn('eur', 99_999_999),
        most: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
        values: fc.uniqueArray(fc.record({ value: optionWords, delta: amountIn('eur', 99_999) }), {
          selector: ({ value }) => value,
          maxLength: 4,
        }),
      }),
    ),
  ),
);
type RandomItem = typeof items extends fc.Arbitrary<(infer Item)[]> ? Item : never;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const price = (amount: number) => majorUnits(amount, 'eur');

const asButton = ({ id, name, description, amount, most, values }: RandomItem) => {
  const options = values.map(({ value, delta }) => (delta === 0 ? value : `${value}[+${price(delta)}]`)).join('|');
  const attributes = {
    'data-cart-add': id,
    'data-item-name': name,
    'data-item-price': price(amount),
    'data-item-image': 'https://shop.example/a.jpg',
    ...(description !== undefined && { 'data-item-description': description }),
    ...(most !== undefined && { 'data-item-max': String(most) }),
    ...(values.length > 0 && { 'data-item-custom1-name': 'Size', 'data-item-custom1-options': options }),
  };
  return `<button ${Object.entries(attributes)
    .map(([attribute, value]) => `${attribute}="${escaped(value)}"`)
    .join(' ')}>Add</button>`;
};

const asItem = ({ id, name, description, amount, most, values }: RandomItem): CatalogFileItem => ({
  id,
  name,
  ...(description !== undefined && { description }),
  image: 'https://shop.example/a.jpg',
  amounts: { eur: amount },
  ...(most !== undefined && { quantity: { max: most } }),
  ...(values.length > 0 && {
    options: [
      {
        name: 'Size',
        required: true,
        values: values.map(({ value, delta }) => (delta === 0 ? { value } : { value, deltas: { eur: delta } })),
      },
    ],
  }),
});

it('random pages of random products come out as those products, text as text, and agree with what is written', () => {
  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 3 }), (products, pageCount) => {
      const pages = Object.fromEntries(
        Array.from({ length: pageCount }, (_, page) => [
          `${page}.html`,
          `<!doctype html><main>${products
            .filter((_each, index) => index % pageCount === page)
            .map(asButton)
            .join('\n')}`,
        ]),
      );
      const { file } = readShop(pages, { currency: 'eur' });
      const byId = (a: CatalogFileItem, b: CatalogFileItem) => (a.id < b.id ? -1 : 1);
      expect(file).toEqual({ version: 1, currency: 'eur', items: products.map(asItem).toSorted(byId) });
      const reading = parseCatalogFile(JSON.parse(catalogText(file as CatalogFile)));
      expect(reading).toMatchObject({ ok: true });
      const sources = Object.entries(pages).map(([name, html]) => ({ file: name, html, address: null }));
      const placeIn = () => ({ file: 'catalog.json', line: 1, column: 1 });
      const { findings } = checkPages(sources, file as CatalogFile, null, placeIn);
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

const scraps = fc.constantFrom(
  '<div ',
  '<form data-cart-add="a">',
  '<button data-cart-add',
  '=',
  '"',
  "'",
  '>',
  '</form>',
  '<select name="x">',
  '<option>',
  'data-item-price="',
  '{"usd":',
  '1e9',
  '}',
  '[',
  ']',
  '|',
  '[+1]',
  'data-item-custom1-name="n"',
  'data-item-custom1-options="',
  '<script type="application/ld+json">',
  '</script>',
  '{"@type":"Product"',
  ',"offers":',
  '{"@id":"#a"}',
  '[[[[',
  ']]]]',
  'null',
  '<div itemscope itemtype="https://schema.org/Product" itemref="a">',
  '<i id="a" itemprop="offers" itemscope>',
  '<template>',
  '<svg>',
  '<base href="',
  'http://[',
  '\0',
  '\ud800',
  '<!--',
  '-->',
  'class="snipcart-add-item"',
  'data-item-id="a"',
  '\n',
);

it('nothing that may stand in a file makes the reader fail, and every finding has its line in that file', () => {
  const html = fc.array(fc.oneof({ weight: 9, arbitrary: scraps }, fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(html, (parts) => {
      const text = parts.join('');
      const lines = text.split(/\r\n?|\n/).length;
      const { file, places, findings } = readShop(text, { currency: 'eur' });
      for (const { place, message } of findings) {
        expect(place.line).toBeGreaterThanOrEqual(1);
        expect(place.line).toBeLessThanOrEqual(lines);
        expect(message).not.toBe('');
      }
      // Nothing is left out of a catalogue without an error that says so.
      if (file) expect(file.items.map(({ id }) => id)).toEqual([...places.keys()].sort());
    }),
    { numRuns: 100 },
  );
});

it('is not deeper than any page: ten thousand elements in each other', () => {
  const deep = `${'<div itemscope>'.repeat(10_000)}<button data-cart-add="a" data-item-price="1">`;
  const json = `<script type="application/ld+json">${'['.repeat(5_000)}${']'.repeat(5_000)}</script>`;
  expect(readPage({ file: 'a.html', html: deep + json, address: null }, 'eur').claims).toHaveLength(1);
});
