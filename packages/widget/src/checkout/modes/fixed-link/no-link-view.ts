import { lineKey, type CartLine, type CombinationLink } from '@stripe-cart/contract';
import { html, type TemplateResult } from 'lit/html.js';
import { priceCart } from '../../../cart/priced-cart.js';
import type { CartStore } from '../../../cart/cart-store.js';
import type { PanelActions, PanelModel } from '../../../views/panel-model.js';
import { fixedLinkEn as words } from './fixed-link-en.js';
import type { FixedLinkShop } from './fixed-link-shop.js';
import { nearestCarts, type NearCart } from './nearest-carts.js';
import { things } from './things.js';

/** How many other combinations are offered. */
const MAX_NEAR = 3;

/** That the buyer sets the quantities on Stripe's page, and what it starts with. */
export function youSetNote({ lines }: CombinationLink, { catalog }: PanelModel): TemplateResult {
  return html`<p class="note" part="you-set">${words.youSet(things(lines, catalog.items))}</p>`;
}

/** That this cart has no link, and what can be done: another combination, or one thing at a time. */
export function noLinkView(
  shop: FixedLinkShop,
  { priced, catalog }: PanelModel,
  actions: PanelActions,
): TemplateResult {
  const named = (lines: readonly CartLine[]) => things(lines, catalog.items);
  const near = nearestCarts(priced.payable, shop.links, MAX_NEAR);
  const single = priced.payable
    .map((line) => priceCart([line], catalog.items))
    .filter(({ payable, subtotal }) => priced.payable.length > 1 && shop.find(payable, subtotal));
  const change =
    ({ lines }: NearCart) =>
    (event: Event) => {
      setCart(shop.page.store, priced.payable, lines);
      actions.rest(words.cartNow(named(lines)));
      // The button that had the focus is gone with its question.
      const { currentTarget: button } = event;
      const root = button instanceof Element ? button.getRootNode() : null;
      if (root instanceof ShadowRoot) root.querySelector<HTMLElement>('[part=checkout]')?.focus();
    };
  return html`<section class="notice" part="no-link">
    <h2 tabindex="-1">${words.noLink}</h2>
    <p>${near.length + single.length > 0 ? words.instead : words.askTheShop}</p>
    ${near.map((one) => html`<button @click=${change(one)}>${changeWords(one, named)}</button>`)}
    ${single.map((one) => html`<button @click=${() => actions.pay(one)}>${words.payOnly(named(one.payable))}</button>`)}
  </section>`;
}

function changeWords({ added, removed }: NearCart, named: (lines: readonly CartLine[]) => string): string {
  const parts = [removed.length > 0 && words.takeOut(named(removed)), added.length > 0 && words.add(named(added))];
  return parts.filter(Boolean).join(' · ');
}

/** Makes the payable part of the cart another one. What cannot be bought stays where it is. */
function setCart(store: CartStore, payable: readonly CartLine[], wanted: readonly CartLine[]): void {
  const quantities = new Map(
    [...payable.map((line) => ({ ...line, quantity: 0 })), ...wanted].map((line) => [lineKey(line), line]),
  );
  for (const [key, line] of quantities) {
    const isThere = payable.some((one) => lineKey(one) === key);
    if (isThere) store.apply({ type: 'set', key, quantity: line.quantity });
    else store.add(line);
  }
}
