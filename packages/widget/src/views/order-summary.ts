import type { OrderReply, VerifiedOrder } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { EverydayStatus, Messages, OrderWords } from '../messages/messages.js';
import type { Money, Trouble } from './panel-model.js';

export interface SummaryModel {
  readonly messages: Messages;
  readonly money: Money;
  readonly trouble: Trouble | null;
}

/** What the proxy has verified, as a receipt: headline by status, lines and totals where the order is known in full. */
export function orderSummary(order: OrderReply, model: SummaryModel): TemplateResult {
  const [title, explanation] = orderWords(order.status, model);
  return html`<section part="order" data-status=${order.status}>
    <h2 tabindex="-1">${title}</h2>
    <p>${explanation}</p>
    ${order.detail === 'full' ? receipt(order, model) : nothing}
  </section>`;
}

/** A status of a newer proxy, or one whose words cannot be loaded, is told as what it then is to the buyer: unknown. */
function orderWords(status: string, { messages, trouble }: SummaryModel): OrderWords {
  const words: Readonly<Record<string, OrderWords>> = { ...trouble?.messages.orders, ...messages.orders };
  return words[status] ?? messages.orders['unknown' satisfies EverydayStatus];
}

function receipt(
  { number, livemode, lines, totals, currency, presentment }: VerifiedOrder,
  model: SummaryModel,
): TemplateResult {
  const { messages, money } = model;
  const row = (name: string, amount: number, style = '') =>
    amount || style ? amountRow(name, money(amount, currency), style) : nothing;
  const { subtotal, discount, shipping, tax, total } = totals;
  return html`<p class="note">${messages.orderNumber(number)}</p>
    <ul>
      ${lines.map(
        (line) =>
          html`<li class="row">
            <div>
              ${line.quantity} × ${line.name}
              ${line.options.map(({ name, value }) => html`<div class="note">${name}: ${value}</div>`)}
            </div>
            <span class="amount">${money(line.subtotal, currency)}</span>
          </li>`,
      )}
    </ul>
    <dl>
      ${subtotal === total ? nothing : row(messages.subtotal, subtotal)} ${row(messages.discount, -discount)}
      ${row(messages.shipping, shipping)} ${row(messages.tax, tax)} ${row(messages.total, total, 'total')}
    </dl>
    ${presentment ? html`<p class="note">${messages.charged(money(presentment.total, presentment.currency))}</p>` : nothing}
    ${livemode ? nothing : html`<p class="badge">${messages.testMode}</p>`}`;
}

/** One amount of several, in a `<dl>`. */
export function amountRow(name: string, amount: string, style = ''): TemplateResult {
  return html`<div class="row ${style}">
    <dt>${name}</dt>
    <dd class="amount">${amount}</dd>
  </div>`;
}
