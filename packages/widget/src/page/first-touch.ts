import type { Page } from './current-page.js';

/** A page that says nothing of a cart gets one; with an opener of its own only where the page has none. */
export function addCartElement({ tag }: Page): void {
  if (document.querySelector(tag)) return;
  const cart = document.createElement(tag);
  const hasOpener = document.querySelector(`[data-cart-open], ${tag}-button`);
  cart.setAttribute('opener', hasOpener ? 'none' : 'floating');
  document.body.append(cart);
}

/** Longest wait for an idle moment, in milliseconds. */
const IDLE_TIMEOUT = 2000;

/**
 * Loads the elements when the page has nothing better to do, or at the first sign of the buyer, whichever is first.
 * A buyer who comes back from Stripe has been waiting already.
 */
export function loadSoon(page: Page): void {
  const load = () => {
    page.loadElements().catch((error: unknown) => console.error('stripe-cart: could not load its elements.', error));
  };
  if (page.arrival) return load();
  for (const touch of ['pointerdown', 'keydown', 'focusin'])
    addEventListener(touch, load, { once: true, passive: true });
  if ('requestIdleCallback' in window) requestIdleCallback(load, { timeout: IDLE_TIMEOUT });
  else setTimeout(load, IDLE_TIMEOUT / 2);
}
