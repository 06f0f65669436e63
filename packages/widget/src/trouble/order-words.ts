import type { VerifiedOrder } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { en } from '../messages/en.js';
import type { OrderWords } from '../messages/messages.js';
import type { Outcome } from '../views/order-summary.js';
import type { Money } from '../views/panel-model.js';
import { paymentFailureText } from './payment-failures.js';
import { troubleEn as words } from './trouble-en.js';

/**
 * What to tell of an order by its status and, where Stripe gives one, by the reason why it is not paid.
 *
 * @param isInCart whether it is told in the cart, which asks no more by itself
 */
export function orderWords(order: Outcome, isInCart = false): OrderWords {
  if (isInCart && order.status === 'pending') return words.pendingInCart;
  if (order.detail === 'none' && order.bare) return words.noOrder;
  const [title, explanation] = { ...words.orders, ...en.orders }[order.status];
  const reason = 'reason' in order && order.reason;
  return [title, reason ? paymentFailureText(reason) : explanation];
}

/** What the buyer was shown and charged, where Stripe converted it. */
export function presentment({ presentment: shown }: VerifiedOrder, money: Money): TemplateResult | typeof nothing {
  return shown ? html`<p class="note">${words.charged(money(shown.total, shown.currency))}</p>` : nothing;
}
