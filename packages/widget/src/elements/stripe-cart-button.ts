import { css, html, type TemplateResult } from 'lit';
import { countItems } from '../cart/cart.js';
import { BaseElement } from './base-element.js';
import { cartIcon } from './cart-icon.js';
import { theme } from './theme.styles.js';

/** Another opener of the page's cart, with its count. Its content, where it has any, stands in place of the icon. */
export class StripeCartButton extends BaseElement {
  static override readonly styles = [
    theme,
    css`
      :host {
        display: inline-block !important;
      }
      svg {
        inline-size: 1.4em;
        block-size: 1.4em;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.8;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const count = countItems(this.storefront.page.store.cart);
    return html`<button
      part="opener"
      aria-haspopup="dialog"
      aria-label=${this.messages.openCart(count)}
      @click=${this.#open}
    >
      <slot>${cartIcon}</slot> <span part="count">${count}</span>
    </button>`;
  }

  readonly #open = (): void => {
    document.querySelector<HTMLElement & { open(): void }>(this.storefront.page.tag)?.open();
  };
}
