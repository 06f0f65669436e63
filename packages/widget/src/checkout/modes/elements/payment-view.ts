import type { StripeCheckoutAmount, StripeCheckoutSession } from '@stripe/stripe-js';
import type { ElementsCheckoutReply } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { en } from '../../../messages/en.js';
import { amountRow } from '../../../views/order-summary.js';
import type * as PaymentChoices from './payment-choices.js';
import { paymentEn as words } from './payment-en.js';
import { hasStopped, isLocked, type PaymentState } from './payment-state.js';
import type * as PaymentTrouble from './payment-trouble.js';
import type { MountName } from './step-place.js';
import type { Change, StripeForm } from './stripe-form.js';

export interface PaymentModel {
  readonly state: PaymentState;
  /** Null until Stripe.js is there. */
  readonly form: StripeForm | null;
  readonly collects: ElementsCheckoutReply['collects'];
  readonly money: (amount: StripeCheckoutAmount) => string;
  readonly livemode: boolean | undefined;
  /** Where there is something to choose, what shows it. */
  readonly choices: typeof PaymentChoices | null;
  /** What the unusual cases need, once it is loaded. */
  readonly trouble: typeof PaymentTrouble | null;
}

export interface PaymentActions {
  readonly leave: () => void;
  readonly pay: () => void;
  readonly payHosted: () => void;
  readonly restart: () => void;
  readonly check: () => void;
  readonly change: (change: Change) => void;
}

/** Everything of the step that is not Stripe's. */
export function paymentView(model: PaymentModel, actions: PaymentActions): TemplateResult {
  const { state, livemode } = model;
  const stopped = hasStopped(state);
  return html`<div class="row">
      <h2 tabindex="-1">${en.paying}</h2>
      <button class="quiet" aria-disabled=${String(isLocked(state))} @click=${actions.leave}>${words.editCart}</button>
    </div>
    <div role="alert">${stopped ? wayOut(model, actions) : nothing}</div>
    <div ?hidden=${stopped}>${fields(model, actions)}</div>
    <p class="unseen" role="status">${buttonText(model)}</p>
    ${livemode ? nothing : html`<p class="badge" part="badge">${en.testMode}</p>`}`;
}

/** Where the form is of no use: what else can be done. Why, and what is the best of it, is told by what is loaded then. */
function wayOut({ state, trouble }: PaymentModel, actions: PaymentActions): TemplateResult {
  const isUnsure = state.at === 'unsure';
  return html`<section class="notice">
    ${
      trouble?.wayOut(state, actions) ??
      html`<p>${isUnsure ? en.orders.unknown.join('. ') : en.problem}</p>
        <button class="primary" @click=${isUnsure ? actions.check : actions.restart}>
          ${isUnsure ? en.checkAgain : en.retry}
        </button>`
    }
  </section>`;
}

function fields(model: PaymentModel, actions: PaymentActions): TemplateResult {
  const { state, form, collects, choices } = model;
  if (!form) return html`<p class="empty">${words.loading}</p>`;
  const mount = (name: MountName, title = '') =>
    html`<section>${title ? html`<h3>${title}</h3>` : nothing}<slot name=${name}></slot></section>`;
  const { session } = form;
  const notice = noticeOf(model);
  return html`${purchase(session, model)}
    <div class=${form.hasWallet ? '' : 'unseen'}>${mount('expressCheckout')}</div>
    ${mount('contactDetails')}
    ${
      collects.phone
        ? html`<label>${words.phone} <input class="field" type="tel" name="phone" autocomplete="tel" /></label>`
        : nothing
    }
    ${collects.shippingAddress ? mount('shippingAddress', words.address) : nothing}
    ${choices?.shippingOptions(session, model, actions)}
    ${form.needsBillingAddress ? mount('billingAddress', words.address) : nothing} ${mount('payment')}
    ${collects.promotionCode ? choices?.promotionCode(session, model, actions) : nothing} ${totals(session, model)}
    <p class="notice" role="alert" ?hidden=${!notice}>${notice}</p>
    <button class="primary" part="pay" aria-disabled=${String(state.at !== 'filling')} @click=${actions.pay}>
      ${buttonText(model)}
    </button>`;
}

function noticeOf({ state, trouble }: PaymentModel): string {
  if (state.at === 'waiting') return trouble?.mishapText('waiting') ?? en.confirming;
  return state.at === 'filling' ? state.notice : '';
}

function buttonText({ state, form, money }: PaymentModel): string {
  if (state.at === 'confirming' || state.at === 'waiting') return words.paying;
  if (state.at === 'verifying') return en.confirming;
  return form ? words.pay(money(form.session.total.total)) : '';
}

/** What Stripe is about to charge for, in its own words. */
function purchase({ lineItems }: StripeCheckoutSession, { money }: PaymentModel): TemplateResult {
  return html`<ul>
    ${lineItems.map(
      ({ name, quantity, subtotal }) =>
        html`<li class="row"><span>${quantity} × ${name}</span><span class="amount">${money(subtotal)}</span></li>`,
    )}
  </ul>`;
}

/** Stripe's own total, and what it is made of where that is more than one thing. */
function totals({ total }: StripeCheckoutSession, { money }: PaymentModel): TemplateResult {
  const row = (name: string, amount: StripeCheckoutAmount, sign = '') =>
    amount.minorUnitsAmount ? amountRow(name, sign + money(amount)) : nothing;
  return html`<dl>
    ${total.subtotal.minorUnitsAmount === total.total.minorUnitsAmount ? nothing : row(en.subtotal, total.subtotal)}
    ${row(en.discount, total.discount, '−')} ${row(en.shipping, total.shippingRate)} ${row(en.tax, total.taxExclusive)}
    ${amountRow(en.total, money(total.total), 'total')}
  </dl>`;
}
