import { html, nothing, type TemplateResult } from 'lit';
import { lineKey } from '@stripe-cart/contract';
import type { Cart } from '../cart/cart.js';
import type { PricedCart, PricedLine } from '../cart/priced-cart.js';
import { isBusy, type CheckoutState } from '../checkout/checkout-state.js';
import { ownerSentence, sentenceFor, type Messages } from '../messages/messages.js';
import type { WidgetProblem } from '../proxy-client.js';
import type { CatalogState } from '../storefront.js';
import { cartLine, type LineActions, type Money } from './cart-line.js';
import { orderSummary } from './order-summary.js';

/** All that the panel shows; it has no state of its own. */
export interface PanelModel {
  readonly cart: Cart;
  readonly priced: PricedCart;
  readonly catalog: CatalogState;
  readonly checkout: CheckoutState;
  /** A sentence about what just happened, such as a cancelled payment. */
  readonly notice: string;
  readonly messages: Messages;
  readonly money: Money;
}

export interface PanelActions extends LineActions {
  pay(): void;
  agree(): void;
  rest(): void;
  reload(): void;
  check(): void;
  orderAgain(attempt: string): void;
}

/** Everything between the panel's heading and its end, by the state it is in. */
export function cartPanel(model: PanelModel, actions: PanelActions): TemplateResult {
  const { checkout, messages } = model;
  if (checkout.at === 'answered') {
    return html`<div class="body">
      ${orderSummary(checkout.order, messages, model.money)}
      <button @click=${() => actions.rest()}>${messages.back}</button>
    </div>`;
  }
  if (checkout.at === 'price-changed') return priceChange(model, checkout, actions);
  return html`<div class="body">
      ${model.notice ? html`<p class="notice">${model.notice}</p>` : nothing}
      ${checkout.at === 'stopped' ? problemNotice(checkout.problem, messages, () => actions.pay()) : nothing}
      ${held(model, actions)} ${contents(model, actions)}
    </div>
    ${model.cart.lines.length > 0 && model.catalog.config ? payment(model, actions) : nothing}`;
}

function contents(model: PanelModel, actions: PanelActions): TemplateResult {
  const { cart, catalog, messages, money } = model;
  if (cart.lines.length === 0)
    return html`<div class="empty" part="empty"><slot name="empty">${messages.empty}</slot></div>`;
  if (!catalog.config) {
    return catalog.problem
      ? problemNotice(catalog.problem, messages, () => actions.reload())
      : html`<p class="empty" aria-busy="true">${messages.loading}</p>`;
  }
  return html`<ul part="lines">
    ${model.priced.lines.map((line) => cartLine(line, messages, money, actions))}
  </ul>`;
}

function payment(model: PanelModel, actions: PanelActions): TemplateResult {
  const { priced, catalog, checkout, messages, money } = model;
  const closed = ownerSentence(catalog.config?.closed);
  const conflict = priced.conflict ? messages.conflicts[priced.conflict] : '';
  const stopped = closed !== '' || conflict !== '' || priced.payable.length === 0;
  const busy = isBusy(checkout);
  return html`<footer part="footer">
    ${closed || conflict ? html`<p class="notice">${closed || conflict}</p>` : nothing}
    ${
      priced.currency
        ? html`<div class="row total" part="total">
            <span>${messages.subtotal}</span><span class="amount">${money(priced.subtotal, priced.currency)}</span>
          </div>`
        : nothing
    }
    <p class="note">${messages.taxesLater}</p>
    ${
      checkout.at === 'leaving'
        ? html`<a class="link primary" part="checkout" href=${checkout.url} target="_top">${messages.continue}</a>`
        : html`<button
            class="primary"
            part="checkout"
            aria-disabled=${busy || stopped ? 'true' : 'false'}
            aria-busy=${busy ? 'true' : 'false'}
            @click=${() => !stopped && actions.pay()}
          >
            ${checkout.at === 'starting' ? messages.starting : checkout.at === 'checking' ? messages.checking : messages.checkout}
          </button>`
    }
    ${catalog.config?.livemode ? nothing : html`<p class="badge" part="badge">${messages.testMode}</p>`}
    <slot name="footer"></slot>
  </footer>`;
}

/** Old price, new price, and the question. */
function priceChange(
  { messages, money }: PanelModel,
  { shown, quote }: Extract<CheckoutState, { at: 'price-changed' }>,
  actions: PanelActions,
): TemplateResult {
  const now = (line: PricedLine) => quote.lines.find((quoted) => lineKey(quoted) === line.key)?.unitAmount;
  const changed = shown.lines.filter((line) => now(line) !== undefined && now(line) !== line.unitAmount);
  const was = (amount: number) => money(amount, shown.currency ?? quote.currency);
  return html`<div class="body">
    <section class="notice" part="price-changed">
      <h2 tabindex="-1">${messages.priceChanged}</h2>
      <ul>
        ${changed.map(
          (line) =>
            html`<li>
              ${line.item?.name}: ${messages.priceWas(was(line.unitAmount), money(now(line) ?? 0, quote.currency))}
            </li>`,
        )}
        <li class="total">
          ${messages.subtotal}: ${messages.priceWas(was(shown.subtotal), money(quote.subtotal, quote.currency))}
        </li>
      </ul>
      <button class="primary" @click=${() => actions.agree()}>
        ${messages.agree(money(quote.subtotal, quote.currency))}
      </button>
      <button @click=${() => actions.rest()}>${messages.back}</button>
    </section>
  </div>`;
}

/** Lines of a payment that is not over, in sight but out of the cart. */
function held({ cart, catalog, messages }: PanelModel, actions: PanelActions): TemplateResult[] {
  return cart.held.map(
    ({ attempt, lines }) =>
      html`<section class="notice" part="held">
        <strong>${messages.beingPaid}</strong>
        <ul>
          ${lines.map(({ item, quantity }) => html`<li>${quantity} × ${catalog.items.get(item)?.name ?? item}</li>`)}
        </ul>
        <p class="note">${messages.beingPaidNote}</p>
        <div class="row">
          <button @click=${() => actions.check()}>${messages.checkAgain}</button>
          <button class="quiet" @click=${() => actions.orderAgain(attempt)}>${messages.orderAgain}</button>
        </div>
      </section>`,
  );
}

/** What went wrong, and the next step. */
export function problemNotice(problem: WidgetProblem, messages: Messages, again: () => void): TemplateResult {
  return html`<div class="notice" part="problem">
    <p>${sentenceFor(problem, messages)}</p>
    ${problem.requestId ? html`<p class="note">${messages.reference(String(problem.requestId).slice(0, 64))}</p>` : nothing}
    <button @click=${again}>${messages.retry}</button>
  </div>`;
}
