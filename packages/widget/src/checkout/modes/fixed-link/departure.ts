import type { CartLine } from '@stripe-cart/contract';
import type { Page } from '../../../page/current-page.js';
import { isFields, isListOf } from '../../../proxy-client.js';
import { isLine } from './read-links.js';

/**
 * What the buyer left this page to pay for, and under which attempt, until they are back. A link made beforehand has no
 * token, so without a proxy this is all that a thank-you page can know. It is kept in a place of its own, because a
 * page that sells by a proxy has no use for it and should not load what reads it.
 */
export interface Departure {
  readonly attempt: string;
  readonly lines: readonly CartLine[];
}

/** One place for each shop of an origin, under the name that its pages give it. */
const keyOf = ({ tag }: Page) => `stripe-cart:departure:${document.querySelector(tag)?.getAttribute('shop') ?? ''}`;

/** The lines of this attempt's departure; empty where there was none, or storage is blocked or disturbed. */
export function departedWith(page: Page, attempt: string): readonly CartLine[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(page)) ?? 'null');
    return isDeparture(value) && value.attempt === attempt ? value.lines : [];
  } catch {
    return [];
  }
}

/** @param departure null once the buyer is back and the matter is over */
export function keepDeparture(page: Page, departure: Departure | null): void {
  try {
    if (departure) localStorage.setItem(keyOf(page), JSON.stringify(departure));
    else localStorage.removeItem(keyOf(page));
  } catch {
    // A cart that cannot be stored does not survive the journey either.
  }
}

function isDeparture(value: unknown): value is Departure {
  return isFields(value) && typeof value['attempt'] === 'string' && isListOf(value['lines'], isLine);
}
