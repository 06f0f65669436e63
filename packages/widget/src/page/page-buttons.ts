import { lineKey } from '@stripe-cart/contract';
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
  if ('cartOpen' in button.dataset) {
    event.preventDefault();
    withElement(page, button, (cart) => cart.open());
    return;
  }
  const buy = 'cartBuy' in button.dataset;
  const line = readItemMarkup(button, buy ? 'cartBuy' : 'cartAdd');
  if (!line) return;
  event.preventDefault();
  // Buying at once what is in the cart already must not double it, however often the buyer comes back to the button.
  if (!buy || !findLine(page.store.cart, lineKey(line))) {
    page.store.add(line);
    fire(page.eventTarget(), 'cart-add', line);
  }
  withElement(page, button, (cart) => {
    if (buy) void cart.checkout();
  });
}

/** Where the elements cannot be loaded, nobody could pay for the cart: a link or form goes its own way after all. */
function withElement(page: Page, button: HTMLElement, act: (cart: CartElement) => void): void {
  page.loadElements().then(
    () => {
      const cart = document.querySelector<CartElement>(page.tag);
      if (cart) act(cart);
    },
    () => {
      if (button instanceof HTMLAnchorElement && button.href) location.assign(button.href);
      else if (button instanceof HTMLFormElement) button.submit();
    },
  );
}
