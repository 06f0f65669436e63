import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The folder of the shop's pages. A path, not a URL's pathname: there may be a space in it. */
const SHOP = fileURLToPath(new URL('..', import.meta.url));

/**
 * What of that folder is the shop. Everything else in it (this file, the journeys, package.json) is not for visitors.
 * The pattern has no dot but the one before the ending and no percent sign, so no address can lead out of the folder.
 */
const ADDRESS = /^\/(?:(?:pots\/)?[a-z0-9-]+\.html|shop\.css|pictures\/[a-z0-9-]+\.svg)$/;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface ShopFile {
  readonly contentType: string;
  readonly body: Buffer;
  readonly etag: string;
  /** Whether buyers pay inside this page, so that Stripe has to be let into it. */
  readonly paysInside: boolean;
}

/**
 * @param address the path of a request as it came, not decoded
 * @param finish makes a page of the shop's out of the HTML as it stands in the folder
 * @returns null where the shop has no such file
 */
export async function readShopFile(address: string, finish: (html: string) => string): Promise<ShopFile | null> {
  const name = address === '/' ? '/index.html' : address;
  if (!ADDRESS.test(name)) return null;
  const bytes = await readFile(path.join(SHOP, name)).catch(() => null);
  if (!bytes) return null;
  const ending = path.extname(name);
  const html = ending === '.html' ? finish(bytes.toString('utf8')) : null;
  const body = html === null ? bytes : Buffer.from(html);
  return {
    contentType: CONTENT_TYPES[ending] ?? 'application/octet-stream',
    body,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    paysInside: html !== null && paysInside(html),
  };
}

/** Whether the page has a cart that is paid where it stands. */
export function paysInside(html: string): boolean {
  return /<stripe-cart\b[^>]*\bcheckout="elements"/.test(html);
}

/** `catalog.json`, as far as the demo looks into it. */
export interface PriceList {
  readonly items: readonly { readonly id: string; readonly amounts: Readonly<Record<string, number>> }[];
}

/** The shop's price list, with this shop's origin in its addresses. */
export async function readCatalog(shop: string): Promise<PriceList> {
  const text = await readFile(path.join(SHOP, 'catalog.json'), 'utf8');
  return JSON.parse(text.replaceAll('https://shop.example.com', shop)) as PriceList;
}
