import type { StripeCheckoutAmount, StripeCheckoutSession, StripeCheckoutShippingOption } from '@stripe/stripe-js';
import type { ElementsCheckoutReply } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Messages } from '../../../messages/messages.js';
import { paymentEn as words } from './payment-en.js';
import { isLocked, type PaymentState } from './payment-state.js';
import type { MountName } from './step-place.js';
import type { Change, StripeForm } from './stripe-form.js';

export interface PaymentModel {
  readonly state: PaymentState;
  /** Null until Stripe.js is there. */
  readonly form: StripeForm | null;
  readonly collects: ElementsCheckoutReply['collects'];
  readonly messages: Messages;
  readonly money: (amount: StripeCheckoutAmount) => string;
  readonly livemode: boolean;
}

export interface PaymentActions {
  leave(): void;
  pay(): void;
  payHosted(): void;
  load(): void;
  restart(): void;
  check(): void;
  change(change: Change): void;
}

/** Everything of the step that is not Stripe's. */
export function paymentView(model: PaymentModel, actions: PaymentActions): TemplateResult {
  const { state, messages, livemode } = model;
  const next = nextStep(state, model, actions);
  const locked = isLocked(state);
  return html`<div class="row">
      <h2 tabindex="-1">${messages.paying}</h2>
      <button class="quiet" aria-disabled=${String(locked)} @click=${() => actions.leave()}>${words.editCart}</button>
    </div>
    <div role="alert">${next}</div>
    <div ?hidden=${next !== nothing}>${fields(model, actions)}</div>
    <p class="unseen" role="status">${buttonText(model)}</p>
    ${livemode ? nothing : html`<p class="badge" part="badge">${messages.testMode}</p>`}`;
}

/** Where the form is of no use: why, and what else can be done. */
function nextStep(state: PaymentState, { messages }: PaymentModel, actions: PaymentActions) {
  const offer = (text: string, ...steps: [name: string, act: () => void][]) =>
    html`<section class="notice">
      <p>${text}</p>
      ${steps.map(
        ([name, act], n) => html`<button class=${n === 0 ? 'primary' : ''} @click=${() => act()}>${name}</button>`,
      )}
    </section>`;
  switch (state.at) {
    case 'unavailable':
      return offer(words.unavailable, [words.payHosted, actions.payHosted], [messages.retry, actions.load]);
    case 'expired':
      return offer(words.expired, [words.startAgain, actions.restart]);
    case 'unsure':
      return offer(messages.orders.unknown.join('. '), [messages.checkAgain, actions.check]);
    default:
      return nothing;
  }
}

function fields(model: PaymentModel, actions: PaymentActions): TemplateResult {
  const { state, form, collects } = model;
  if (!form) return html`<p class="empty">${words.loading}</p>`;
  const mount = (name: MountName, title = '') =>
    html`<section>${title ? html`<h3>${title}</h3>` : nothing}<slot name=${name}></slot></section>`;
  const { session } = form;
  return html`${purchase(session, model)}
    <div class=${form.hasWallet ? '' : 'unseen'}>${mount('expressCheckout')}</div>
    ${mount('contactDetails')}
    ${
      collects.phone
        ? html`<label>${words.phone} <input type="tel" name="phone" autocomplete="tel" /></label>`
        : nothing
    }
    ${collects.shippingAddress ? mount('shippingAddress', words.address) : nothing}
    ${session.shippingOptions.length > 1 ? shippingOptions(session, model, actions) : nothing}
    ${form.needsBillingAddress ? mount('billingAddress', words.address) : nothing} ${mount('payment')}
    ${collects.promotionCode ? promotionCode(session, model, actions) : nothing} ${totals(session, model)}
    <p class="notice" role="alert" ?hidden=${!noticeOf(state)}>${noticeOf(state)}</p>
    <button class="primary" part="pay" aria-disabled=${String(state.at !== 'filling')} @click=${() => actions.pay()}>
      ${buttonText(model)}
    </button>`;
}

function noticeOf(state: PaymentState): string {
  return state.at === 'filling' ? state.notice : state.at === 'waiting' ? words.waiting : '';
}

function buttonText({ state, form, messages, money }: PaymentModel): string {
  if (state.at === 'confirming' || state.at === 'waiting') return words.paying;
  if (state.at === 'verifying') return messages.confirming;
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

function shippingOptions(
  { shippingOptions: options, shipping }: StripeCheckoutSession,
  { money }: PaymentModel,
  actions: PaymentActions,
): TemplateResult {
  const option = (offer: StripeCheckoutShippingOption) =>
    html`<label class="row">
      <input
        type="radio"
        name="shipping"
        .checked=${shipping?.shippingOption.id === offer.id}
        @change=${() => actions.change({ shippingOption: offer.id })}
      />
      ${offer.displayName}
      <span class="amount">${offer.minorUnitsAmount ? money(offer) : words.free}</span>
    </label>`;
  return html`<fieldset>
    <legend>${words.shippingOption}</legend>
    ${options.map(option)}
  </fieldset>`;
}

/** One code at a time, as Stripe has it. */
function promotionCode(
  { discountAmounts }: StripeCheckoutSession,
  { messages }: PaymentModel,
  actions: PaymentActions,
): TemplateResult {
  const applied = discountAmounts?.find((discount) => discount.promotionCode !== null)?.promotionCode;
  if (applied) {
    return html`<p class="row">
      ${words.promotionCode}: ${applied}
      <button aria-label=${messages.removeItem(applied)} @click=${() => actions.change({ promotionCode: null })}>
        ✕
      </button>
    </p>`;
  }
  const submit = (event: Event) => {
    event.preventDefault();
    const code = new FormData(event.currentTarget as HTMLFormElement).get('code');
    if (typeof code === 'string' && code.trim()) actions.change({ promotionCode: code.trim() });
  };
  return html`<form class="row" @submit=${submit}>
    <input name="code" aria-label=${words.promotionCode} placeholder=${words.promotionCode} autocomplete="off" />
    <button>${words.apply}</button>
  </form>`;
}

/** Stripe's own total, and what it is made of where that is more than one thing. */
function totals({ total }: StripeCheckoutSession, { messages, money }: PaymentModel): TemplateResult {
  const row = (name: string, amount: StripeCheckoutAmount, sign = '') =>
    amount.minorUnitsAmount
      ? html`<div class="row">
          <dt>${name}</dt>
          <dd class="amount">${sign}${money(amount)}</dd>
        </div>`
      : nothing;
  return html`<dl>
    ${total.subtotal.minorUnitsAmount === total.total.minorUnitsAmount ? nothing : row(messages.subtotal, total.subtotal)}
    ${row(messages.discount, total.discount, '−')} ${row(messages.shipping, total.shippingRate)}
    ${row(messages.tax, total.taxExclusive)}
    <div class="row total">
      <dt>${messages.total}</dt>
      <dd class="amount">${money(total.total)}</dd>
    </div>
  </dl>`;
}
