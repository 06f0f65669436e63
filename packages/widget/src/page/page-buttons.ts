import { lineKey, type CartLine } from '@stripe-cart/contract';
import type { CartStore } from '../cart/cart-store.js';
import { findLine } from '../cart/cart.js';
import { fire } from '../events.js';
import { readItemMarkup } from './item-markup.js';
import type { Page } from './current-page.js';

/** What the elements can be asked to do, once they are loaded. */
interface CartElement extends HTMLElement {
  open(): void;
  checkout(): Promise<void>;
}

const BUTTONS = '[data-cart-add], [data-cart-buy], [data-cart-open]';

/**
 * Makes page buttons of any element with one of the three attributes. The listeners are on the document: an element
 * added later works, and so does one that stood there before the script. A link or a form keeps its own meaning
 * where the script cannot act: nothing is prevented until the markup is understood.
 */
export function listenToPageButtons(page: Page): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>(BUTTONS) : null;
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (button && plain && !event.defaultPrevented && !(button instanceof HTMLFormElement)) press(page, button, event);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form instanceof HTMLFormElement && form.matches(BUTTONS) && !event.defaultPrevented) press(page, form, event);
  });
}

function press(page: Page, button: HTMLElement, event: Event): void {
  const { store } = page;
  const open = 'cartOpen' in button.dataset;
  const buy = 'cartBuy' in button.dataset;
  const line = open ? null : readItemMarkup(button, buy ? 'cartBuy' : 'cartAdd');
  if (!open && !line) return;
  event.preventDefault();
  // Buying at once what is in the cart already must not double it, however often the buyer comes back to the button.
  const added = buy && line && findLine(store.cart, lineKey(line)) ? null : line;
  if (added) {
    store.add(added);
    fire(page.eventTarget(), 'cart-add', added);
  }
  page.loadElements().then(
    () => {
      const cart = document.querySelector<CartElement>(page.tag);
      if (open) cart?.open();
      else if (buy) void cart?.checkout();
    },
    () => goItsOwnWay(store, button, added),
  );
}

/**
 * Where the elements cannot be loaded, nobody could pay for the cart: a link or form goes its own way after all. What
 * is paid for there is known to no cart, so what this press has put in is taken out.
 */
function goItsOwnWay(store: CartStore, button: HTMLElement, added: CartLine | null): void {
  const link = button instanceof HTMLAnchorElement ? button.href : '';
  const form = button instanceof HTMLFormElement && button;
  if (!link && !form) return;
  if (added) {
    const key = lineKey(added);
    const have = findLine(store.cart, key);
    if (have) store.apply({ type: 'set', key, quantity: have.quantity - added.quantity });
  }
  if (form) form.submit();
  else location.assign(link);
}
