import type { CartLine } from '@stripe-cart/contract';
import { lineKey } from '@stripe-cart/contract';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { countItems } from '../cart/cart.js';
import { nearestQuantity, type PricedLine } from '../cart/priced-cart.js';
import { CheckoutController } from '../checkout/checkout-controller.js';
import { fire } from '../events.js';
import { sentenceFor } from '../messages/messages.js';
import { knownStatus } from '../order/order-effect.js';
import { cartPanel, type PanelActions } from '../views/cart-panel.js';
import { BaseElement } from './base-element.js';
import { cartIcon } from './cart-icon.js';
import { cartStyles } from './stripe-cart.styles.js';
import { theme } from './theme.styles.js';

/** How long the word of an added item stays, in milliseconds. */
const TOAST_TIME = 6000;

/**
 * The cart: an opener with the count, and a drawer with lines, total and the way to pay.
 *
 * @slot empty - what stands in an empty cart
 * @slot footer - below the pay button
 */
export class StripeCart extends BaseElement implements PanelActions {
  static override readonly styles = [theme, cartStyles];

  static override readonly properties = {
    /** `inline` shows the cart in the page instead of in a drawer. */
    layout: { type: String },
    /** `none` where the page has openers of its own, `floating` for one in the corner of the window. */
    opener: { type: String },
    notice: { state: true },
    toast: { state: true },
    spoken: { state: true },
  };

  declare layout: string | null;
  declare opener: string | null;
  /** What the panel says about what just happened. */
  declare protected notice: string;
  declare protected toast: string;
  /** For the ear only. */
  declare protected spoken: string;

  readonly #checkout = new CheckoutController(this, () => this.storefront);
  #toastTimer: ReturnType<typeof setTimeout> | undefined;
  #stopListening: (() => void) | undefined;
  #lastPlace = '';

  constructor() {
    super();
    this.layout = null;
    this.opener = null;
    this.notice = '';
    this.toast = '';
    this.spoken = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { page } = this.storefront;
    this.addEventListener('cart-add', this.#onAdd);
    this.#stopListening = page.store.subscribe((cart, before, source) => {
      if (source === 'elsewhere' && cart.settled.length > before.settled.length)
        this.notice = this.messages.paidElsewhere;
    });
    if (cartIsShown(page.store.cart.lines.length, this.layout)) void this.storefront.loadCatalog();
    if (page.arrival?.from === 'cancelled') {
      page.arrival = null;
      void this.updateComplete.then(() => {
        this.open();
        this.notice = this.messages.cancelled;
      });
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('cart-add', this.#onAdd);
    this.#stopListening?.();
    clearTimeout(this.#toastTimer);
  }

  /** Adds a line: an item id, or an item with options and quantity. Fires `cart-add`. */
  add(item: string | { item: string; options?: CartLine['options']; quantity?: number }): void {
    const line: CartLine =
      typeof item === 'string'
        ? { item, options: [], quantity: 1 }
        : { item: item.item, options: item.options ?? [], quantity: item.quantity ?? 1 };
    this.storefront.page.store.apply({ type: 'add', line });
    fire(this, 'cart-add', line);
  }

  /** Removes the line of this item with exactly these options. Without an item it is the DOM's own `remove()`. */
  override remove(item?: string, options: CartLine['options'] = []): void {
    if (item === undefined) super.remove();
    else this.storefront.page.store.apply({ type: 'set', key: lineKey({ item, options }), quantity: 0 });
  }

  /** The panel's own: a quantity that the catalogue does not sell becomes the nearest one that it does. */
  setQuantity(line: PricedLine | string, quantity: number, options: CartLine['options'] = []): void {
    const { store } = this.storefront.page;
    if (typeof line === 'string') {
      store.apply({ type: 'set', key: lineKey({ item: line, options }), quantity });
      return;
    }
    const name = line.item?.name ?? line.line.item;
    if (quantity === 0 || !line.item) {
      store.apply({ type: 'set', key: line.key, quantity: 0 });
      this.spoken = this.messages.removed(name);
      return;
    }
    const nearest = nearestQuantity(quantity, line.item.quantity);
    store.apply({ type: 'set', key: line.key, quantity: nearest });
    this.spoken =
      nearest === quantity ? this.messages.quantityNow(name, nearest) : this.messages.quantityClamped(nearest);
  }

  choose({ key, line }: PricedLine, name: string, value: string): void {
    if (value === '') return;
    const options = [...line.options.filter((option) => option.name !== name), { name, value }];
    this.storefront.page.store.apply({ type: 'choose', key, options });
  }

  /** Opens the drawer. Fires `cart-open`. */
  open(): void {
    const { dialog } = this;
    if (dialog && !dialog.open) dialog.showModal();
    this.toast = '';
    fire(this, 'cart-open', {});
    void this.storefront.loadCatalog();
    void this.#checkout.check();
  }

  close(): void {
    this.dialog?.close();
  }

  /** Opens the cart and pays, as the button does. Fires `cart-checkout`, which can be cancelled. */
  async checkout(): Promise<void> {
    if (this.layout !== 'inline' && !this.dialog?.open) this.open();
    await this.storefront.loadCatalog();
    await this.#checkout.check();
    await this.#checkout.start(this.storefront.priced);
  }

  pay(): void {
    this.notice = '';
    void this.#checkout.start(this.storefront.priced);
  }

  agree(): void {
    const { state } = this.#checkout;
    if (state.at === 'price-changed') void this.#checkout.start(state.shown, state.quote);
  }

  rest(): void {
    this.#checkout.rest();
  }

  reload(): void {
    void this.storefront.loadCatalog(true);
  }

  check(): void {
    void this.#checkout.check();
  }

  orderAgain(attempt: string): void {
    this.storefront.page.store.apply({ type: 'again', attempt });
  }

  protected get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const { state } = this.#checkout;
    if (state.at === this.#lastPlace) return;
    this.#lastPlace = state.at;
    this.spoken = this.#announcement();
    // A question or an answer replaces what the buyer was on: the focus goes with it.
    this.renderRoot.querySelector<HTMLElement>('h2[tabindex]')?.focus();
  }

  protected override render(): TemplateResult {
    const { store } = this.storefront.page;
    const count = countItems(store.cart);
    const inline = this.layout === 'inline';
    return html`
      ${
        inline || this.opener === 'none'
          ? nothing
          : html`<button
              class="opener"
              part="opener"
              aria-haspopup="dialog"
              aria-label=${this.messages.openCart(count)}
              @click=${this.open}
            >
              ${cartIcon} <span part="count">${count}</span>
            </button>`
      }
      ${
        inline
          ? this.#panel()
          : html`<dialog part="drawer" aria-labelledby="title" @click=${this.#onBackdrop}>${this.#panel()}</dialog>`
      }
      ${
        this.toast
          ? html`<div class="toast row" part="toast">
              <span>${this.toast}</span>
              <button class="quiet" @click=${this.open}>${this.messages.viewCart}</button>
            </div>`
          : nothing
      }
      <p class="unseen" role="status">${this.toast}</p>
    `;
  }

  #panel(): TemplateResult {
    const { storefront, messages, money } = this;
    const { cart } = storefront.page.store;
    const model = {
      cart,
      priced: storefront.priced,
      catalog: storefront.catalog,
      checkout: this.#checkout.state,
      notice: this.notice,
      messages,
      money,
    };
    return html`<div class="panel" part="panel">
      <header class="row">
        <h2 id="title">${messages.cart}</h2>
        ${
          this.layout === 'inline'
            ? nothing
            : html`<button class="quiet" part="close" aria-label=${messages.close} @click=${this.close}>✕</button>`
        }
      </header>
      ${cartPanel(model, this)}
      <p class="unseen" role="status">${this.spoken}</p>
    </div>`;
  }

  #announcement(): string {
    const { state } = this.#checkout;
    switch (state.at) {
      case 'idle':
        return '';
      case 'price-changed':
        return this.messages.priceChanged;
      case 'stopped':
        return sentenceFor(state.problem, this.messages);
      case 'answered':
        return this.messages.orders[knownStatus(state.order.status)].join('. ');
      default:
        return this.messages[state.at];
    }
  }

  readonly #onAdd = (event: Event): void => {
    const line = (event as CustomEvent<CartLine>).detail;
    void this.storefront.loadCatalog();
    if (this.dialog?.open || this.layout === 'inline') return;
    this.toast = this.messages.added(this.storefront.catalog.items.get(line.item)?.name ?? '');
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => (this.toast = ''), TOAST_TIME);
  };

  readonly #onBackdrop = (event: Event): void => {
    if (event.target === event.currentTarget) this.close();
  };
}

/** A cart with nothing in it needs no prices yet. */
function cartIsShown(lines: number, layout: string | null): boolean {
  return lines > 0 && (layout === 'inline' || document.querySelector('[data-cart-total]') !== null);
}
