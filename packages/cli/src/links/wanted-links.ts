import type { CartLine, ProblemEvidence } from '@stripe-cart/contract';
import {
  fixedLink,
  priceCart,
  type Catalog,
  type LinkQuantities,
  type LinkSettings,
  type PricedCart,
} from '@stripe-cart/proxy/links';
import { cartOf, withCart } from './link-metadata.js';
import type { WantedLink } from './plan.js';

/** A cart that cannot be paid by a link, and why. */
export interface Unsaleable {
  readonly lines: readonly CartLine[];
  readonly problem: ProblemEvidence;
}

/**
 * The links for these carts, each once: what they cost by the catalogue and the parameters they are made with, both as
 * the proxy has them.
 */
export async function wantedLinks(
  carts: Iterable<readonly CartLine[]>,
  catalog: Catalog,
  settings: LinkSettings,
  quantities: LinkQuantities,
): Promise<{ wanted: WantedLink[]; unsaleable: Unsaleable[] }> {
  const wanted = new Map<string, WantedLink>();
  const unsaleable: Unsaleable[] = [];
  const adjustable = quantities === 'adjustable';
  for (const lines of carts) {
    const priced = priceCart(lines, catalog);
    if (!priced.ok) {
      unsaleable.push({ lines, problem: priced.problem });
      continue;
    }
    const cart = cartOf(lines, adjustable, priced.cart.currency);
    if (wanted.has(cart)) continue;
    const making = await fixedLink(priced.cart, settings, quantities);
    if (!making.ok) {
      unsaleable.push({ lines, problem: making.problem });
      continue;
    }
    wanted.set(cart, {
      lines: priced.cart.lines.map(({ sold, options, quantity }) => ({ item: sold.shown.id, options, quantity })),
      adjustable,
      total: priced.cart.subtotal,
      params: withCart(making.params, cart),
      signatures: await signaturesOf(priced.cart, settings, quantities),
      made: making.mark.made,
      cart,
    });
  }
  return { wanted: [...wanted.values()], unsaleable };
}

/** By every secret that is still in use: a promise signed with another is one that no proxy would believe. */
async function signaturesOf(cart: PricedCart, settings: LinkSettings, quantities: LinkQuantities): Promise<string[]> {
  const secrets = settings.tokenSecrets ?? [];
  const makings = await Promise.all(
    secrets.map((secret) => fixedLink(cart, { ...settings, tokenSecrets: [secret] }, quantities)),
  );
  return makings.flatMap((making) => (making.ok ? [String(making.params.metadata?.['cart_signature'])] : []));
}
