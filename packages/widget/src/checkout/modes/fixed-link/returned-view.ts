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
export function returnedView({ arrival, store }: Page): TemplateResult | null {
  if (arrival?.from !== 'payment' || arrival.ask.by !== 'link') return null;
  const { ask } = arrival;
  const { lines, settled } = store.cart;
  const sent = settled.includes(ask.attempt) ? [] : departedWith(ask.attempt);
  const [title, explanation] = settled.includes(ask.attempt) ? words.thanks : words.back;
  return html`<section part="order" data-status="returned">
    <h2 tabindex="-1">${title}</h2>
    <p>${explanation}</p>
    ${sent.length > 0 ? question(lines, sent, (event) => settle(event)) : nothing}
  </section>`;

  function settle({ currentTarget }: Event): void {
    const { attempt } = ask;
    store.apply({ type: 'settle', order: { number: attempt, attempt, status: 'paid', lines: sent, ask } });
    keepDeparture(null);
    // The button that had the focus is gone with its question.
    if (currentTarget instanceof Element) currentTarget.closest('section')?.querySelector('h2')?.focus();
  }
}

function question(
  lines: readonly CartLine[],
  sent: readonly CartLine[],
  settle: (event: Event) => void,
): TemplateResult {
  const isAll = subtractLines(lines, sent).length === 0;
  return html`<p>${words.cartKept}</p>
    <button part="have-paid" @click=${settle}>${isAll ? words.havePaid : words.havePaidPart}</button>`;
}
