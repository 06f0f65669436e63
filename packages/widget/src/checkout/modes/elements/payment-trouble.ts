import { html, type TemplateResult } from 'lit/html.js';
import { en } from '../../../messages/en.js';
import { paymentTroubleEn as words } from './payment-trouble-en.js';
import type { PaymentState } from './payment-state.js';
import type { PaymentActions } from './payment-view.js';
import { refusalText, type Refusal } from './refusal.js';

/** What may have become of a press: Stripe has refused it, has not answered for a minute, or nothing has been paid. */
export type Mishap = Refusal | 'waiting' | 'unpaid';

/** The shop's owner hears in the console that their buyers cannot pay in the page. */
export function tellOwner(): void {
  console.error('stripe-cart: Stripe.js could not be used. Does the Content-Security-Policy allow js.stripe.com?');
}

/** What to tell the buyer of it. */
export function mishapText(mishap: Mishap): string {
  return typeof mishap === 'string' ? words[mishap] : refusalText(mishap);
}

/** Where the form is of no use: why, and what else can be done. */
export function wayOut({ at }: PaymentState, actions: PaymentActions): TemplateResult | null {
  if (at === 'unavailable') {
    return html`<p>${words.unavailable}</p>
      <button class="primary" @click=${actions.payHosted}>${words.payHosted}</button>
      <button @click=${actions.restart}>${en.retry}</button>`;
  }
  if (at === 'expired') {
    return html`<p>${words.expired}</p>
      <button class="primary" @click=${actions.restart}>${words.startAgain}</button>`;
  }
  return null;
}
