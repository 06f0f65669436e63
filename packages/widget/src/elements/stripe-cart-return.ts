import type { OrderReply, OrderRequest } from '@stripe-cart/contract';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { receiptLink, takeArrival } from '../page/arrival.js';
import type { WidgetProblem } from '../proxy-client.js';
import { orderSummary } from '../views/order-summary.js';
import { BaseElement } from './base-element.js';
import { theme } from './theme.styles.js';

type ReturnState =
  | { readonly at: 'asking' }
  | { readonly at: 'unverified' }
  | { readonly at: 'unreachable'; readonly problem: WidgetProblem }
  | { readonly at: 'answered'; readonly order: OrderReply };

/** What may still change within a minute. */
const UNDECIDED = ['pending', 'unpaid', 'unknown'];

/**
 * The thank-you page's element. It believes nothing that stands in the address: it asks the proxy, which asks Stripe,
 * and draws the answer.
 */
export class StripeCartReturn extends BaseElement {
  static override readonly styles = [
    theme,
    css`
      :host {
        display: block !important;
      }
      section,
      .actions {
        display: grid;
        gap: 0.75rem;
      }
      .actions {
        grid-auto-flow: column;
        justify-content: start;
        margin-block-start: 1.25rem;
      }
      ul {
        list-style: none;
        display: grid;
        gap: 0.5rem;
        padding-block: 0.75rem;
        border-block: 1px solid var(--_line);
      }
    `,
  ];

  static override readonly properties = { state: { state: true }, copied: { state: true } };

  /** Waits before asking again, in seconds: a minute in all. Then the buyer decides. */
  static waits: readonly number[] = [1, 2, 4, 8, 16, 29];

  declare protected state: ReturnState;
  declare protected copied: string;
  #ask: OrderRequest | null = null;
  /** Numbers the questions, so that an answer to an earlier one is not drawn over a later. */
  #question = 0;

  constructor() {
    super();
    this.state = { at: 'asking' };
    this.copied = '';
  }

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

  protected override updated(changed: PropertyValues): void {
    if (changed.has('state') && this.state.at === 'answered') this.renderRoot.querySelector('h2')?.focus();
  }

  protected override render(): TemplateResult {
    const { messages, state } = this;
    return html`<div part="result">
        ${this.#outcome()}
        <div class="actions">
          ${state.at === 'answered' || state.at === 'asking' ? nothing : this.#again()}
          ${state.at === 'answered' && UNDECIDED.includes(state.order.status) ? this.#again() : nothing}
          ${
            this.#ask?.by === 'order' && state.at === 'answered' && state.order.detail === 'full'
              ? html`<button part="copy" @click=${this.#copy}>${messages.copyLink}</button>`
              : nothing
          }
        </div>
        <slot name="footer"></slot>
      </div>
      <p class="unseen" role="status">${this.copied}</p>`;
  }

  #outcome(): TemplateResult {
    const { messages, state } = this;
    switch (state.at) {
      case 'asking':
        return html`<p aria-busy="true" role="status">${messages.confirming}</p>`;
      case 'answered':
        return orderSummary(state.order, messages, this.money);
      case 'unverified':
        return html`<section data-status="unverified" role="status">
          <h2>${messages.unverified[0]}</h2>
          <p>${messages.unverified[1]}</p>
        </section>`;
      case 'unreachable':
        return html`<section data-status="unreachable" role="status">
          <h2>${messages.orders.unknown[0]}</h2>
          <p>${messages.stillChecking}</p>
        </section>`;
    }
  }

  #again(): TemplateResult {
    return html`<button @click=${() => void this.#check()}>${this.messages.checkAgain}</button>`;
  }

  async #check(): Promise<void> {
    const question = ++this.#question;
    const ask = this.#ask;
    if (!ask) {
      this.state = { at: 'unverified' };
      return;
    }
    if (this.state.at !== 'answered') this.state = { at: 'asking' };
    for (const wait of [...StripeCartReturn.waits, null]) {
      const reply = await this.storefront.checkOrder(ask);
      if (question !== this.#question) return;
      if (reply.ok) this.state = { at: 'answered', order: reply.value };
      else if (!reply.problem.retryable) {
        this.state =
          reply.problem.code === 'order_not_found'
            ? { at: 'unverified' }
            : { at: 'unreachable', problem: reply.problem };
      }
      const undecided = reply.ok ? UNDECIDED.includes(reply.value.status) : reply.problem.retryable;
      if (!undecided) return;
      if (wait === null) {
        if (!reply.ok) this.state = { at: 'unreachable', problem: reply.problem };
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, wait * 1000));
      if (question !== this.#question) return;
    }
  }

  readonly #onArrival = (): void => {
    const { page } = this.storefront;
    const arrival = takeArrival() ?? page.arrival;
    const { payment } = page.store.cart;
    this.#ask =
      arrival?.from === 'payment'
        ? arrival.ask
        : payment?.resume && !arrival
          ? { by: 'resume', token: payment.resume }
          : null;
    void this.#check();
  };

  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) void this.#check();
  };

  readonly #copy = async (): Promise<void> => {
    if (this.#ask?.by !== 'order') return;
    try {
      await navigator.clipboard.writeText(receiptLink(this.#ask.token));
      this.copied = this.messages.copied;
    } catch {
      this.copied = receiptLink(this.#ask.token);
    }
  };
}
