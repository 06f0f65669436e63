import type Stripe from 'stripe';
import type { Currency, FixedLink } from '@stripe-cart/contract';
import type { Catalog } from '@stripe-cart/proxy/links';
import { adoptionOf } from './adoption.js';
import { amountOf, cartOf } from './link-metadata.js';

/** A link made by hand that a page can use. */
export interface HandMade {
  readonly id: string;
  readonly link: FixedLink;
  /** What it is for, as in `cartOf` or `amountOf`. */
  readonly purpose: string;
  /** Whether Stripe sends its buyers back to a page after the payment. */
  readonly returns: boolean;
}

/** One that no page can use, and why. */
export interface Useless {
  readonly id: string;
  readonly url: string;
  readonly active: boolean;
  readonly reason: string;
}

/** A link made by hand as the account has it. */
export interface FoundByHand {
  /** With `LINK_EXPAND`. */
  readonly link: Stripe.PaymentLink;
  /** What it was taken over as, as in `HandMade`; null where that is to be done now. */
  readonly takenAs: string | null;
}

/**
 * Reads what was made by hand. Of two links for one cart or amount the first is used. A link whose lines mean something
 * else than when it was taken over, because the catalogue has changed, is of no use: nobody has said yes to that.
 */
export function sortHandMade(
  links: readonly FoundByHand[],
  catalog: Catalog,
  currency: Currency,
): { readonly usable: readonly HandMade[]; readonly useless: readonly Useless[] } {
  const usable = new Map<string, HandMade>();
  const useless: Useless[] = [];
  for (const { link, takenAs } of links) {
    const { id, url, active } = link;
    const none = (reason: string) => useless.push({ id, url, active, reason });
    const read = handMade(link, catalog, currency);
    if ('reason' in read) none(read.reason);
    else if (takenAs !== null && takenAs !== read.purpose)
      none('it was taken over for something else than it is for now');
    else if (usable.has(read.purpose)) none('another link made by hand is for the same cart');
    else usable.set(read.purpose, read);
  }
  return { usable: [...usable.values()], useless };
}

function handMade(there: Stripe.PaymentLink, catalog: Catalog, currency: Currency): HandMade | { reason: string } {
  const { id, url } = there;
  const returns = there.after_completion.type === 'redirect';
  const adoption = adoptionOf(there, catalog, currency);
  if (adoption.kind === 'none') return { reason: adoption.reason };
  if (adoption.kind === 'amount') {
    const { amount } = adoption;
    return { id, returns, link: { url, amount }, purpose: amountOf(amount, currency) };
  }
  const { lines, total, adjustable } = adoption;
  return { id, returns, link: { url, lines, total, adjustable }, purpose: cartOf(lines, adjustable, currency) };
}
