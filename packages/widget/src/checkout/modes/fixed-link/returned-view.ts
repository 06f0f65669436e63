import type { CartLine } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { subtractLines } from '../../../cart/cart.js';
import type { Page } from '../../../page/current-page.js';
import { departedWith, keepDeparture } from './departure.js';
import { fixedLinkEn as words } from './fixed-link-en.js';

/**
 * What a return that cannot be verified can honestly be told as: the buyer came back from Stripe, and only they know
 * whether they paid. The cart stays until they say so; then exactly what they left to pay for goes out of it, once.
 */
export function returnedView(page: Page): TemplateResult | null {
  const { arrival, store } = page;
  if (arrival?.from !== 'payment' || arrival.ask.by !== 'link') return null;
  const { ask } = arrival;
  const { attempt } = ask;
  const { lines, settled } = store.cart;
  const isOver = settled.includes(attempt);
  const left = isOver ? [] : departedWith(page, attempt);
  const settle = ({ currentTarget: button }: Event) => {
    store.apply({ type: 'settle', order: { number: attempt, attempt, status: 'paid', lines: left, ask } });
    keepDeparture(page, null);
    // The button that had the focus is gone with its question.
    if (button instanceof Element) button.closest('section')?.querySelector('h2')?.focus();
  };
  const [title, explanation] = isOver ? words.thanks : words.back;
  return html`<section part="order" data-status="returned">
    <h2 tabindex="-1">${title}</h2>
    <p>${explanation}</p>
    ${left.length > 0 ? question(lines, left, settle) : nothing}
  </section>`;
}

function question(
  lines: readonly CartLine[],
  left: readonly CartLine[],
  settle: (event: Event) => void,
): TemplateResult {
  const isAll = subtractLines(lines, left).length === 0;
  return html`<p>${words.cartKept}</p>
    <button part="have-paid" @click=${settle}>${isAll ? words.havePaid : words.havePaidPart}</button>`;
}
