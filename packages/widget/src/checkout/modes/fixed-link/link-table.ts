import { lineKey, type CartLine, type CombinationLink, type FixedLink } from '@stripe-cart/contract';

/**
 * Which link is for which cart. Pure. The order of lines means nothing, and a link is only ever found for a cart that
 * it says it is for: exactly these lines, or these things where the buyer sets the quantities on Stripe's page, or
 * this amount, in that order. Of two links for the same cart, the first in the file is taken.
 */
export class LinkTable {
  readonly #exact = new Map<string, FixedLink>();
  readonly #adjustable = new Map<string, FixedLink>();
  readonly #amounts = new Map<number, FixedLink>();

  constructor(links: readonly FixedLink[]) {
    for (const link of links.toReversed()) {
      if (!isCombination(link)) this.#amounts.set(link.amount, link);
      else if (link.adjustable) this.#adjustable.set(keyOfThings(link.lines), link);
      else this.#exact.set(keyOfLines(link.lines), link);
    }
  }

  /**
   * @param lines what is to be paid for, no two of them the same
   * @param total what they cost by the file's own items, in minor units
   */
  find(lines: readonly CartLine[], total: number): FixedLink | null {
    return (
      this.#exact.get(keyOfLines(lines)) ?? this.#adjustable.get(keyOfThings(lines)) ?? this.#amounts.get(total) ?? null
    );
  }
}

export function isCombination(link: FixedLink): link is CombinationLink {
  return 'lines' in link;
}

/** The same for the same things, in whatever quantities and order. */
const keyOfThings = (lines: readonly CartLine[]) => JSON.stringify(lines.map(lineKey).sort());

/** The same for the same lines, in whatever order. */
export const keyOfLines = (lines: readonly CartLine[]) =>
  JSON.stringify(lines.map((line) => JSON.stringify([lineKey(line), line.quantity])).sort());
