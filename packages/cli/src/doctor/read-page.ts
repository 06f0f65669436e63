import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { secretsIn, type FoundSecret } from './secrets.js';

/** What a page says about its cart, in its markup and its headers. */
export interface Page {
  readonly url: URL;
  readonly scripts: readonly PageScript[];
  readonly carts: readonly PageCart[];
  /** Has a `<stripe-cart-return>`. */
  readonly hasReturn: boolean;
  readonly hasInvoice: boolean;
  /** Forms that put something into the cart, or sell it without JavaScript. */
  readonly forms: readonly PageForm[];
  /** Ids in `data-cart-add` and `data-cart-buy`, each once. */
  readonly items: readonly string[];
  /** Of the header and of `<meta>`, as they stand there. */
  readonly contentSecurityPolicies: readonly string[];
  /** The last one that was given, in the header or by `<meta>`. */
  readonly referrerPolicy: string | null;
  readonly secrets: readonly FoundSecret[];
}

export interface PageScript {
  readonly src: URL;
  readonly isModule: boolean;
  readonly integrity: string | null;
  readonly nonce: string | null;
}

export interface PageCart {
  readonly checkout: string | null;
  readonly proxy: URL | null;
  /** Where its file of links is, should it sell by those. */
  readonly links: URL | null;
}

export interface PageForm {
  readonly action: URL;
  /** Says `rel="noreferrer"`. */
  readonly isWithoutReferrer: boolean;
}

/** @param headers lower-case names; only the two policies are looked at */
export function readPage(html: string, address: string, headers: ReadonlyMap<string, string>): Page {
  const document = parse(html);
  const elements = [...elementsBelow(document)];
  const named = (name: string) => elements.filter(({ tagName }) => tagName === name);
  const base = named('base').map((element) => attribute(element, 'href'))[0] ?? address;
  const resolve = (reference: string | null) =>
    reference === null ? null : URL.parse(reference, new URL(base, address));

  const meta = (name: string, value: string) =>
    named('meta')
      .filter((element) => attribute(element, name)?.toLowerCase() === value)
      .flatMap((element) => attribute(element, 'content') ?? []);
  const present = <Value>(value: Value | null): value is Value => value !== null;
  const headerPolicy = headers.get('content-security-policy');

  return {
    url: new URL(address),
    scripts: named('script').flatMap((element) => {
      const src = resolve(attribute(element, 'src'));
      if (src === null) return [];
      const isModule = attribute(element, 'type')?.toLowerCase() === 'module';
      return [{ src, isModule, integrity: attribute(element, 'integrity'), nonce: attribute(element, 'nonce') }];
    }),
    carts: named('stripe-cart').map((element) => ({
      checkout: attribute(element, 'checkout'),
      proxy: resolve(attribute(element, 'proxy')),
      links: resolve(attribute(element, 'links') ?? '/links.json'),
    })),
    hasReturn: named('stripe-cart-return').length > 0,
    hasInvoice: named('stripe-cart-invoice').length > 0,
    forms: named('form').flatMap((element) => {
      const action = resolve(attribute(element, 'action'));
      const isPosted = attribute(element, 'method')?.toLowerCase() === 'post';
      if (action === null || !isPosted || attribute(element, 'data-cart-add') === null) return [];
      const isWithoutReferrer = /\bnoreferrer\b/i.test(attribute(element, 'rel') ?? '');
      return [{ action, isWithoutReferrer }];
    }),
    items: [...new Set(elements.map(itemOf).filter(present))],
    contentSecurityPolicies: [
      ...(headerPolicy === undefined ? [] : [headerPolicy]),
      ...meta('http-equiv', 'content-security-policy'),
    ],
    referrerPolicy: lastReferrerPolicy([headers.get('referrer-policy') ?? '', ...meta('name', 'referrer')]),
    secrets: secretsIn(html),
  };
}

function itemOf(element: Tree.Element): string | null {
  const value = attribute(element, 'data-cart-add') ?? attribute(element, 'data-cart-buy');
  const id = value === '' ? attribute(element, 'data-item-id') : value;
  return id === '' ? null : id;
}

const REFERRER_POLICIES: ReadonlySet<string> = new Set([
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
]);

/** A browser takes the last word that it knows (https://www.w3.org/TR/referrer-policy/#parse-referrer-policy-from-header). */
function lastReferrerPolicy(values: readonly string[]): string | null {
  const words = values.flatMap((value) => value.toLowerCase().split(/[\s,]+/));
  return words.findLast((word) => REFERRER_POLICIES.has(word)) ?? null;
}

function* elementsBelow(node: Tree.ParentNode): Generator<Tree.Element> {
  for (const child of node.childNodes) {
    if (!('tagName' in child)) continue;
    yield child;
    yield* elementsBelow(child);
  }
}

function attribute({ attrs }: Tree.Element, name: string): string | null {
  return attrs.find((each) => each.name === name)?.value ?? null;
}
