import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The folder of the shop's pages. A path, not a URL's pathname: there may be a space in it. */
const SHOP = fileURLToPath(new URL('..', import.meta.url));

/** The cart's script as it is built, which a shop without a proxy puts beside its pages. */
const SCRIPT = fileURLToPath(new URL('script', import.meta.resolve('@stripe-cart/widget')));

/**
 * What of that folder is the shop. Everything else in it (this file, the journeys, package.json) is not for visitors.
 * The pattern has no dot but the one before the ending and no percent sign, so no address can lead out of the folder.
 */
const ADDRESS = /^\/(?:(?:pots\/)?[a-z0-9-]+\.html|shop\.css|pictures\/[a-z0-9-]+\.svg)$/;

/** The script and its chunks. */
const SCRIPT_ADDRESS = /^\/(?:stripe-cart|chunks\/[\w-]+)\.js$/;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface ShopFile {
  readonly contentType: string;
  readonly body: Buffer;
  readonly etag: string;
  /** What is in it, where it is a page. */
  readonly html: string | null;
}

/**
 * @param address the path of a request as it came, not decoded
 * @param finish makes a page of the shop's out of the HTML as it stands in the folder
 * @returns null where the shop has no such file
 */
export async function readShopFile(
  address: string,
  finish: (html: string) => Promise<string>,
): Promise<ShopFile | null> {
  const name = address === '/' ? '/index.html' : address;
  const folder = ADDRESS.test(name) ? SHOP : SCRIPT_ADDRESS.test(name) ? SCRIPT : null;
  const bytes = folder === null ? null : await readFile(path.join(folder, name)).catch(() => null);
  if (!bytes) return null;
  const ending = path.extname(name);
  const html = ending === '.html' ? await finish(bytes.toString('utf8')) : null;
  return shopFile(CONTENT_TYPES[ending] ?? 'application/octet-stream', html ?? bytes, html);
}

export function shopFile(contentType: string, content: string | Buffer, html: string | null = null): ShopFile {
  const body = Buffer.from(content);
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { contentType, body, etag: `"${hash}"`, html };
}

/** Whether something is paid where it stands on the page: its cart, or an invoice. */
export function paysInside(html: string): boolean {
  return /<stripe-cart\b[^>]*\bcheckout="(?:elements|embedded|intent)"|<stripe-cart-invoice\b/.test(html);
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
