import { CartStorage } from '../cart/cart-storage.js';
import { CartStore } from '../cart/cart-store.js';
import { countItems } from '../cart/cart.js';
import { fire } from '../events.js';
import { keepArrival, takeArrival } from './arrival.js';
import { currentPage, setCurrentPage, type Page } from './current-page.js';
import { listenToPageButtons } from './page-buttons.js';

export interface PageSetup {
  readonly tag: string;
  /** The proxy to use where no element names one. */
  readonly proxy: string;
  readonly loadElements: () => Promise<unknown>;
}

/**
 * Starts the page: strips the address, opens the cart, listens to the page's buttons, shows the count. The first
 * `<stripe-cart>` in the document may name another proxy, and a shop where one origin has several.
 *
 * @returns false where it had been started before; then nothing happens.
 */
export function startPage(setup: PageSetup): boolean {
  if (currentPage()) return false;
  const arrival = takeArrival();
  const element = document.querySelector(setup.tag);
  const byLinks = element?.getAttribute('checkout') === 'fixed-link';
  const proxy = baseUrl(element?.getAttribute('proxy') ?? (byLinks ? '' : setup.proxy));
  const store = new CartStore(new CartStorage(proxy, element?.getAttribute('shop') ?? ''));
  let loading: Promise<unknown> | undefined;
  const page: Page = {
    tag: setup.tag,
    proxy,
    byLinks,
    store,
    arrival,
    figures: new Map([['data-cart-count', () => String(countItems(store.cart))]]),
    showFigures: () => showFigures(page),
    eventTarget: () => document.querySelector(setup.tag) ?? document,
    loadElements: () =>
      (loading ??= setup.loadElements().catch((error: unknown) => {
        loading = undefined;
        throw error;
      })),
  };
  setCurrentPage(page);

  store.listen(window);
  store.subscribe((cart) => fire(page.eventTarget(), 'cart-change', { lines: cart.lines, count: countItems(cart) }));
  // A link to a place in the page makes a new entry of the history, which has none of what the one before has kept.
  addEventListener('hashchange', () => (page.arrival = takeArrival() ?? (page.arrival && keepArrival(page.arrival))));
  store.subscribe(page.showFigures);
  new MutationObserver(page.showFigures).observe(document, { childList: true, subtree: true });
  page.showFigures();
  listenToPageButtons(page);
  return true;
}

function showFigures({ figures }: Page): void {
  for (const [attribute, figure] of figures) {
    const text = figure();
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
      // Writing the same text again would be a change of the page, and lead back here.
      if (text !== null && element.textContent !== text) element.textContent = text;
    }
  }
}

/** An absolute http(s) URL with a trailing slash, or nothing. */
function baseUrl(text: string): string {
  const url = URL.canParse(text, document.baseURI) ? new URL(text, document.baseURI) : null;
  return url && /^https?:$/.test(url.protocol) && text !== '' ? url.origin + url.pathname.replace(/\/*$/, '/') : '';
}
