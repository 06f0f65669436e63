import type { StripeCheckoutSession, StripeCheckoutShippingOption } from '@stripe/stripe-js';
import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { en } from '../../../messages/en.js';
import { paymentChoicesEn as words } from './payment-choices-en.js';
import type { PaymentActions, PaymentModel } from './payment-view.js';

/** The ways of shipping, where there are several. What is checked is what Stripe has, also after it has refused another. */
export function shippingOptions(
  { shippingOptions: options, shipping }: StripeCheckoutSession,
  { money, state }: PaymentModel,
  { change }: PaymentActions,
): TemplateResult | typeof nothing {
  if (options.length < 2) return nothing;
  const option = (offer: StripeCheckoutShippingOption) =>
    html`<label class="row">
      <input
        type="radio"
        name="shipping"
        .checked=${live(shipping?.shippingOption.id === offer.id)}
        @change=${() => change((stripe) => stripe.updateShippingOption(offer.id))}
      />
      ${offer.displayName}
      <span class="amount">${offer.minorUnitsAmount ? money(offer) : words.free}</span>
    </label>`;
  return html`<fieldset ?disabled=${state.at !== 'filling'}>
    <legend>${words.shippingOption}</legend>
    ${options.map(option)}
  </fieldset>`;
}

/** Where the shop takes promotion codes: one at a time, as Stripe has it. */
export function promotionCode(
  { discountAmounts }: StripeCheckoutSession,
  { state }: PaymentModel,
  { change }: PaymentActions,
): TemplateResult {
  const isLocked = state.at !== 'filling';
  const applied = discountAmounts?.find((discount) => discount.promotionCode !== null)?.promotionCode;
  if (applied) {
    return html`<p class="row">
      ${words.promotionCode}: ${applied}
      <button
        aria-label=${en.removeItem(applied)}
        ?disabled=${isLocked}
        @click=${() => change((stripe) => stripe.removePromotionCode())}
      >
        ✕
      </button>
    </p>`;
  }
  const submit = (event: Event) => {
    event.preventDefault();
    const code = new FormData(event.currentTarget as HTMLFormElement).get('code');
    if (typeof code === 'string' && code.trim()) change((stripe) => stripe.applyPromotionCode(code.trim()));
  };
  return html`<form class="row" @submit=${submit}>
    <input
      class="field"
      name="code"
      aria-label=${words.promotionCode}
      placeholder=${words.promotionCode}
      autocomplete="off"
      ?disabled=${isLocked}
    />
    <button ?disabled=${isLocked}>${words.apply}</button>
  </form>`;
}
