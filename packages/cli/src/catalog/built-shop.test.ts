/**
 * A shop of fifty products, as published generators of static sites build it (`fixtures/catalog/generate.mjs`), and
 * pages written by hand. What is found, what is said, the way there and back, and every mutation caught.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createRequire } from 'node:module';
import { parseCatalogFile, type CatalogFile } from '@stripe-cart/proxy/links';
import { describe, expect, it } from 'vitest';
import { baseItem, builtPages, expectedCatalog, handWritten, PRODUCTS } from './built-shop.fixture.js';
import { catalogText } from './catalog-json.js';
import { catalogOfPages } from './catalog-of-pages.js';
import { checkPages } from './check-pages.js';
import type { PageSource } from './page/read-page.js';
import { codes } from './shop-pages.fixture.js';

const schema: object = createRequire(import.meta.url)('@stripe-cart/proxy/catalog.schema.json');
const isInSchema = new Ajv2020().compile(schema);

const read = (pages: readonly PageSource[], currency: string | null = 'eur') =>
  catalogOfPages(pages, { currency, known: null, pricesFrom: 'pages' });
const placeIn = () => ({ file: 'catalog.json', line: 1, column: 1 });
const check = (pages: readonly PageSource[], file: CatalogFile) => checkPages(pages, file, null, placeIn).findings;

/** The file's own text, read again: what `--check` starts from. */
function writtenAndRead(file: CatalogFile | null): CatalogFile {
  const json: unknown = JSON.parse(catalogText(file ?? { version: 1, currency: 'eur', items: [] }));
  expect(isInSchema(json), JSON.stringify(isInSchema.errors)).toBe(true);
  const reading = parseCatalogFile(json);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.file;
}

const SHOPS = [
  {
    generator: 'eleventy',
    catalog: expectedCatalog((product) => ({
      ...baseItem(product),
      url: `https://shop.example/shop/${product.id}/`,
    })),
    // Once for all fifty.
    reported: { snipcart_class: 1 },
  },
  {
    generator: 'astro',
    catalog: expectedCatalog((product) => ({
      ...baseItem(product, ['eur', 'usd']),
      // The page's own field says how many.
      quantity: { min: 1, max: product.most ?? 99 },
    })),
    reported: {},
  },
  {
    generator: 'hugo',
    catalog: expectedCatalog((product) => ({
      ...baseItem(product),
      url: `https://shop.example/${product.id}/`,
      ...(product.soldOut === true && { stock: 0 }),
    })),
    reported: { sold_out: PRODUCTS.filter(({ soldOut }) => soldOut).length },
  },
];

/** One change of one page, as somebody makes it who forgets the catalogue. */
interface Mutation {
  readonly what: string;
  readonly file: string;
  readonly html: string;
}

/** Each place of each page that says a price, an option's price or a currency, changed alone. */
function* mutationsOf(pages: readonly PageSource[]): Generator<Mutation> {
  const rules: readonly (readonly [string, RegExp, (text: string) => string])[] = [
    ['price', /(?<=data-item-price=")\d+\.\d\d/g, raised],
    ['price', /(?<=data-item-price="[^"]*?:)\d+\.\d\d/g, raised],
    ['price', /(?<="price":")\d+\.\d\d/g, raised],
    ['price', /(?<=itemprop="price">)\d+\.\d\d/g, raised],
    ['option price', /(?<=custom1-options="[^"]*\[\+)\d+\.\d\d/g, raised],
    ['option price', /(?<=custom1-options="[^"]*?&quot;:)\d+\.\d\d/g, raised],
    ['currency', /(?<="priceCurrency":")EUR/g, () => 'USD'],
    ['currency', /(?<=itemprop="priceCurrency" content=")EUR/g, () => 'USD'],
    ['currency', /(?<=data-item-currency=")eur/g, () => 'usd'],
    ['currency', /(?<=data-item-price="\{[^"]*&quot;)usd(?=&quot;:\d)/g, () => 'gbp'],
    ['currency', /data-item-price="(?=\d)(?![^>]*data-item-currency)/g, (text) => `data-item-currency="usd" ${text}`],
  ];
  for (const { file, html } of pages) {
    for (const [what, expression, change] of rules) {
      for (const match of html.matchAll(expression)) {
        const rest = html.slice(match.index + match[0].length);
        yield { what, file, html: html.slice(0, match.index) + change(match[0]) + rest };
      }
    }
  }
}

const raised = (price: string) => (Number(price) + 0.1).toFixed(2);

describe.each(SHOPS)('the shop as $generator builds it', ({ generator, catalog, reported }) => {
  const pages = builtPages(generator);
  const reading = read(pages);

  it('is found whole, with nothing to mend', () => {
    expect(pages).toHaveLength(51);
    expect(reading.file).toEqual(catalog);
    const counts = Object.fromEntries(
      [...Map.groupBy(codes(reading), (code) => code)].map(([code, all]) => [code, all.length]),
    );
    expect(counts).toEqual(reported);
  });

  it('comes out the same in whatever order its pages are read', () => {
    expect(read(pages.toReversed()).file).toEqual(reading.file);
  });

  it('agrees with the catalogue just written', () => {
    const file = writtenAndRead(reading.file);
    expect(file.items).toHaveLength(50);
    const again = check(pages, file).filter(({ severity, code }) => severity !== 'note' && !(code in reported));
    expect(again).toEqual([]);
  });

  it('does not agree once a price, an option’s price or a currency is another one on any page', () => {
    const file = writtenAndRead(reading.file);
    const all = [...mutationsOf(pages)];
    const missed = all.filter((mutation) => {
      // The changed page alone: what it says of its items has to be enough.
      const findings = check([{ file: mutation.file, html: mutation.html, address: null }], file);
      return !findings.some(({ severity, code }) => severity === 'error' && code !== 'not_in_pages');
    });
    const count = (what: string) => all.filter((mutation) => mutation.what === what).length;
    const caught = `${all.length - missed.length} caught of ${all.length}: ${count('price')} prices, ${count('option price')} option prices, ${count('currency')} currencies`;
    process.stdout.write(`${generator}: ${caught}\n`);
    expect(missed.map(({ what, file: name }) => `${what} in ${name}`)).toEqual([]);
    expect(count('price')).toBeGreaterThanOrEqual(50);
    expect(count('option price')).toBeGreaterThanOrEqual(20);
    expect(count('currency')).toBeGreaterThanOrEqual(50);
  });
});

describe('pages written by hand', () => {
  it('in every form Snipcart’s documentation shows are read, and what is not done is said', () => {
    const reading = read([handWritten('snipcart.html', 'https://lantern.example/')], 'usd');
    const items = reading.file?.items ?? [];
    expect(items.map(({ id, amounts }) => [id, amounts])).toEqual([
      ['2', { usd: 300 }],
      ['book-plate', { usd: 1200 }],
      ['envelopes', { usd: 40 }],
      ['framed-map', { usd: 9900 }],
      ['globe', { usd: 24000 }],
      ['map-club', { usd: 2000 }],
      ['night-map', { usd: 7999 }],
      ['star-clock', { cad: 2500, usd: 2010 }],
      ['sun-dial', { cad: 4450, usd: 3500 }],
      ['wallpaper', { usd: 500 }],
    ]);
    const item = (id: string) => items.find((each) => each.id === id);
    expect(item('framed-map')?.options).toEqual([
      {
        name: 'Frame',
        required: true,
        values: [
          { value: 'Black' },
          { value: 'Walnut', deltas: { usd: 10000 } },
          { value: 'Gilded', deltas: { usd: 30000 } },
          { value: 'None', deltas: { usd: -2000 } },
        ],
      },
      { name: 'Shall it be a present?', values: [{ value: 'true', deltas: { usd: 450 } }, { value: 'false' }] },
    ]);
    expect(item('book-plate')?.options).toEqual([
      { name: 'Paper', required: true, values: [{ value: 'Laid' }, { value: 'Wove' }] },
      { name: 'Whose book', required: true, maxLength: 500 },
      { name: 'Note to the printer', maxLength: 500 },
      { name: 'Proof first', values: [{ value: 'true' }, { value: 'false' }] },
      { name: 'Plate', values: [{ value: 'No. 7' }] },
      { name: 'Press', values: [{ value: 'north' }] },
    ]);
    expect(item('envelopes')?.quantity).toEqual({ min: 10, max: 500, step: 10 });
    expect(item('globe')?.taxBehavior).toBe('inclusive');
    expect(item('wallpaper')).toMatchObject({ shippable: false, taxCode: 'txcd_00000000', quantity: { max: 1 } });
    expect(item('map-club')?.recurring).toEqual({ interval: 'month', intervalCount: 2 });
    expect([...new Set(codes(reading))].sort()).toEqual([
      'attribute_not_used',
      'not_supported',
      'recurring_item',
      'snipcart_class',
    ]);
    const file = writtenAndRead(reading.file);
    const again = check([handWritten('snipcart.html', 'https://lantern.example/')], file);
    expect(again.filter(({ code }) => code.endsWith('differs') || code.endsWith('differ'))).toEqual([]);
  });

  it('with Snipcart’s plans are not sold by accident', () => {
    const reading = read([handWritten('plans.html', 'https://lantern.example/')], 'usd');
    expect(codes(reading).filter((code) => code.includes('not_supported'))).toEqual([
      'plan_not_supported',
      'not_supported',
      'not_supported',
    ]);
    expect(reading.file).toBeNull();
  });

  it('with structured data in every form are read', () => {
    const page = handWritten('structured.html', 'https://orchard.example/');
    const reading = read([page], null);
    expect(reading.file?.items.map(({ id, amounts, image }) => [id, amounts, image?.replace(/.*example/, '')])).toEqual(
      [
        ['bell', { gbp: 1810 }, '/shop/bell.jpg'],
        ['gloves-l', { gbp: 2600 }, '/shop/gloves.jpg'],
        ['gloves-s', { gbp: 2400 }, '/shop/gloves.jpg'],
        ['lamp', { gbp: 3000 }, '/shop/lamp.jpg'],
        ['pump', { gbp: 3250 }, '/shop/pump.jpg'],
        ['saddle', { gbp: 7900 }, '/shop/saddle.jpg'],
        ['tourer', { eur: 102000, gbp: 89000 }, '/tourer.jpg'],
      ],
    );
    expect(codes(reading)).toEqual(['sold_out']);
    expect(check([page], writtenAndRead(reading.file)).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
