import type { StripeCheckoutSession } from '@stripe/stripe-js';
import { html, type TemplateResult } from 'lit/html.js';
import { en } from '../../../messages/en.js';
import type { PaymentActions } from './payment-view.js';
import { promotionEn as words } from './promotion-en.js';

/** Where the shop takes promotion codes: one at a time, as Stripe has it. */
export function promotionCode({ discountAmounts }: StripeCheckoutSession, { change }: PaymentActions): TemplateResult {
  const applied = discountAmounts?.find((discount) => discount.promotionCode !== null)?.promotionCode;
  if (applied) {
    return html`<p class="row">
      ${words.promotionCode}: ${applied}
      <button aria-label=${en.removeItem(applied)} @click=${() => change((stripe) => stripe.removePromotionCode())}>
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
    />
    <button>${words.apply}</button>
  </form>`;
}
