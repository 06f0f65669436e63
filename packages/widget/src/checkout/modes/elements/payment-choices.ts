import type { StripeCheckoutShippingOption } from '@stripe/stripe-js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { en } from '../../../messages/en.js';
import type { ElementsForm } from './elements-form.js';
import { paymentChoicesEn as words } from './payment-choices-en.js';

/** A way of shipping, as Stripe or the proxy has it. */
type Offer = Pick<StripeCheckoutShippingOption, 'id' | 'displayName' | 'minorUnitsAmount'>;

/** The ways of shipping, where there are several. What is checked is what is paid for, also while another is asked for. */
export function shippingOptions<O extends Offer>(
  { money, ship }: { readonly money: (offer: O) => string; readonly ship: (id: string) => void },
  offers: readonly O[],
  chosen: string | undefined,
  isLocked: boolean,
): TemplateResult | typeof nothing {
  if (offers.length < 2) return nothing;
  const choose = ({ target, currentTarget }: Event) => {
    const wanted = (target as HTMLInputElement).value;
    for (const radio of (currentTarget as HTMLElement).querySelectorAll('input'))
      radio.checked = radio.value === chosen;
    ship(wanted);
  };
  const option = (offer: O) =>
    html`<label class="row">
      <input type="radio" name="shipping" .value=${offer.id} .checked=${offer.id === chosen} />
      ${offer.displayName} <span class="amount">${offer.minorUnitsAmount ? money(offer) : words.free}</span>
    </label>`;
  return html`<fieldset ?disabled=${isLocked} @change=${choose}>
    <legend>${words.shippingOption}</legend>
    ${offers.map(option)}
  </fieldset>`;
}

/** Where the shop takes promotion codes: one at a time, as Stripe has it. */
export function promotionCode(form: ElementsForm, isLocked: boolean): TemplateResult {
  const applied = form.session.discountAmounts?.find((discount) => discount.promotionCode !== null)?.promotionCode;
  if (applied) {
    return html`<p class="row">
      ${words.promotionCode}: ${applied}
      <button
        aria-label=${en.removeItem(applied)}
        ?disabled=${isLocked}
        @click=${() => form.change((stripe) => stripe.removePromotionCode())}
      >
        ✕
      </button>
    </p>`;
  }
  const submit = (event: Event) => {
    event.preventDefault();
    const code = new FormData(event.currentTarget as HTMLFormElement).get('code');
    if (typeof code === 'string' && code.trim()) form.change((stripe) => stripe.applyPromotionCode(code.trim()));
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
