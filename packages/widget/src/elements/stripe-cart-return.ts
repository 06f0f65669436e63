import { ORDER_FRAGMENT, type OrderReply, type OrderRequest } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { orderSummary } from '../views/order-summary.js';
import { BaseElement } from './base-element.js';
import { theme } from './theme.styles.js';

/** What may still change within a minute. */
const UNDECIDED = ['pending', 'unpaid', 'unknown'];

/** The proxy's answer, or why there is none. */
type Outcome = OrderReply | 'asking' | 'unverified' | 'unreachable';

/** What the proxy says of a token that opens no order: another shop's, a forged one, or no token at all. */
const NO_ORDER: readonly string[] = ['order_not_found', 'invalid_request'];

/**
 * The thank-you page's element. It believes nothing that stands in the address: it asks the proxy, which asks Stripe,
 * and draws the answer.
 *
 * @slot footer - below the result
 */
export class StripeCartReturn extends BaseElement {
  static override readonly styles = `${theme}:host{display:block !important}`;

  /** Waits before asking again, in seconds: a minute in all. Then the buyer decides. */
  static waits: readonly number[] = [1, 2, 4, 8, 16, 29];

  #outcome: Outcome = 'asking';
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
    const { messages, storefront } = this;
    const outcome = this.#outcome;
    const order = typeof outcome === 'string' ? null : outcome;
    const settled = order && !UNDECIDED.includes(order.status);
    return html`<div part="result">
        <div role="status">${order ? orderSummary(order, this.#model) : this.#words()}</div>
        <p class="row actions">
          ${settled || outcome === 'asking' || !storefront.page.proxy ? nothing : html`<button @click=${() => void this.#check()}>${messages.checkAgain}</button>`}
          ${
            this.#ask?.by === 'order' && order?.detail === 'full'
              ? html`<button part="copy" @click=${this.#copy}>${messages.copyLink}</button>`
              : nothing
          }
          <span class="note" role="status">${this.#copied}</span>
        </p>
      </div>
      <slot name="footer"></slot>`;
  }

  get #model() {
    const { messages, money, storefront } = this;
    return { messages, money, trouble: storefront.trouble };
  }

  #words(): TemplateResult {
    const { messages, storefront } = this;
    const outcome = this.#outcome;
    if (outcome === 'asking') return html`<p>${messages.confirming}</p>`;
    const isUnverified = outcome === 'unverified' || !storefront.page.proxy;
    const own = isUnverified && storefront.links?.returned();
    if (own) return own;
    const words = storefront.trouble?.messages[isUnverified ? 'unverified' : 'unreachable'];
    const [title, explanation] = words ?? messages.orders.unknown;
    return html`<section part="order" data-status=${String(outcome)}>
      <h2>${title}</h2>
      <p>${explanation}</p>
    </section>`;
  }

  async #check(): Promise<void> {
    const question = ++this.#question;
    const ask = this.#ask;
    if (!ask) return this.#show('unverified');
    if (typeof this.#outcome !== 'object') this.#show('asking');
    for (const wait of [...StripeCartReturn.waits, null]) {
      const reply = await this.storefront.checkOrder(ask);
      if (question !== this.#question) return;
      const isLast = wait === null || !(reply.ok ? UNDECIDED.includes(reply.value.status) : reply.problem.retryable);
      if (reply.ok) this.#show(reply.value);
      else if (isLast) this.#show(NO_ORDER.includes(reply.problem.code) ? 'unverified' : 'unreachable');
      if (isLast) return;
      await new Promise((resolve) => setTimeout(resolve, wait * 1000));
      if (question !== this.#question) return;
    }
  }

  #show(outcome: Outcome): void {
    this.#outcome = outcome;
    this.requestUpdate();
    const ordinary = outcome === 'asking' || (typeof outcome === 'object' && outcome.status in this.messages.orders);
    if (!ordinary) void this.storefront.loadTrouble();
  }

  readonly #onArrival = async (): Promise<void> => {
    // Who answers for the shop may know more of this arrival than its address says.
    await this.storefront.client();
    const { arrival, store } = this.storefront.page;
    const token = store.cart.payment?.resume;
    if (arrival) this.#ask = arrival.from === 'payment' ? arrival.ask : null;
    else this.#ask = token ? { by: 'resume', token } : null;
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
