import { html, render, type TemplateResult } from 'lit/html.js';
import { formatMoney } from '../cart/money.js';
import { en } from '../messages/en.js';
import { requirePage } from '../page/current-page.js';
import { storefrontOf, type Storefront } from '../storefront.js';
import { sheetOf } from './sheet.js';
import { theme } from './theme.styles.js';

/** There are no elements outside a browser, and importing their classes there has to be harmless. */
const Element: typeof HTMLElement = globalThis.HTMLElement ?? Object;

/**
 * What the three elements have in common: the page's storefront, the buyer's language, and drawing. A template of
 * lit-html is drawn when the element connects, and again, once per microtask, whenever anything it shows has changed.
 * `LitElement` does this and much more, for three times the bytes; nothing of the rest is needed here.
 */
export abstract class BaseElement extends Element {
  static readonly styles: string = theme;
  static readonly observedAttributes: readonly string[] = [];

  protected readonly messages = en;
  #unsubscribe: (() => void) | undefined;
  #isPending = false;

  protected get storefront(): Storefront {
    return storefrontOf(requirePage());
  }

  connectedCallback(): void {
    if (!this.shadowRoot) {
      const { styles } = this.constructor as typeof BaseElement;
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheetOf(styles)];
    }
    this.#unsubscribe = this.storefront.subscribe(() => this.requestUpdate());
    this.update();
  }

  disconnectedCallback(): void {
    this.#unsubscribe?.();
  }

  attributeChangedCallback(): void {
    this.requestUpdate();
  }

  /** Draws the element again, soon. */
  requestUpdate(): void {
    if (this.#isPending) return;
    this.#isPending = true;
    queueMicrotask(() => {
      this.#isPending = false;
      if (this.isConnected) this.update();
    });
  }

  /** Where what had the focus is drawn no more, the focus goes to what took its place, and never back to the page's top. */
  protected update(): void {
    const root = this.shadowRoot;
    if (!root) return;
    const had = root.activeElement;
    render(this.render(), root);
    if (!had || root.activeElement) return;
    const next = (selector: string) => root.querySelector<HTMLElement>(selector);
    (next('h2[tabindex], [part=checkout]') ?? next('[part=close]'))?.focus();
  }

  protected abstract render(): TemplateResult;

  /** An amount in the page's language. */
  readonly money = (amount: number, currency: string): string =>
    formatMoney(amount, currency, this.closest<HTMLElement>('[lang]')?.lang);

  protected openerButton(count: number, open: () => void): TemplateResult {
    return html`<button
      class="opener"
      part="opener"
      aria-haspopup="dialog"
      aria-label=${this.messages.openCart(count)}
      @click=${open}
    >
      <slot name="opener">${bag}</slot> <span part="count">${count}</span>
    </button>`;
  }
}

const bag = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 8h12l1 12H5zM9 8a3 3 0 0 1 6 0" /></svg>`;
