import type { OrderReply, VerifiedOrder } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Messages } from '../messages/messages.js';
import { knownStatus } from '../order/order-effect.js';
import type { Money } from './cart-line.js';

/** What the proxy has verified, as a receipt: headline by status, lines and totals where the order is known in full. */
export function orderSummary(order: OrderReply, messages: Messages, money: Money): TemplateResult {
  const [title, explanation] = messages.orders[knownStatus(order.status)];
  return html`<section part="order" data-status=${knownStatus(order.status)}>
    <h2 tabindex="-1">${title}</h2>
    <p>${explanation}</p>
    ${order.detail === 'full' ? receipt(order, messages, money) : nothing}
  </section>`;
}

function receipt(order: VerifiedOrder, messages: Messages, money: Money): TemplateResult {
  const amount = (minor: number) => money(minor, order.currency);
  const { subtotal, discount, shipping, tax, total } = order.totals;
  const row = (name: string, minor: number) =>
    html`<div class="row">
      <dt>${name}</dt>
      <dd class="amount">${amount(minor)}</dd>
    </div>`;
  const parts = discount + shipping + tax > 0;
  return html`<p class="note">${messages.orderNumber(order.number)}</p>
    ${order.livemode ? nothing : html`<p class="badge">${messages.testMode}</p>`}
    <ul>
      ${order.lines.map(
        (line) =>
          html`<li class="row">
            <span>
              ${line.quantity} × ${line.name}
              ${line.options.map(({ name, value }) => html`<br /><span class="note">${name}: ${value}</span>`)}
            </span>
            <span class="amount">${amount(line.subtotal)}</span>
          </li>`,
      )}
    </ul>
    <dl>
      ${parts ? row(messages.subtotal, subtotal) : nothing} ${discount ? row(messages.discount, -discount) : nothing}
      ${shipping ? row(messages.shipping, shipping) : nothing} ${tax ? row(messages.tax, tax) : nothing}
      <div class="row total">
        <dt>${messages.total}</dt>
        <dd class="amount">${amount(total)}</dd>
      </div>
    </dl>
    ${
      order.presentment && order.presentment.currency !== order.currency
        ? html`<p class="note">${messages.charged(money(order.presentment.total, order.presentment.currency))}</p>`
        : nothing
    }`;
}
