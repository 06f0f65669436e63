import { lineKey } from '@stripe-cart/contract';
import { html, type TemplateResult } from 'lit/html.js';
import type { PricedLine } from '../cart/priced-cart.js';
import type { CheckoutState } from '../checkout/checkout-state.js';
import type { PanelActions, PanelModel } from '../views/panel-model.js';
import { troubleEn as words } from './trouble-en.js';

/** Old price, new price, how it goes on from now on, and the question, once all that can be read. */
export function priceChange(
  { messages, money, recurring }: PanelModel,
  { shown, quote }: Extract<CheckoutState, { at: 'price-changed' }>,
  actions: PanelActions,
): TemplateResult {
  const now = ({ key }: PricedLine) => quote.lines.find((line) => lineKey(line) === key)?.unitAmount;
  const changed = shown.lines.filter((line) => (now(line) ?? line.unitAmount) !== line.unitAmount);
  const was = (amount: number) => money(amount, shown.currency ?? quote.currency);
  const is = (amount: number) => money(amount, quote.currency);
  const { subtotal, currency } = quote;
  const agreed = { ...shown, subtotal, currency, recurring: quote.recurring, conflict: null };
  return html`<section class="notice" part="price-changed">
    <h2 tabindex="-1">${words.priceChanged}</h2>
    <ul>
      ${changed.map(
        (line) =>
          html`<li>${line.item?.name}: ${words.priceWas(was(line.unitAmount), is(now(line) ?? line.unitAmount))}</li>`,
      )}
      <li class="total">${messages.subtotal}: ${words.priceWas(was(shown.subtotal), is(subtotal))}</li>
    </ul>
    ${recurring?.agreement(agreed, money)}
    ${
      quote.recurring && !recurring
        ? messages.loading
        : html`<button class="primary" @click=${() => actions.pay(shown, quote)}>${words.agree(is(subtotal))}</button>`
    }
    <button @click=${() => actions.rest()}>${messages.backToCart}</button>
  </section>`;
}
