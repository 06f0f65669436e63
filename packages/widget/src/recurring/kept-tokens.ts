import type { Payment } from '../cart/cart.js';
import { hasTexts, isListOf } from '../proxy-client.js';
import type { Storefront } from '../storefront.js';

/** Of how many subscriptions the tokens are kept. */
const MEMORY = 20;

/** A payment that the proxy has given a token for. */
export type KnownPayment = Payment & { readonly resume: string };

/**
 * The proxy's tokens of attempts that began subscriptions, newest last. The cart forgets an attempt's token when its
 * order is settled; this one opens the customer portal later, and is in the browser that paid and nowhere else.
 *
 * @param cart the key under which the cart is stored
 */
export function keptTokens(cart: string): readonly KnownPayment[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(cart)) ?? '[]');
    return isListOf(kept, (one) => hasTexts(one, 'attempt resume')) ? (kept as KnownPayment[]) : [];
  } catch {
    return [];
  }
}

/**
 * Keeps the token of whatever payment is under way for a cart with a subscription in it. The cart store tells of it as
 * soon as the proxy has given it, before the page goes anywhere; where the buyer was quicker than this chunk, it is still
 * there when they come back. A page that has no prices yet has loaded this for an order with a subscription.
 */
export function keepTokens(storefront: Storefront): void {
  const { store } = storefront.page;
  const keep = () => {
    const { payment } = store.cart;
    const recurs = !storefront.catalog.config || storefront.priced.lines.some(({ item }) => item?.recurring);
    if (!payment?.resume || !recurs) return;
    const kept = keptTokens(store.key).filter(({ attempt }) => attempt !== payment.attempt);
    write(store.key, [...kept, { attempt: payment.attempt, resume: payment.resume }]);
  };
  store.subscribe(keep);
  keep();
}

function write(cart: string, tokens: readonly KnownPayment[]): void {
  try {
    localStorage.setItem(keyOf(cart), JSON.stringify(tokens.slice(-MEMORY)));
  } catch {
    // Whoever cannot store anything has to ask the shop.
  }
}

const keyOf = (cart: string) => `${cart}:subscriptions`;
