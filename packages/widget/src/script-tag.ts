/**
 * The script-tag build's entry, and the only part of the widget that every page of a shop loads:
 *
 *     <script type="module" src="https://pay.example.com/stripe-cart.js"></script>
 *
 * The proxy serves this file, so its own URL says where the proxy is. Lit and the elements come in one further
 * chunk, on idle or at the first touch.
 */
import { currentPage } from './page/current-page.js';
import { addCartElement, loadSoon } from './page/first-touch.js';
import { startPage } from './page/page.js';

/** `{proxy}/stripe-cart.js`, or `{proxy}/v0.1.0/stripe-cart.js`; a query is no part of where the proxy is. */
const { origin, pathname } = new URL(import.meta.url);

const started = startPage({
  tag: 'stripe-cart',
  proxy: origin + pathname.replace(/(v\d+\.\d+\.\d+\/)?[^/]*$/, ''),
  loadElements: () => import('./elements.js').then(({ defineElements }) => defineElements('stripe-cart')),
});
const page = currentPage();
if (!started || !page) {
  console.warn('stripe-cart: this script is on the page twice; the second one does nothing.');
} else {
  addCartElement(page);
  loadSoon(page);
}
