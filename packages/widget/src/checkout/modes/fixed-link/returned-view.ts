import { html, nothing, type TemplateResult } from 'lit/html.js';
import { en } from '../../../messages/en.js';
import type { Page } from '../../../page/current-page.js';
import { departures, forgetDepartures, type Departure } from './departure.js';
import { fixedLinkEn as words } from './fixed-link-en.js';
import { surplus } from './nearest-carts.js';

/**
 * What a return that cannot be verified can honestly be told as: the buyer came back from Stripe, and only they know
 * whether they paid, and for what. The cart stays until they say so; then exactly that goes out of it, once. Where this
 * browser knows of no departure there is nothing to ask. Null where it is for a proxy to say what the session is.
 */
export function returnedView(page: Page): TemplateResult | null {
  const { arrival, store } = page;
  if (arrival?.from !== 'payment') return null;
  const { ask } = arrival;
  if (ask.by !== 'link' && (ask.by !== 'session' || page.proxy)) return null;
  const [attempt, session] = ask.by === 'link' ? [ask.attempt, ask.session] : ['', ask.id];
  const left = departures(page);
  const isOver = store.cart.settled.includes(attempt);
  const carts = !isOver && left?.attempt === attempt ? left.carts : [];
  const [title, explanation] = isOver ? words.thanks : words.back;
  const settle = ({ lines }: Departure, { currentTarget: button }: Event) => {
    store.apply({ type: 'settle', order: { number: attempt, attempt, status: 'paid', lines, ask } });
    forgetDepartures(page);
    // The button that had the focus is gone with its question.
    if (button instanceof Element) button.closest('section')?.querySelector('h2')?.focus();
  };
  const havePaid = ({ lines, things }: Departure) => {
    if (carts.length > 1) return words.havePaidFor(things);
    return surplus(store.cart.lines, lines).length === 0 ? words.havePaid : words.havePaidPart;
  };
  return html`<section part="order" data-status="returned">
    <h2 tabindex="-1">${title}</h2>
    <p>${explanation}</p>
    ${carts.length > 0 ? html`<p>${words.cartKept(carts.map(({ things }) => things).join('; '))}</p>` : nothing}
    ${carts.map(
      (cart) =>
        html`<button part="have-paid" @click=${(event: Event) => settle(cart, event)}>${havePaid(cart)}</button>`,
    )}
    ${session.startsWith('cs_test_') ? html`<p class="badge" part="badge">${en.testMode}</p>` : nothing}
  </section>`;
}
