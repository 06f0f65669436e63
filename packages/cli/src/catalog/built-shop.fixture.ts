import { readFileSync } from 'node:fs';
import type { CatalogFile, CatalogFileItem } from '@stripe-cart/proxy/links';
import type { PageSource } from './page/read-page.js';

const FOLDER = new URL('../../fixtures/catalog/', import.meta.url);

const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));

/** The shop that each generator was given. */
export interface ShopProduct {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Major units, two decimals. */
  readonly price: string;
  readonly option?: { readonly name: string; readonly values: readonly { value: string; delta: string }[] };
  readonly most?: number;
  readonly soldOut?: boolean;
}

export const PRODUCTS = readJson('shop/products.json') as readonly ShopProduct[];

/** What came out of a generator, page by page. */
export function builtPages(generator: string): readonly PageSource[] {
  const pages = readJson(`built/${generator}.json`) as Readonly<Record<string, string>>;
  return Object.entries(pages).map(([file, html]) => ({ file, html, address: new URL(file, 'https://shop.example/') }));
}

export function handWritten(name: string, base: string): PageSource {
  const html = readFileSync(new URL(`hand-written/${name}`, FOLDER), 'utf8');
  return { file: name, html, address: new URL(name, base) };
}

const cents = (price: string) => Number(price.replace('.', ''));
const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

/** The catalogue the shop has to come out as, made straight from its products. */
export function expectedCatalog(itemOf: (product: ShopProduct) => CatalogFileItem): CatalogFile {
  return { version: 1, currency: 'eur', items: PRODUCTS.map(itemOf).toSorted(byId) };
}

/** What every generator's pages say of a product. */
export function baseItem({ id, name, description, price, option, most }: ShopProduct, currencies = ['eur']) {
  const amountOf = (currency: string) => cents(price) + (currency === 'usd' ? 100 : 0);
  const each = (amount: (currency: string) => number) =>
    Object.fromEntries(currencies.map((currency) => [currency, amount(currency)]));
  return {
    id,
    name,
    description,
    image: `https://shop.example/pictures/${id}.jpg`,
    amounts: each(amountOf),
    ...(most !== undefined && { quantity: { max: most } }),
    ...(option && {
      options: [
        {
          name: option.name,
          required: true,
          values: option.values.map(({ value, delta }) =>
            delta === '0.00' ? { value } : { value, deltas: each(() => cents(delta)) },
          ),
        },
      ],
    }),
  };
}
