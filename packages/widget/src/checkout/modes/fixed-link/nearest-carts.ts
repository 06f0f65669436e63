import { lineKey, type CartLine, type CombinationLink, type FixedLink } from '@stripe-cart/contract';
import { isCombination, keyOfLines } from './link-table.js';

/** A cart that has a link, and what has to be done to the present one to make it that. */
export interface NearCart {
  readonly lines: readonly CartLine[];
  readonly added: readonly CartLine[];
  readonly removed: readonly CartLine[];
}

/** One line to touch is further than any number of pieces. */
const LINE = 1e9;

/**
 * The carts with a link that are nearest to this one: those with the fewest lines to touch, then those with the fewest
 * pieces to move, then as the file has them. None that is this very cart, or has nothing in common with it. Pure.
 */
export function nearestCarts(cart: readonly CartLine[], links: readonly FixedLink[], limit: number): NearCart[] {
  const near = links
    .filter(isCombination)
    .map((link) => compare(cart, wantedLines(cart, link)))
    .filter(({ removed }) => distance(removed) < distance(cart))
    .sort((a, b) => distanceOf(a) - distanceOf(b));
  return [...new Map(near.map((one) => [keyOfLines(one.lines), one])).values()].slice(0, limit);
}

/** Where the buyer sets the quantities on Stripe's page, those of the cart are as good as any. */
function wantedLines(cart: readonly CartLine[], { lines, adjustable }: CombinationLink): readonly CartLine[] {
  return adjustable ? lines.map((line) => ({ ...line, quantity: quantityIn(cart, line) || line.quantity })) : lines;
}

function compare(cart: readonly CartLine[], lines: readonly CartLine[]): NearCart {
  return { lines, added: surplus(lines, cart), removed: surplus(cart, lines) };
}

/** What `some` have more than `others`. */
export function surplus(some: readonly CartLine[], others: readonly CartLine[]): CartLine[] {
  return some.flatMap((line) => {
    const quantity = line.quantity - quantityIn(others, line);
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
}

function quantityIn(lines: readonly CartLine[], wanted: CartLine): number {
  return lines.find((line) => lineKey(line) === lineKey(wanted))?.quantity ?? 0;
}

const distance = (lines: readonly CartLine[]) => lines.reduce((sum, { quantity }) => sum + LINE + quantity, 0);

const distanceOf = ({ added, removed }: NearCart) => distance(added) + distance(removed);
