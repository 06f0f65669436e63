import { defineElements } from '../src/elements.js';
import type { StripeCart } from '../src/elements/stripe-cart.js';
import { currentPage, type Page } from '../src/page/current-page.js';
import { startPage } from '../src/page/page.js';
import { ProxyClient } from '../src/proxy-client.js';
import { StubProxy } from './stub-proxy.js';

/** One shop's page, as the script tag would have set it up, with a stubbed proxy behind it. */
export interface ShopPage {
  readonly page: Page;
  readonly proxy: StubProxy;
  readonly cart: StripeCart;
}

/** A page has one cart for as long as it lives, so a test file sets it up once and empties it between tests. */
export function openShopPage(): ShopPage {
  const proxy = new StubProxy().install();
  ProxyClient.pauses = [0, 0, 0];
  const cart = document.createElement('stripe-cart');
  document.body.append(cart);
  startPage({
    tag: 'stripe-cart',
    proxy: proxy.base,
    loadElements: () => Promise.resolve(defineElements('stripe-cart')),
  });
  defineElements('stripe-cart');
  const page = currentPage();
  if (!page) throw new Error('The page did not start.');
  return { page, proxy, cart: cart as StripeCart };
}

/** Waits until a condition holds; a test that waits in vain ends by mocha's own timeout, saying what for. */
export async function until<T>(what: string, condition: () => T | null | undefined | false): Promise<T> {
  const started = performance.now();
  for (;;) {
    const value = condition();
    if (value) return value;
    if (performance.now() - started > 10_000) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** All text a buyer can see or hear in an element. */
export function textOf(element: Element): string {
  return (element.shadowRoot?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** The first match in an element's shadow tree. @throws Error where there is none */
export function inside<E extends Element = HTMLElement>(element: Element, selector: string): E {
  const found = element.shadowRoot?.querySelector<E>(selector);
  if (!found) throw new Error(`Nothing matches ${selector}.`);
  return found;
}

/** Navigation is real, and a test page must not follow it: hears where it leads and stays. */
export function catchNavigation(): { readonly urls: string[]; stop(): void } {
  const urls: string[] = [];
  const listener = (event: NavigateEvent) => {
    if (event.hashChange || !event.cancelable) return;
    urls.push(event.destination.url);
    event.preventDefault();
  };
  navigation.addEventListener('navigate', listener);
  return { urls, stop: () => navigation.removeEventListener('navigate', listener) };
}
