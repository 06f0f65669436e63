import { lineKey, type CartLine, type ExpectedTotal } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { countItems } from '../cart/cart.js';
import { nearestQuantity, type PricedLine } from '../cart/priced-cart.js';
import { CheckoutController } from '../checkout/checkout-controller.js';
import { isBusy } from '../checkout/checkout-state.js';
import { fire } from '../events.js';
import { cartPanel } from '../views/cart-panel.js';
import type { PanelActions } from '../views/panel-model.js';
import { BaseElement } from './base-element.js';
import { cartStyles } from './stripe-cart.styles.js';
import { theme } from './theme.styles.js';

/** How long the word of an added item stays, in milliseconds. */
const TOAST_TIME = 6000;

interface Sayings {
  /** What just happened, such as a cancelled payment. */
  notice: string;
  /** For the ear only. */
  spoken: string;
  /** Something was just added, and the drawer is closed. */
  toast: boolean;
}

/**
 * The cart: an opener with the count, and a drawer with lines, total and the way to pay.
 *
 * @slot empty - what stands in an empty cart
 * @slot footer - below the pay button
 */
export class StripeCart extends BaseElement {
  static override readonly styles = theme + cartStyles;
  /**
   * `layout="inline"` shows the cart in the page instead of in a drawer; `opener` is `none` where the page has openers
   * of its own, `floating` for one in the corner of the window.
   */
  static override readonly observedAttributes = ['layout', 'opener'];

  readonly #checkout = new CheckoutController(this, () => this.storefront);
  #toastTimer: ReturnType<typeof setTimeout> | undefined;
  #stopListening: (() => void) | undefined;
  #lastPlace = '';
  readonly #says: Sayings = { notice: '', spoken: '', toast: false };

  constructor() {
    super();
    this.addEventListener('cart-add', this.#onAdd);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { page } = this.storefront;
    this.#stopListening = page.store.subscribe(({ settled }, before, source) => {
      // The page that the buyer is on the way to was opened for the cart as it was before.
      if (this.#checkout.state.at === 'leaving') this.#checkout.rest();
      if (source === 'elsewhere' && settled.length > before.settled.length) void this.#tellPaidElsewhere();
    });
    this.#checkout.connect();
    if (this.#isInline) this.#look();
    if (page.arrival?.from !== 'cancelled') return;
    page.arrival = null;
    this.#say({ notice: this.messages.cancelled });
    this.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
    this.#checkout.disconnect();
  }

  /** Adds an item, or an item with options and quantity. Fires `cart-add`. */
  add(item: string | (Pick<CartLine, 'item'> & Partial<CartLine>)): void {
    const line = { options: [], quantity: 1, ...(typeof item === 'string' ? { item } : item) };
    this.storefront.page.store.add(line);
    fire(this, 'cart-add', line);
  }

  /** Removes the line of this item with exactly these options. Without an item it is the DOM's own `remove()`. */
  override remove(item?: string, options: CartLine['options'] = []): void {
    if (item === undefined) super.remove();
    else this.setQuantity(item, 0, options);
  }

  /** Sets the quantity of the line of this item with exactly these options; 0 removes it. */
  setQuantity(item: string, quantity: number, options: CartLine['options'] = []): void {
    this.#set(lineKey({ item, options }), quantity);
  }

  /** Opens the drawer. Fires `cart-open`. */
  open(): void {
    this.#say({ toast: false });
    if (this.#dialog?.open) return;
    this.#dialog?.showModal();
    fire(this, 'cart-open', {});
    this.#look();
  }

  /** Closes the drawer, but not while a payment is being made in it. */
  close(): void {
    if (this.#checkout.leave()) this.#dialog?.close();
  }

  /** Opens the cart and pays, as its button does. Fires `cart-checkout`, which can be cancelled. */
  async checkout(): Promise<void> {
    const before = this.#checkout.state;
    this.open();
    await this.storefront.loadCatalog();
    await this.#checkout.check();
    // What has just become of an earlier payment is read before anything more is paid.
    const { state } = this.#checkout;
    if (this.#dialog?.open !== false && (state === before || state.at !== 'answered')) this.#pay();
  }

  get #dialog(): HTMLDialogElement | null | undefined {
    return this.shadowRoot?.querySelector('dialog');
  }

  get #isInline(): boolean {
    return this.getAttribute('layout') === 'inline';
  }

  protected override update(): void {
    super.update();
    const { catalog, priced, page } = this.storefront;
    const { state } = this.#checkout;
    const isTrouble =
      catalog.problem ||
      page.store.cart.held.length > 0 ||
      priced.conflict ||
      (catalog.config && priced.lines.some(({ obstacle }) => obstacle)) ||
      'problem' in state ||
      'quote' in state;
    if (isTrouble) void this.storefront.load('trouble');
    if (priced.recurring ?? ('quote' in state && state.quote.recurring)) void this.storefront.load('recurring');
    if (state.at === this.#lastPlace) return;
    // A question or an answer takes the place of what the buyer was on: the focus goes with it, once its words are there.
    const heading = this.shadowRoot?.querySelector<HTMLElement>('h2[tabindex]');
    heading?.focus();
    if (heading || !('quote' in state)) this.#lastPlace = state.at;
  }

  protected override render(): TemplateResult {
    const inline = this.#isInline;
    const { toast } = this.#says;
    const count = countItems(this.storefront.page.store.cart);
    return html`
      ${inline || this.getAttribute('opener') === 'none' ? nothing : this.openerButton(count, () => this.open())}
      ${
        inline
          ? this.#panel()
          : html`<dialog
              part="drawer"
              aria-labelledby="title"
              @click=${this.#onBackdrop}
              @close=${() => this.#dialog?.open || this.#checkout.leave()}
            >
              ${this.#panel()}
            </dialog>`
      }
      <div class=${toast ? 'toast row' : 'unseen'} part="toast">
        <span role="status">${toast ? this.messages.added : ''}</span>
        ${toast ? html`<button @click=${() => this.open()}>${this.messages.viewCart}</button>` : nothing}
      </div>
    `;
  }

  #panel(): TemplateResult {
    const { storefront, messages, money } = this;
    const { notice, spoken } = this.#says;
    const { catalog, priced, links } = storefront;
    const { cart } = storefront.page.store;
    const checkout = this.#checkout.state;
    // What came after the step was closed is the newer news.
    const news = notice || (checkout.at === 'idle' && checkout.notice) || '';
    return html`<div class="panel" part="panel">
      <div class="row head">
        <h2 id="title">${messages.cart}</h2>
        ${
          this.#isInline
            ? nothing
            : html`<button class="quiet" part="close" aria-label=${messages.close} @click=${() => this.close()}>
                ✕
              </button>`
        }
      </div>
      ${cartPanel({ ...storefront, cart, priced, catalog, checkout, notice: news, messages, money, links }, this.#actions)}
      <p class="unseen" role="status">${isBusy(checkout) ? messages[checkout.at] : spoken}</p>
    </div>`;
  }

  readonly #actions: PanelActions = {
    changeLine: (line, quantity) => this.#changeLine(line, quantity),
    pay: (part, agreed) => this.#pay(part, agreed),
    rest: (notice) => this.#checkout.rest(notice),
    reload: () => void this.storefront.loadCatalog(true),
    check: () => void this.#checkout.check(),
    apply: (step) => this.storefront.page.store.apply(step),
  };

  /** A quantity that the catalogue does not sell becomes the nearest one that it does. */
  #changeLine({ key, line, item }: PricedLine, wanted: number): void {
    const quantity = item && wanted ? nearestQuantity(wanted, item.quantity) : 0;
    this.#set(key, quantity);
    const name = item?.name ?? line.item;
    this.#say({ spoken: quantity ? this.messages.quantityNow(name, quantity) : this.messages.removeItem(name) });
  }

  #set(key: string, quantity: number): void {
    this.#actions.apply({ type: 'set', key, quantity });
  }

  #pay(shown = this.storefront.priced, agreed?: ExpectedTotal): void {
    this.#say({ notice: '' });
    void this.#checkout.start(shown, agreed);
  }

  #say(changes: Partial<Sayings>): void {
    Object.assign(this.#says, changes);
    this.requestUpdate();
  }

  /** The buyer looks at the cart: prices, and what became of a payment that is not settled. */
  #look(): void {
    void this.storefront.loadCatalog();
    void this.#checkout.check();
  }

  async #tellPaidElsewhere(): Promise<void> {
    await this.storefront.load('trouble');
    this.#say({ notice: this.storefront.trouble?.messages.paidElsewhere ?? '' });
  }

  readonly #onAdd = (): void => {
    if (this.#dialog?.open || this.#isInline) return;
    this.#say({ toast: true });
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => this.#say({ toast: false }), TOAST_TIME);
  };

  readonly #onBackdrop = (event: Event): void => {
    if (event.target === event.currentTarget) this.close();
  };
}
