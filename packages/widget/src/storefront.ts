import { SETTLED_STATUSES, type OrderReply, type OrderRequest, type VerifiedOrder } from '@stripe-cart/contract';
import { isOwnAndNew } from './cart/cart.js';
import { formatMoney } from './cart/money.js';
import type { CatalogState } from './cart/catalog-state.js';
import { priceCart, type PricedCart } from './cart/priced-cart.js';
import { fire, type CartEventDetails } from './events.js';
import { stepOfOrder } from './order/order-effect.js';
import type { Page } from './page/current-page.js';
import type { Parts } from './views/panel-model.js';
import { ProxyClient, type Reply, type ShopClient } from './proxy-client.js';
import type { FixedLinkShop } from './checkout/modes/fixed-link/fixed-link-shop.js';

const PARTS: { readonly [Name in keyof Parts]: () => Promise<NonNullable<Parts[Name]>> } = {
  trouble: () => import('./trouble/trouble.js'),
  recurring: () => import('./recurring/recurring.js'),
  invoice: () => import('./invoice/invoice.js'),
};

/**
 * What all elements of a page share once they are loaded: the catalogue, the proxy, and the one way in which a
 * verified order changes the cart.
 */
export class Storefront implements Parts {
  readonly page: Page;
  /** What has been {@link load}ed so far. */
  trouble: Parts['trouble'] = null;
  recurring: Parts['recurring'] = null;
  invoice: Parts['invoice'] = null;
  readonly #proxy: ProxyClient;
  #links: FixedLinkShop | null = null;
  #catalog: CatalogState = { loading: false, problem: null, config: null, items: new Map() };
  #loading: Promise<void> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(page: Page) {
    this.page = page;
    this.#proxy = new ProxyClient(page.proxy);
    page.store.subscribe(() => this.#changed());
    page.figures.set('data-cart-total', () => this.#total());
    this.#changed();
  }

  get catalog(): CatalogState {
    return this.#catalog;
  }

  /** The cart at the catalogue's prices. */
  get priced(): PricedCart {
    return priceCart(this.page.store.cart.lines, this.#catalog.items);
  }

  /** What a page says that sells by fixed links; null on any other, and until {@link client} has it. */
  get links(): FixedLinkShop | null {
    return this.#links;
  }

  /** Who answers for the shop. Where the fixed links of a page cannot be loaded, that is the proxy it names, if any. */
  async client(): Promise<ShopClient> {
    if (this.page.byLinks && !this.#links) {
      const loaded = await import('./checkout/modes/fixed-link/fixed-link-shop.js').catch(() => null);
      this.#links ??= loaded && new loaded.FixedLinkShop(this.page, this.#proxy);
    }
    return this.#links ?? this.#proxy;
  }

  /** Loads what not every page needs. Without it the buyer is told less, and can still do everything. */
  async load(name: keyof Parts): Promise<void> {
    if (this[name]) return;
    Object.assign(this, { [name]: await PARTS[name]().catch(() => null) });
    if (this[name]) this.#changed();
  }

  /** Called whenever cart or catalogue change. @returns the function that stops it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Loads the catalogue where it is not there yet, or again where `anew`; one request at a time. */
  loadCatalog(anew = false): Promise<void> {
    if (!anew && this.#catalog.config) return Promise.resolve();
    return (this.#loading ??= this.#load().finally(() => (this.#loading = undefined)));
  }

  /**
   * Asks what became of an order, and lets the verified answer have its effect on the cart, once. What it takes to draw
   * the answer is there then.
   */
  async checkOrder(ask: OrderRequest): Promise<Reply<OrderReply>> {
    const known = ask.by === 'order' && { attempts: this.page.store.cart.attempts };
    const reply = await (await this.client()).order({ ...ask, ...known });
    if (!reply.ok) return reply;
    const order = reply.value;
    // Before the cart forgets the payment, whose token opens the customer portal later.
    if ('subscription' in order) await this.load('recurring');
    const isOrdinary = order.detail !== 'full' || this.#settle(order, ask);
    if (order.detail === 'invoice') await this.load('invoice');
    if (order.status !== 'paid' || !isOrdinary) await this.load('trouble');
    return reply;
  }

  /** @returns whether it was ordered in this browser, the only one whose cart it touches, and charged as ordered */
  #settle(order: VerifiedOrder, ask: OrderRequest): boolean {
    const { store } = this.page;
    store.refresh();
    if (isOwnAndNew(store.cart, order)) {
      const step = stepOfOrder(store.cart, order, ask);
      if (step) store.apply(step);
      if (SETTLED_STATUSES.includes(order.status)) {
        const { number, status, currency, lines, totals } = order;
        fire(this.page.eventTarget(), 'cart-paid', { number, status, currency, lines, totals });
      }
    }
    return store.cart.attempts.includes(order.attempt) && !order.presentment;
  }

  /** Tells the page of a problem; the element that met it tells the buyer. */
  report({ code, requestId }: CartEventDetails['cart-problem']): void {
    fire(this.page.eventTarget(), 'cart-problem', { code, requestId });
  }

  async #load(): Promise<void> {
    this.#catalog = { ...this.#catalog, loading: true };
    this.#changed();
    const reply = await (await this.client()).catalog();
    if (reply.ok) {
      const { config, items } = reply.value;
      this.#catalog = { loading: false, problem: null, config, items: new Map(items.map((item) => [item.id, item])) };
    } else {
      this.#catalog = { ...this.#catalog, loading: false, problem: reply.problem };
      this.report(reply.problem);
    }
    this.#changed();
  }

  /** For `data-cart-total`, which is why a page that has one needs prices before anybody opens the cart. */
  #total(): string | null {
    const { items, config, loading, problem } = this.#catalog;
    const isEmpty = this.page.store.cart.lines.length === 0;
    // Loading draws the total as well, and so does a failure: neither is a reason to ask once more.
    const isAsked = config || loading || problem;
    if (!isAsked && !isEmpty && document.querySelector('[data-cart-total]')) void this.loadCatalog();
    const { currency, subtotal } = this.priced;
    const unit = currency ?? (isEmpty ? items.values().next().value?.currency : null);
    return unit ? formatMoney(subtotal, unit, document.documentElement.lang) : null;
  }

  #changed(): void {
    this.page.showFigures();
    for (const listener of this.#listeners) listener();
  }
}

const storefronts = new WeakMap<Page, Storefront>();

/** The page's one storefront. */
export function storefrontOf(page: Page): Storefront {
  const storefront = storefronts.get(page) ?? new Storefront(page);
  storefronts.set(page, storefront);
  return storefront;
}
