import { html, nothing, type TemplateResult } from 'lit/html.js';
import { en } from '../../../messages/en.js';
import { amountRow } from '../../../views/order-summary.js';
import { intentEn as words } from './intent-en.js';
import type { IntentForm } from './intent-form.js';

/** What is paid for, Stripe's fields, and what it comes to: all of it as the proxy has it. */
export function intentView(form: IntentForm, isLocked: boolean): TemplateResult {
  const { reply, shipping, choices, money, step } = form;
  const { shippingAddress, phone } = reply.collects;
  const lines = step.storefront.priced.lines.filter(({ obstacle }) => !obstacle);
  const offers = reply.shippingOptions.map(({ id, name, amount }) => ({
    id,
    displayName: name,
    minorUnitsAmount: amount,
  }));
  const priceOf = ({ minorUnitsAmount }: { minorUnitsAmount: number }) => money(minorUnitsAmount);
  return html`<ul>
      ${lines.map(
        ({ line, item, subtotal }) =>
          html`<li class="row">
            <span>${line.quantity} × ${item?.name}</span><span class="amount">${money(subtotal)}</span>
          </li>`,
      )}
    </ul>
    <div class=${form.hasWallet ? '' : 'unseen'}>${place('expressCheckout')}</div>
    ${place('linkAuthentication')}
    ${
      phone && !shippingAddress
        ? html`<label
            >${words.phone} <input class="field" type="tel" name="phone" autocomplete="tel" required
          /></label>`
        : nothing
    }
    ${shippingAddress ? place('address', words.address) : nothing}
    ${choices?.shippingOptions({ money: priceOf, ship: form.choose }, offers, shipping?.id, isLocked)}
    ${place('payment')}
    <dl>
      ${shipping ? [amountRow(en.subtotal, money(reply.subtotal)), amountRow(en.shipping, money(shipping.amount))] : nothing}
      ${amountRow(en.total, money(form.total), 'total')}
    </dl>`;
}

/** Where an element is mounted: the child of this name is shown here. */
function place(name: string, title = ''): TemplateResult {
  return html`<section>${title ? html`<h3>${title}</h3>` : nothing}<slot name=${name}></slot></section>`;
}
