import type { TemplateResult } from 'lit';
import { countItems } from '../cart/cart.js';
import { BaseElement } from './base-element.js';

/**
 * Another opener of the page's cart, with its count.
 *
 * @slot opener - in place of the bag
 */
export class StripeCartButton extends BaseElement {
  protected override render(): TemplateResult {
    const { page } = this.storefront;
    return this.openerButton(countItems(page.store.cart), () =>
      document.querySelector<HTMLElement & { open(): void }>(page.tag)?.open(),
    );
  }
}
