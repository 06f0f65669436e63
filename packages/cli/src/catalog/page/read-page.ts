import type { Currency } from '@stripe-cart/contract';
import { collectFindings, type Finding } from '../finding.js';
import type { Claim } from './claim.js';
import { readHtml } from './html-page.js';
import { readJsonLd } from './json-ld.js';
import { readMarkup } from './markup-claim.js';
import { readMicrodata } from './microdata.js';
import type { PageContext } from './page-context.js';
import { isUnfilled } from './page-text.js';
import { claimOf, idOf } from './product-claim.js';
import { firstText, type Thing } from './thing.js';

export interface PageSource {
  /** Shown in reports. */
  readonly file: string;
  readonly html: string;
  /** The page's own address, where it is known. */
  readonly address: URL | null;
}

export interface PageReading {
  readonly claims: readonly Claim[];
  readonly findings: readonly Finding[];
}

/**
 * Everything one built page says about what is for sale: its buttons first, then its structured data. Never throws,
 * whatever the text is.
 *
 * @param currency of prices that name none
 */
export function readPage({ file, html, address }: PageSource, currency: Currency | null): PageReading {
  const { findings, report } = collectFindings();
  const context: PageContext = { page: readHtml(file, html), address, currency, report };
  const markup = context.page.elements.map((element) => readMarkup(element, context)).filter((claim) => claim !== null);
  const buttons = new Set(markup.map(({ item }) => item));
  const structured = (['json-ld', 'microdata'] as const).flatMap((from) => {
    const products = from === 'json-ld' ? readJsonLd(context) : readMicrodata(context.page);
    return products
      .map((product) => readProduct(product, from, products.length === 1 ? buttons : new Set(), context))
      .filter((claim) => claim !== null);
  });
  return { claims: [...markup, ...structured], findings };
}

/** @param buttons the items of the page's buttons, where the product is the only one described */
function readProduct(
  product: Thing,
  from: 'json-ld' | 'microdata',
  buttons: ReadonlySet<string>,
  context: PageContext,
): Claim | null {
  const own = idOf(product);
  if (own !== null && !isUnfilled(own)) return claimOf(own, from, product, context);
  const [only] = buttons;
  const name = firstText(product, 'name') ?? 'A product';
  if (only !== undefined && buttons.size === 1) {
    const message = `${name} has no sku. It is the page's only product and ${only} the only button, so it is taken for ${only}.`;
    context.report('id_from_button', product.place, message);
    return claimOf(only, from, product, context);
  }
  const message = `${name} has no sku, so no button can be for it, and it is left out. Add "sku", the same as in data-cart-add.`;
  context.report('product_without_id', product.place, message);
  return null;
}
