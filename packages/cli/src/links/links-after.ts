import type { Currency, FixedLink, FixedLinks } from '@stripe-cart/contract';
import type { Catalog } from '@stripe-cart/proxy/links';
import { LINKS_SCHEMA } from './fixed-links-file.js';
import type { HandMade } from './hand-made.js';
import type { Plan, WantedLink } from './plan.js';

/** What became of a link in this run. */
export type LinkState = 'new' | 'kept' | 'on again' | 'by hand';

export interface LinkAfter {
  readonly state: LinkState;
  /** Its address is empty while it is not made. */
  readonly link: FixedLink;
}

/**
 * All links that a page may use when the plan has been carried out: those made by hand, then the wanted ones in their
 * order, so that a file changes only where its links do.
 *
 * @param made addresses by cart, of those that were missing or off
 */
export function linksAfter(
  handMade: readonly HandMade[],
  wanted: readonly WantedLink[],
  plan: Plan,
  made: ReadonlyMap<string, string>,
): LinkAfter[] {
  const kept = new Map(plan.keep.map(({ wanted: { cart }, link }) => [cart, link.url]));
  const onAgain = new Set(plan.reactivate.map(({ wanted: { cart } }) => cart));
  const taken = new Set(handMade.map(({ purpose }) => purpose));
  const stateOf = (cart: string): LinkState => (kept.has(cart) ? 'kept' : onAgain.has(cart) ? 'on again' : 'new');
  return [
    ...handMade.map(({ link }) => ({ state: 'by hand' as const, link })),
    ...wanted
      .filter(({ cart }) => !taken.has(cart))
      .map(({ lines, total, adjustable, cart }) => ({
        state: stateOf(cart),
        link: { url: kept.get(cart) ?? made.get(cart) ?? '', lines, total, adjustable },
      })),
  ];
}

/** The file for these links. Its items are all that the catalogue has in this currency: a page may show what has no link yet. */
export function fileOf(
  links: readonly LinkAfter[],
  catalog: Catalog,
  { shop, livemode, currency }: { shop: string; livemode: boolean; currency: Currency },
): FixedLinks {
  const items = [...catalog.values()].map(({ shown }) => shown).filter((item) => item.currency === currency);
  return { $schema: LINKS_SCHEMA, version: 1, shop, livemode, currency, items, links: links.map(({ link }) => link) };
}
