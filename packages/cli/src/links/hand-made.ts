import type Stripe from 'stripe';
import type { Currency, FixedLink } from '@stripe-cart/contract';
import type { Catalog } from '@stripe-cart/proxy/links';
import { adoptionOf } from './adoption.js';
import { cartOf } from './link-metadata.js';

/** A link made by hand that a page can use. */
export interface HandMade {
  readonly id: string;
  readonly link: FixedLink;
  /** As in `cartOf`; null where it is for an amount. */
  readonly cart: string | null;
  /** Whether Stripe sends its buyers back to a page after the payment. */
  readonly returns: boolean;
}

/** One that no page can use, and why. */
export interface Useless {
  readonly id: string;
  readonly url: string;
  readonly reason: string;
}

/**
 * Reads what was made by hand. Of two links for one cart or amount the first is used.
 *
 * @param links with `LINK_EXPAND`
 */
export function sortHandMade(
  links: readonly Stripe.PaymentLink[],
  catalog: Catalog,
  currency: Currency,
): { readonly usable: readonly HandMade[]; readonly useless: readonly Useless[] } {
  const usable = new Map<string, HandMade>();
  const useless: Useless[] = [];
  for (const there of links) {
    const read = handMade(there, catalog, currency);
    const { id, url } = there;
    if ('reason' in read) {
      useless.push(read);
      continue;
    }
    const purpose = read.cart ?? JSON.stringify({ ...read.link, url: null });
    if (usable.has(purpose)) useless.push({ id, url, reason: 'another link made by hand is for the same cart' });
    else usable.set(purpose, read);
  }
  return { usable: [...usable.values()], useless };
}

function handMade(there: Stripe.PaymentLink, catalog: Catalog, currency: Currency): HandMade | Useless {
  const { id, url } = there;
  const returns = there.after_completion.type === 'redirect';
  const adoption = adoptionOf(there, catalog, currency);
  if (adoption.kind === 'none') return { id, url, reason: adoption.reason };
  if (adoption.kind === 'amount') return { id, returns, link: { url, amount: adoption.amount }, cart: null };
  const { lines, total, adjustable } = adoption;
  return { id, returns, link: { url, lines, total, adjustable }, cart: cartOf(lines, adjustable) };
}
