import type { VerifiedOrder } from '@stripe-cart/contract';
import type { StripeCheckoutSession } from '@stripe/stripe-js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { requirePage } from '../page/current-page.js';
import { storefrontOf } from '../storefront.js';
import type { PricedCart } from '../cart/priced-cart.js';
import { amountRow } from '../views/order-summary.js';
import type { Money } from '../views/panel-model.js';
import { keepTokens } from './kept-tokens.js';
import { manageButton } from './portal.js';
import { recurringEn as words } from './recurring-en.js';
import { agreementText, subscriptionText } from './recurring-text.js';

/**
 * Everything about prices that recur, as one chunk: only where one is in the cart or in an order is it loaded. A page
 * has one storefront, and this has the token of each subscription that is begun in it kept, from now on. A bundler would
 * pass over this line in a file that has nothing of its own to export.
 */
keepTokens(storefrontOf(requirePage()));

/** For beside a total, or a button that takes the money: what the buyer agrees to. */
export function agreement(
  priced: PricedCart,
  money: Money,
  session?: StripeCheckoutSession,
): TemplateResult | typeof nothing {
  return note(agreementText(priced, money, session));
}

/** For a receipt: what a trial takes off its lines for now, so that they come to the total. */
export function trialRow({ lines, totals, currency }: VerifiedOrder, money: Money): TemplateResult | typeof nothing {
  const off = lines.reduce((rest, { subtotal }) => rest - subtotal, totals.subtotal);
  return off < 0 ? amountRow(words.trial, money(off, currency)) : nothing;
}

/** For a receipt: what goes on after this order, and the way to change it. */
export function subscription(order: VerifiedOrder, money: Money): TemplateResult | typeof nothing {
  const text = subscriptionText(order, money);
  return text ? html`${note(text)} ${manageButton(order)}` : nothing;
}

function note(text: string): TemplateResult | typeof nothing {
  return text ? html`<p part="recurring">${text}</p>` : nothing;
}
