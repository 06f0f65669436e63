import { defineElements } from './elements.js';
import { startWithFirstElement } from './page/current-page.js';
import { startPage } from './page/page.js';

/**
 * Defines `<stripe-cart>`, `<stripe-cart-button>` and `<stripe-cart-return>`, or the same under another tag, where the
 * page has one `<stripe-cart-invoice>` too, and starts the page's cart and buttons. Calling it twice is harmless; outside a browser it does nothing.
 *
 * The proxy is named by the element: `<stripe-cart proxy="https://pay.example.com">`.
 */
export function defineStripeCart(tag = 'stripe-cart'): void {
  if (typeof window === 'undefined') return;
  const start = () => startPage({ tag, proxy: '', loadElements: () => Promise.resolve() });
  if (document.querySelector(tag)) start();
  else startWithFirstElement(start);
  defineElements(tag);
  // While the page is still being read, there may be an invoice further down.
  document.addEventListener('DOMContentLoaded', () => defineElements(tag), { once: true });
}
