import type { StripeCheckoutSession, StripeCheckoutShippingOption } from '@stripe/stripe-js';
import type { ElementsCheckoutReply } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Messages } from '../../../messages/messages.js';
import type { Money } from '../../../views/panel-model.js';
import { paymentEn as words } from './payment-en.js';
import { isLocked, type PaymentState } from './payment-state.js';
import type { Mount } from './step-place.js';

export interface PaymentModel {
  readonly state: PaymentState;
  readonly session: StripeCheckoutSession | null;
  readonly collects: ElementsCheckoutReply['collects'];
  readonly needsBillingAddress: boolean;
  /** Some wallet can be used here and now. */
  readonly hasWallet: boolean;
  readonly messages: Messages;
  readonly money: Money;
  readonly livemode: boolean;
}

export interface PaymentActions {
  leave(): void;
  pay(): void;
  payHosted(): void;
  load(): void;
  restart(): void;
  check(): void;
  chooseShipping(id: string): void;
  applyCode(code: string): void;
  removeCode(): void;
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
    <div ?hidden=${next !== nothing}>${form(model, actions)}</div>
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
      return offer(words.unsure, [messages.checkAgain, actions.check]);
    default:
      return nothing;
  }
}

function form(model: PaymentModel, actions: PaymentActions): TemplateResult {
  const { state, session, collects, messages } = model;
  if (!session) return html`<p class="empty">${words.loading}</p>`;
  const mount = (name: Mount, title = '') =>
    html`<section>${title ? html`<h3>${title}</h3>` : nothing}<slot name=${name}></slot></section>`;
  return html`${purchase(session, model)}
    <div class=${model.hasWallet ? '' : 'unseen'}>${mount('express')}</div>
    ${mount('contact', words.contact)}
    ${
      collects.phone
        ? html`<label class="field">${words.phone} <input type="tel" name="phone" autocomplete="tel" /></label>`
        : nothing
    }
    ${collects.shippingAddress ? mount('shipping', words.shippingAddress) : nothing}
    ${session.shippingOptions.length > 1 ? shippingOptions(session, model, actions) : nothing}
    ${model.needsBillingAddress ? mount('billing', words.billingAddress) : nothing} ${mount('payment', messages.paying)}
    ${collects.promotionCode ? promotionCode(session, actions) : nothing} ${totals(session, model)}
    <div class="pay">
      <p class="notice" role="alert" ?hidden=${!noticeOf(state)}>${noticeOf(state)}</p>
      <button class="primary" part="pay" aria-disabled=${String(state.at !== 'filling')} @click=${() => actions.pay()}>
        ${buttonText(model)}
      </button>
    </div>`;
}

function noticeOf(state: PaymentState): string {
  return state.at === 'filling' ? state.notice : state.at === 'waiting' ? words.waiting : '';
}

function buttonText({ state, session, messages, money }: PaymentModel): string {
  if (state.at === 'confirming' || state.at === 'waiting') return words.paying;
  if (state.at === 'verifying') return messages.confirming;
  return session ? words.pay(money(session.total.total.minorUnitsAmount, session.currency)) : '';
}

/** What Stripe is about to charge for, in its own words. */
function purchase({ lineItems, currency }: StripeCheckoutSession, { money }: PaymentModel): TemplateResult {
  return html`<ul>
    ${lineItems.map(
      ({ name, quantity, subtotal }) =>
        html`<li class="row">
          <span>${quantity} × ${name}</span><span class="amount">${money(subtotal.minorUnitsAmount, currency)}</span>
        </li>`,
    )}
  </ul>`;
}

function shippingOptions(
  { shippingOptions: options, shipping, currency }: StripeCheckoutSession,
  { money }: PaymentModel,
  actions: PaymentActions,
): TemplateResult {
  const option = ({ id, displayName, minorUnitsAmount }: StripeCheckoutShippingOption) =>
    html`<label class="row">
      <input
        type="radio"
        name="shipping"
        .checked=${shipping?.shippingOption.id === id}
        @change=${() => actions.chooseShipping(id)}
      />
      ${displayName}
      <span class="amount">${minorUnitsAmount ? money(minorUnitsAmount, currency) : words.free}</span>
    </label>`;
  return html`<fieldset>
    <legend>${words.shippingOption}</legend>
    ${options.map(option)}
  </fieldset>`;
}

/** One code at a time, as Stripe has it. */
function promotionCode({ discountAmounts }: StripeCheckoutSession, actions: PaymentActions): TemplateResult {
  const applied = discountAmounts?.find((discount) => discount.promotionCode !== null);
  if (applied) {
    return html`<p class="row">
      ${words.promotionCode}: ${applied.promotionCode}
      <button class="quiet" @click=${() => actions.removeCode()}>✕</button>
    </p>`;
  }
  const submit = (event: Event) => {
    event.preventDefault();
    const code = new FormData(event.currentTarget as HTMLFormElement).get('code');
    if (typeof code === 'string' && code.trim()) actions.applyCode(code.trim());
  };
  return html`<form class="row" @submit=${submit}>
    <input name="code" aria-label=${words.promotionCode} placeholder=${words.promotionCode} autocomplete="off" />
    <button>${words.apply}</button>
  </form>`;
}

/** Stripe's own total, and what it is made of where that is more than one thing. */
function totals({ total, currency }: StripeCheckoutSession, { messages, money }: PaymentModel): TemplateResult {
  const row = (name: string, amount: number, style = '') =>
    amount || style
      ? html`<div class="row ${style}">
          <dt>${name}</dt>
          <dd class="amount">${money(amount, currency)}</dd>
        </div>`
      : nothing;
  const { subtotal, discount, shippingRate, taxExclusive } = total;
  const sum = total.total.minorUnitsAmount;
  return html`<dl>
    ${subtotal.minorUnitsAmount === sum ? nothing : row(messages.subtotal, subtotal.minorUnitsAmount)}
    ${row(messages.discount, -Math.abs(discount.minorUnitsAmount))}
    ${row(messages.shipping, shippingRate.minorUnitsAmount)} ${row(messages.tax, taxExclusive.minorUnitsAmount)}
    ${row(messages.total, sum, 'total')}
  </dl>`;
}
