import type { StripeCartInvoice } from './invoice/stripe-cart-invoice.js';
import { StripeCartButton } from './elements/stripe-cart-button.js';
import { StripeCartReturn } from './elements/stripe-cart-return.js';
import { StripeCart } from './elements/stripe-cart.js';

/**
 * Defines the elements under a tag and its companions' tags, that of invoices where the page has one. Doing it twice is
 * harmless; under a second tag the same elements exist once more, since a class can have one tag only.
 */
export function defineElements(tag: string): void {
  define(tag, StripeCart);
  define(`${tag}-button`, StripeCartButton);
  define(`${tag}-return`, StripeCartReturn);
  const invoice = `${tag}-invoice`;
  const load = () => import('./invoice/invoice.js').then(({ StripeCartInvoice }) => define(invoice, StripeCartInvoice));
  // Tried again once; browsers that follow HTML as it was before 2026 do not ask for a file again that failed. In vain,
  // the browser says which file it was, and what the shop has put inside is shown on.
  if (document.querySelector(invoice))
    load()
      .catch(load)
      .catch(() => {});
}

function define(tag: string, element: CustomElementConstructor): void {
  if (customElements.get(tag)) return;
  // A class can be registered once, so a second tag gets a class of its own.
  customElements.define(tag, customElements.getName(element) === null ? element : class extends element {});
}

declare global {
  interface HTMLElementTagNameMap {
    'stripe-cart': StripeCart;
    'stripe-cart-button': StripeCartButton;
    'stripe-cart-invoice': StripeCartInvoice;
    'stripe-cart-return': StripeCartReturn;
  }
}
