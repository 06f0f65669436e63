import { ORDER_FRAGMENT, type OrderRequest } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { orderSummary, type Outcome } from '../views/order-summary.js';
import { BaseElement } from './base-element.js';
import { theme } from './theme.styles.js';

/** What it is while nobody has said anything better. */
const UNKNOWN: Outcome = { detail: 'none', status: 'unknown' };

/**
 * The thank-you page's element. It believes nothing that stands in the address: it asks the proxy, which asks Stripe,
 * and draws the answer.
 *
 * @slot footer - below the result
 */
export class StripeCartReturn extends BaseElement {
  static override readonly styles = `${theme}:host{display:block !important}`;

  /** Null while the proxy is asked. */
  #outcome: Outcome | null = null;
  #copied = '';
  #ask: OrderRequest | null = null;
  /** Numbers the questions, so that an answer to an earlier one is not drawn over a later. */
  #question = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#onArrival);
    addEventListener('pageshow', this.#onPageShow);
    this.#onArrival();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#onArrival);
    removeEventListener('pageshow', this.#onPageShow);
    this.#question++;
  }

  protected override render(): TemplateResult {
    const { messages, money, storefront } = this;
    const { page, trouble, links } = storefront;
    const outcome = this.#outcome;
    const check = () => this.#check();
    const copy =
      this.#ask?.by === 'order' && outcome?.detail === 'full'
        ? html`<button part="copy" @click=${this.#copy}>${messages.copyLink}</button>`
        : nothing;
    return html`<div part="result">
        <div role="status">
          ${
            outcome
              ? (outcome.status === 'unverified' && links?.returned()) ||
                orderSummary(outcome, { ...storefront, messages, money })
              : html`<p>${messages.confirming}</p>`
          }
        </div>
        <p class="row actions">
          ${
            outcome &&
            (trouble?.nextSteps(outcome, page, check, copy) ??
              (outcome.status === 'paid' ? copy : html`<button @click=${check}>${messages.checkAgain}</button>`))
          }
          <span class="note" role="status">${this.#copied}</span>
        </p>
      </div>
      <slot name="footer"></slot>`;
  }

  /**
   * Whatever is not paid at once takes words, and more questions, that only these buyers load. What is drawn stays until
   * there is something else to draw. Done with the first answer.
   */
  async #check(): Promise<void> {
    const { storefront } = this;
    const ask = this.#ask;
    const question = ++this.#question;
    const isCurrent = () => question === this.#question;
    const reply = ask && (await storefront.checkOrder(ask));
    if (!isCurrent()) return;
    const outcome = reply?.ok ? reply.value : UNKNOWN;
    this.#show(outcome);
    if (outcome.status === 'paid') return;
    await storefront.load('trouble');
    void storefront.trouble?.followUp(ask, reply, storefront, isCurrent, (news) => this.#show(news));
  }

  #show(outcome: Outcome | null): void {
    this.#outcome = outcome;
    this.requestUpdate();
  }

  readonly #onArrival = async (): Promise<void> => {
    // Who answers for the shop may know more of this arrival than its address says.
    await this.storefront.client();
    const { arrival, store } = this.storefront.page;
    const token = store.cart.payment?.resume;
    if (arrival) this.#ask = arrival.from === 'payment' ? arrival.ask : null;
    else this.#ask = token ? { by: 'resume', token } : (store.cart.held.at(-1)?.ask ?? null);
    void this.#check();
  };

  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) void this.#check();
  };

  /** Gives the token back deliberately: whoever has this link sees the order. */
  readonly #copy = async (): Promise<void> => {
    if (this.#ask?.by !== 'order') return;
    const link = `${location.href.split('#')[0]}#${ORDER_FRAGMENT}=${this.#ask.token}`;
    const copied = navigator.clipboard?.writeText(link).then(() => this.messages.copied);
    this.#copied = (await copied?.catch(() => link)) ?? link;
    this.requestUpdate();
  };
}
