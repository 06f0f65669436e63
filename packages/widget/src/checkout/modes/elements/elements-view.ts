import type { StripeCheckoutAmount } from '@stripe/stripe-js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { en } from '../../../messages/en.js';
import { amountRow } from '../../../views/order-summary.js';
import { elementsEn as words } from './elements-en.js';
import type { ElementsForm } from './elements-form.js';

/** What is paid for, Stripe's fields, and what it comes to: all of it as Stripe has it. */
export function elementsView(form: ElementsForm, isLocked: boolean): TemplateResult {
  const { session, collects, choices, money } = form;
  return html`<ul>
      ${session.lineItems.map(
        ({ name, quantity, subtotal }) =>
          html`<li class="row"><span>${quantity} × ${name}</span><span class="amount">${money(subtotal)}</span></li>`,
      )}
    </ul>
    <div class=${form.hasWallet ? '' : 'unseen'}>${place('expressCheckout')}</div>
    ${place('contactDetails')}
    ${
      collects.phone
        ? html`<label>${words.phone} <input class="field" type="tel" name="phone" autocomplete="tel" /></label>`
        : nothing
    }
    ${collects.shippingAddress ? place('shippingAddress', words.address) : nothing}
    ${choices?.shippingOptions(form, session.shippingOptions, session.shipping?.shippingOption.id, isLocked)}
    ${form.needsBillingAddress ? place('billingAddress', words.address) : nothing} ${place('payment')}
    ${collects.promotionCode ? choices?.promotionCode(form, isLocked) : nothing} ${totals(form)}`;
}

/** Where an element is mounted: the child of this name is shown here. */
function place(name: string, title = ''): TemplateResult {
  return html`<section>${title ? html`<h3>${title}</h3>` : nothing}<slot name=${name}></slot></section>`;
}

/** Stripe's own total, and what it is made of where that is more than one thing. */
function totals({ session: { total }, money }: ElementsForm): TemplateResult {
  const row = (name: string, amount: StripeCheckoutAmount, sign = '') =>
    amount.minorUnitsAmount ? amountRow(name, sign + money(amount)) : nothing;
  return html`<dl>
    ${total.subtotal.minorUnitsAmount === total.total.minorUnitsAmount ? nothing : row(en.subtotal, total.subtotal)}
    ${row(en.discount, total.discount, '−')} ${row(en.shipping, total.shippingRate)} ${row(en.tax, total.taxExclusive)}
    ${amountRow(en.total, money(total.total), 'total')}
  </dl>`;
}
