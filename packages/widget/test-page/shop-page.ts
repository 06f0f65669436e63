import 'axe-core';
import type * as Axe from 'axe-core';
import { defineElements } from '../src/elements.js';
import type { StripeCart } from '../src/elements/stripe-cart.js';
import { currentPage, type Page } from '../src/page/current-page.js';
import { startPage } from '../src/page/page.js';
import { ProxyClient } from '../src/proxy-client.js';
import type { CatalogItem, ShopConfig } from '@stripe-cart/contract';
import { storefrontOf } from '../src/storefront.js';
import { CONFLICT_PAUSES } from '../src/trouble/conflict.js';
import { shopConfig, StubProxy } from './stub-proxy.js';

/**
 * One shop's page, as the script tag would have set it up, with a stubbed proxy behind it. A page has one cart for as
 * long as it lives, so a test file opens one and has it `reset` before each test.
 */
export class ShopPage {
  readonly proxy = new StubProxy().install();
  page: Page;
  /** Test files share an origin and its storage; a shop of its own keeps each of them alone. */
  readonly shop = crypto.randomUUID();
  readonly #key: string;
  cart: StripeCart;

  /** @param attributes what the page's first cart element says of its shop */
  constructor(attributes: Record<string, string> = {}) {
    ProxyClient.pauses = [0, 0, 0];
    CONFLICT_PAUSES.fill(0);
    document.documentElement.lang = 'en';
    const first = document.createElement('stripe-cart');
    for (const [name, value] of Object.entries({ shop: this.shop, ...attributes })) first.setAttribute(name, value);
    document.body.append(first);
    startPage({ tag: 'stripe-cart', proxy: this.proxy.base, loadElements: async () => defineElements('stripe-cart') });
    defineElements('stripe-cart');
    const page = currentPage();
    if (!page) throw new Error('The page did not start.');
    this.page = page;
    this.#key = `stripe-cart:${page.proxy}:${this.shop}`;
    this.cart = first as StripeCart;
  }

  /** An empty cart in a new element, and a proxy that has heard nothing. */
  async reset(attributes: Record<string, string> = {}): Promise<void> {
    document.body.replaceChildren();
    await settled();
    localStorage.removeItem(this.#key);
    this.page.store.refresh();
    this.page.arrival = null;
    this.proxy.reset();
    this.cart = document.createElement('stripe-cart') as StripeCart;
    for (const [name, value] of Object.entries(attributes)) this.cart.setAttribute(name, value);
    document.body.append(this.cart);
    if (storefrontOf(this.page).catalog.config) await this.sells(this.proxy.items);
  }

  /** What is for sale from now on, and under what settings. */
  async sells(items: CatalogItem[], config: Partial<ShopConfig> = {}): Promise<void> {
    this.proxy.items = items;
    this.proxy.config = shopConfig(config);
    await storefrontOf(this.page).loadCatalog(true);
    this.proxy.requests = [];
  }

  /** The cart says this, sooner or later. */
  sees(text: string): Promise<boolean> {
    return until(`the cart says “${text}”, not “${textOf(this.cart)}”`, () => textOf(this.cart).includes(text));
  }

  /** Adds mugs, opens the drawer and waits for the prices. */
  async openWithMugs(quantity: number): Promise<void> {
    this.cart.add({ item: 'mug', quantity });
    this.cart.open();
    await this.sees('Subtotal');
  }

  /** Presses the pay button. */
  pay(): void {
    inside(this.cart, '[part=checkout]').click();
  }

  /** Adds a piece of the shop's own page, and returns its first element. */
  add(markup: string): HTMLElement {
    const template = document.createElement('template');
    template.innerHTML = markup;
    const first = template.content.firstElementChild;
    document.body.append(template.content);
    if (!(first instanceof HTMLElement)) throw new Error('There is no element in this markup.');
    return first;
  }

  /** What is stored now, as text. */
  get stored(): string | null {
    return localStorage.getItem(this.#key);
  }

  /** Writes as another tab would, and tells this page of it as the browser would. */
  writeElsewhere(text: string | null): void {
    if (text === null) localStorage.removeItem(this.#key);
    else localStorage.setItem(this.#key, text);
    dispatchEvent(new StorageEvent('storage', { key: this.#key, newValue: text }));
  }
}

/** Long enough for everything that waits for nothing but this page. */
export async function settled(): Promise<void> {
  for (let n = 0; n < 4; n++) await new Promise((resolve) => setTimeout(resolve));
}

/** Stops the next clock that is set to this many milliseconds. @returns what has it run down */
export function stopClock(length: number): () => void {
  const { setTimeout } = window;
  let runDown: () => void = () => undefined;
  const stopped = (handler: () => void, wanted?: number) => {
    if (wanted !== length) return setTimeout(handler, wanted);
    runDown = handler;
    window.setTimeout = setTimeout;
    return 0;
  };
  window.setTimeout = stopped as typeof setTimeout;
  return () => runDown();
}

/** Waits until a condition holds; in vain, it says what for. */
export async function until<T>(what: string, condition: () => T | null | undefined | false): Promise<T> {
  const started = performance.now();
  for (;;) {
    const value = condition();
    if (value) return value;
    if (performance.now() - started > 10_000) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
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

/** Presses the button with this text, or this accessible name. */
export function press(element: Element, name: string): void {
  const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])];
  const button = buttons.find((b) => b.getAttribute('aria-label') === name || b.textContent.trim() === name);
  if (!button)
    throw new Error(`No button is called ${name}; there are ${buttons.map((b) => b.textContent.trim()).join(', ')}.`);
  button.click();
}

/** Navigation is real, and a test page must not follow it: hears where it leads, and stays. */
export class Navigations {
  readonly urls: string[] = [];
  readonly #listener = (event: NavigateEvent) => {
    if (event.hashChange || !event.cancelable) return;
    this.urls.push(event.destination.url);
    event.preventDefault();
  };

  constructor() {
    navigation.addEventListener('navigate', this.#listener);
  }

  stop(): void {
    navigation.removeEventListener('navigate', this.#listener);
  }
}

/** What axe finds wrong with the page, one line each. */
export async function axeViolations(context: Element = document.body): Promise<string[]> {
  // A drawer that is still arriving has other colours.
  const roots = Array.from(document.querySelectorAll('*'), ({ shadowRoot }) => shadowRoot).filter(
    (root) => root !== null,
  );
  for (const animation of [document, ...roots].flatMap((root) => root.getAnimations())) animation.finish();
  // axe-core is no module: it leaves itself on the window.
  const { axe } = window as unknown as { axe: typeof Axe };
  const { violations } = await axe.run(context, {
    // The page around the element is not what is tested.
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
