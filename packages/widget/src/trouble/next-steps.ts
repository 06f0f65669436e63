import type { OrderStatus } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { en } from '../messages/en.js';
import type { Page } from '../page/current-page.js';
import type { Outcome } from '../views/order-summary.js';
import { troubleEn as words } from './trouble-en.js';

/** Nothing was paid, and nothing will be unless the buyer tries again. */
const OVER: readonly Outcome['status'][] = ['unpaid', 'failed', 'canceled', 'expired'] satisfies OrderStatus[];

/** What the proxy may see differently the next time it is asked. */
const UNDECIDED: readonly Outcome['status'][] = ['pending', 'unpaid', 'unknown', 'review'] satisfies OrderStatus[];

/** What opens the cart, and pays for what is in it. */
type CartElement = Element & { open(): void; checkout(): Promise<void> };

/**
 * For the page a buyer comes back to: the way on from there. A cart lives in the browser that filled it. Whoever opens
 * the page in another one, such as an app's own, is told so, and the cart of that one is left alone.
 */
export function nextSteps(outcome: Outcome, { store, tag, proxy }: Page, check: () => void): TemplateResult {
  const { detail, status } = outcome;
  const { lines, attempts } = store.cart;
  const isOver = OVER.includes(status);
  const isElsewhere = detail === 'full' && !attempts.includes(outcome.attempt);
  const cart = lines.length > 0 && !isElsewhere && detail !== 'invoice' && document.querySelector<CartElement>(tag);
  const isAskable = proxy && (detail === 'none' || UNDECIDED.includes(status));
  return html`${isElsewhere ? html`<span>${isOver ? words.payElsewhere : words.orderedElsewhere}</span>` : nothing}
  ${cart && (isOver || detail === 'none') ? html`<span>${words.cartAsLeft}</span>` : nothing}
  ${
    cart && isOver
      ? html`<button class="primary" @click=${() => void cart.checkout()}>${words.payAgain}</button>
          <button @click=${() => cart.open()}>${en.backToCart}</button>`
      : nothing
  }
  ${isAskable ? html`<button @click=${check}>${en.checkAgain}</button>` : nothing}`;
}
