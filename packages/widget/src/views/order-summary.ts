import type { OrderReply, VerifiedOrder } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Messages, NoOrder } from '../messages/messages.js';
import type { Money, Parts } from './panel-model.js';

export interface SummaryModel extends Pick<Parts, 'trouble' | 'recurring' | 'invoice'> {
  readonly messages: Messages;
  readonly money: Money;
}

/** What became of an order; or that there is none to be shown, and why. */
export type Outcome =
  | OrderReply
  | {
      readonly detail: 'none';
      readonly status: NoOrder | 'unknown';
      /** Nothing says which order. */ readonly bare?: true;
    };

/**
 * What the proxy has verified, as a receipt: headline by status, lines and totals where the order is known in full. A
 * status of a newer proxy, or one whose words cannot be loaded, is told as what it then is to the buyer: unknown.
 */
export function orderSummary(order: Outcome, model: SummaryModel): TemplateResult {
  const { messages, trouble, invoice } = model;
  const own = order.detail === 'invoice' && invoice?.verifiedInvoice(order, model);
  if (own) return own;
  const [title, explanation] =
    trouble?.orderWords(order, 'cart' in model) ?? messages.orders[order.status === 'paid' ? 'paid' : 'unknown'];
  return html`<section part="order" data-status=${order.status}>
    <h2 tabindex="-1">${title}</h2>
    <p>${explanation}</p>
    ${order.detail === 'full' ? receipt(order, model) : nothing}
  </section>`;
}

function receipt(order: VerifiedOrder, { messages, money, recurring, trouble }: SummaryModel): TemplateResult {
  const { number, livemode, lines, totals, currency } = order;
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
      ${recurring?.trialRow(order, money)} ${subtotal === total ? nothing : row(messages.subtotal, subtotal)}
      ${row(messages.discount, -discount)} ${row(messages.shipping, shipping)} ${row(messages.tax, tax)}
      ${row(messages.total, total, 'total')}
    </dl>
    ${recurring?.subscription(order, money)} ${trouble?.presentment(order, money)}
    ${livemode ? nothing : html`<p class="badge">${messages.testMode}</p>`}`;
}

/** One amount of several, in a `<dl>`. */
export function amountRow(name: string, amount: string, style = ''): TemplateResult {
  return html`<div class="row ${style}">
    <dt>${name}</dt>
    <dd class="amount">${amount}</dd>
  </div>`;
}
