import type { Claim, Stated } from './claim.js';
import { readOffers } from './offers.js';
import type { PageContext } from './page-context.js';
import { plainLine, plainLines } from './page-text.js';
import { firstText, typeName, type Thing } from './thing.js';
import { readAddress } from './web-address.js';

/** Words of schema.org for what cannot be bought at the moment, or ever again. */
const GONE = new Set(['OutOfStock', 'SoldOut', 'Discontinued']);

/** What a schema.org Product says, once it is known which item it is. */
export function claimOf(item: string, from: 'json-ld' | 'microdata', product: Thing, context: PageContext): Claim {
  const { place } = product;
  const stated = (text: string | undefined): Stated<string> | undefined =>
    text === undefined ? undefined : { value: text, place };
  const { amounts, hasPrice, offers } = readOffers(item, product, context);
  const isGone =
    offers.length > 0 && offers.every((offer) => GONE.has(typeName(firstText(offer, 'availability') ?? '')));
  if (isGone) {
    const message = `${item}: sold out by its availability, so it is written with stock 0. Change the availability when it is back.`;
    context.report('sold_out', place, message);
  }
  return {
    item,
    from,
    place,
    isButton: false,
    name: stated(plainLine(firstText(product, 'name') ?? '')),
    description: stated(plainLines(firstText(product, 'description') ?? '')),
    hasImage: imageOf(product) !== '',
    image: readAddress(item, 'image', imageOf(product), place, context),
    url: readAddress(item, 'url', firstText(product, 'url') ?? '', place, context),
    amounts,
    hasPrice,
    options: [],
    stock: isGone ? { value: 0, place } : undefined,
  };
}

/** The id a Product has by itself: what the shop's own books call it. Worldwide numbers are not the shop's. */
export function idOf(product: Thing): string | null {
  return firstText(product, 'sku', 'productID') ?? null;
}

function imageOf(product: Thing): string {
  for (const image of product.values('image')) {
    const text = typeof image === 'string' ? image : firstText(image, 'url', 'contentUrl');
    if (text !== undefined && text.trim() !== '') return text;
  }
  return '';
}
