import type { CartLine } from '@stripe-cart/contract';
import type { Page } from '../../../page/current-page.js';
import { hasTexts, isListOf } from '../../../proxy-client.js';
import { keyOfLines } from './link-table.js';
import { isLine } from './read-links.js';

/**
 * What the buyer left this page to pay for, and under which attempt, until they are back. A link made beforehand has no
 * token, so without a proxy this is all that a thank-you page can know. It is kept in a place of its own, because a
 * page that sells by a proxy has no use for it and should not load what reads it.
 */
export interface Departures {
  readonly attempt: string;
  /** One for each cart that a link was opened for, newest last: any of these links may be the one that is paid. */
  readonly carts: readonly Departure[];
}

export interface Departure {
  readonly lines: readonly CartLine[];
  /** The lines as the buyer was shown them: a thank-you page has no list of what is for sale. */
  readonly things: string;
}

/** How many departures of one attempt are remembered. */
const MAX_CARTS = 5;

/** One place for each shop of an origin, under the name that its pages give it. */
const keyOf = ({ tag }: Page) => `stripe-cart:departure:${document.querySelector(tag)?.getAttribute('shop') ?? ''}`;

/** The departures of the latest attempt; null where there is none of this cart's, or storage is blocked or disturbed. */
export function departures(page: Page): Departures | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(page)) ?? 'null');
    return isDepartures(value) && page.store.cart.attempts.includes(value.attempt) ? value : null;
  } catch {
    return null;
  }
}

/** Remembers one more departure. Those of an earlier attempt are forgotten, and one for the same cart is the same. */
export function keepDeparture(page: Page, attempt: string, departure: Departure): void {
  const before = departures(page);
  const key = keyOfLines(departure.lines);
  const others = before?.attempt === attempt ? before.carts.filter(({ lines }) => keyOfLines(lines) !== key) : [];
  try {
    localStorage.setItem(keyOf(page), JSON.stringify({ attempt, carts: [...others, departure].slice(-MAX_CARTS) }));
  } catch {
    // A cart that cannot be stored does not survive the journey either.
  }
}

/** Once the buyer is back and the matter is over. */
export function forgetDepartures(page: Page): void {
  try {
    localStorage.removeItem(keyOf(page));
  } catch {
    // Nothing was kept either.
  }
}

function isDepartures(value: unknown): value is Departures {
  return (
    hasTexts(value, 'attempt') &&
    isListOf(value['carts'], (one) => hasTexts(one, 'things') && isListOf(one['lines'], isLine))
  );
}
