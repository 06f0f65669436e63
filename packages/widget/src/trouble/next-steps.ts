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
export function nextSteps(
  outcome: Outcome,
  { store, tag, proxy, byLinks, arrival }: Page,
  check: () => Promise<void>,
  copy: TemplateResult | typeof nothing,
): TemplateResult {
  const { detail, status } = outcome;
  const { lines, attempts } = store.cart;
  const isOver = OVER.includes(status);
  const isElsewhere = detail === 'full' && !attempts.includes(outcome.attempt);
  const cart = lines.length > 0 && !isElsewhere && detail !== 'invoice' && document.querySelector<CartElement>(tag);
  const isBare = detail === 'none' && outcome.bare;
  const isAskable = proxy && !isBare && (detail === 'none' || UNDECIDED.includes(status));
  // Whoever comes back by a fixed link has been told what becomes of their cart.
  const isTold = byLinks && arrival?.from === 'payment';
  return html`${isElsewhere ? html`<span>${isOver ? words.payElsewhere : words.orderedElsewhere}</span>` : nothing}
  ${cart && (isOver || (detail === 'none' && !isTold)) ? html`<span>${words.cartAsLeft}</span>` : nothing}
  ${
    cart && isOver
      ? html`<button class="primary" @click=${() => void cart.checkout()}>${words.payAgain}</button>
          <button @click=${() => cart.open()}>${en.backToCart}</button>`
      : nothing
  }
  ${
    isAskable
      ? html`<button @click=${({ currentTarget }: Event) => void tellChecked(currentTarget, check)}>
            ${en.checkAgain}</button
          ><span class="note" role="status"></span>`
      : nothing
  }
  ${isOver ? nothing : copy}`;
}

/** Beside the button, to eye and ear: that it is asked, and when it was, also where the answer is the same as before. */
async function tellChecked(button: EventTarget | null, check: () => Promise<void>): Promise<void> {
  const place = button instanceof Element && button.nextElementSibling;
  if (!place) return;
  place.textContent = en.confirming;
  await check();
  place.textContent = words.checkedAt(new Date().toLocaleTimeString());
}
