import type { CartStore } from '../cart/cart-store.js';
import type { Arrival } from './arrival.js';

/**
 * What one page has: one shop, one cart, one way to the proxy, whatever number of elements shows them. It lives under
 * a symbol of the global object, so that a script included twice, or two versions of it, still make one cart, and so
 * that the elements, which come in a chunk of their own, find it without importing it.
 */
export interface Page {
  /** The tag of the cart element; its companions add `-button` and `-return`. */
  readonly tag: string;
  /**
   * Base URL of the proxy with a trailing slash; empty where neither the script's URL nor an attribute says. A page
   * that sells by fixed links has the one that the attribute names, or none.
   */
  readonly proxy: string;
  /** Whether it sells by payment links made beforehand, and needs no proxy. */
  readonly byLinks: boolean;
  readonly store: CartStore;
  /** How the buyer came here; null where by an ordinary link. Read anew on each `hashchange`. */
  arrival: Arrival | null;
  /** Where events are fired: the page's cart element, or the document while there is none. */
  eventTarget(): EventTarget;
  /** Text to show in every element with an attribute; null leaves it as it is. Shown anew as the cart or the page change. */
  readonly figures: Map<`data-cart-${string}`, () => string | null>;
  showFigures(): void;
  /** Loads and defines the elements, once; tries again after a failure. */
  loadElements(): Promise<unknown>;
}

interface Global {
  [PAGE]?: Page;
}

const PAGE = Symbol.for('stripe-cart');

let startLater: (() => void) | undefined;

export function currentPage(): Page | undefined {
  return (globalThis as Global)[PAGE];
}

export function setCurrentPage(page: Page): void {
  (globalThis as Global)[PAGE] = page;
}

/** Has the page started by the first element that connects: its attributes say what shop this is. */
export function startWithFirstElement(start: () => void): void {
  startLater = start;
}

/** For elements. @throws Error where nothing has defined them properly */
export function requirePage(): Page {
  if (!currentPage()) startLater?.();
  const page = currentPage();
  if (!page) throw new Error('stripe-cart: call defineStripeCart() before its elements are used.');
  return page;
}
