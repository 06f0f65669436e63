import { LitElement } from 'lit';
import { en } from '../messages/en.js';
import { formatMoney } from '../cart/money.js';
import { requirePage } from '../page/current-page.js';
import { storefrontOf, type Storefront } from '../storefront.js';

/** What the three elements have in common: the page's storefront, and the buyer's language. */
export abstract class BaseElement extends LitElement {
  protected readonly messages = en;
  #storefront: Storefront | undefined;
  #unsubscribe: (() => void) | undefined;

  protected get storefront(): Storefront {
    return (this.#storefront ??= storefrontOf(requirePage()));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.storefront.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  /** An amount in the page's language. */
  protected readonly money = (amount: number, currency: string): string =>
    formatMoney(amount, currency, this.closest<HTMLElement>('[lang]')?.lang || document.documentElement.lang);
}
