import { cartLinkParams, cartLinkSale, cartLinkWayIn } from '../link/cart-link.js';
import { linkProblem } from '../link/link-params.js';
import { fingerprintOf } from '../order/fingerprint.js';
import { orderNumber } from '../order/order-number.js';
import { metadataOf, type SalePromise } from '../order/promise.js';
import { returnNonce } from '../order/return-nonce.js';
import { soldLines } from '../order/sold-lines.js';
import { Refusal } from '../refusal.js';
import { recurringOf } from '../subscription/cart-billing.js';
import { idempotencyKey, identityOf, type Attempt } from './attempt.js';
import type { Checkout } from './checkout.js';
import { fitsIntent, intentParams } from './intent/intent-params.js';
import { intentWayIn } from './intent/intent-way-in.js';
import type { PricedCart } from './priced-cart.js';
import type { Payable } from './resume-token.js';
import type { WayIn } from './session-mode.js';
import { SESSION_MODES } from './session-modes.js';
import { allowedAdjustments, fitsStripe, type Sale } from './session-params.js';

/** What was made at Stripe. @property replayed whether Stripe had made it before, and only repeats itself */
export interface Made {
  readonly payable: Payable;
  readonly replayed: boolean;
  wayIn(): Promise<WayIn | null> | WayIn | null;
}

/** Makes what this cart is to be paid by, in place of what it replaces. @throws {Refusal} */
export async function makePayment(checkout: Checkout, predecessor: string | null): Promise<Made> {
  const { deps, keys, cart, mode } = checkout;
  const { promise, sale } = await saleOf(checkout, predecessor);
  const key = await idempotencyKey(keys, { ...checkout.attempt, predecessor });
  const made = await make(checkout, promise, sale, key).catch((error: unknown) => {
    throw withItemNamed(error, cart);
  });
  const { number } = promise;
  deps.log({ level: 'info', event: 'checkout', number, mode, lines: cart.lines.length, replayed: made.replayed });
  return made;
}

/**
 * Before a buyer fills in a form: whether the order would fit beside its payment at all. Which way it is posted takes no
 * more room than none.
 * @throws {Refusal} `cart_too_large`
 */
export async function demandRoom(checkout: Checkout): Promise<void> {
  const charge = { total: checkout.cart.subtotal, shipping: null, shipsTo: [] };
  const { promise, sale } = await saleOf({ ...checkout, charge }, null);
  if (!fitsIntent(intentParams({ ...sale, promise }))) throw new Refusal({ code: 'cart_too_large' });
}

async function saleOf(checkout: Checkout, predecessor: string | null): Promise<{ promise: SalePromise; sale: Sale }> {
  const { deps, keys, cart, mode, charge, locale } = checkout;
  const { config } = deps;
  const attempt: Attempt = { ...checkout.attempt, predecessor };
  const kind = mode === 'link' || mode === 'intent' ? mode : 'session';
  const promise: SalePromise = {
    shop: attempt.shop,
    attempt: attempt.id,
    kind,
    predecessor,
    number: await orderNumber(keys, identityOf(attempt)),
    currency: cart.currency,
    fingerprint: await fingerprintOf(cart.currency, soldLines(cart)),
    allows: charge === null ? allowedAdjustments(cart, config) : [],
    charge,
  };
  const nonce = await returnNonce(keys, attempt.id, kind);
  const { origin } = attempt;
  const { number } = promise;
  return { promise, sale: { cart, config, origin, number, nonce, locale, metadata: await metadataOf(promise, keys) } };
}

/** Asks Stripe for what this way to pay takes, once it is known to fit. */
async function make(checkout: Checkout, promise: SalePromise, sale: Sale, key: string): Promise<Made> {
  const { deps, mode, deadline } = checkout;
  const { gateway, config } = deps;
  if (mode === 'link') {
    const linkSale = cartLinkSale(sale);
    const problem = linkProblem(linkSale);
    if (problem !== null) throw new Refusal(problem);
    const { link, replayed } = await gateway.createLink(cartLinkParams(linkSale), key, deadline);
    const payable: Payable = { by: 'link', id: link.id, livemode: link.livemode };
    return { payable, replayed, wayIn: () => cartLinkWayIn(link, config, sale.number) };
  }
  if (mode === 'intent') {
    const params = intentParams({ ...sale, promise });
    if (!fitsIntent(params)) throw new Refusal({ code: 'cart_too_large' });
    const { intent, replayed } = await gateway.createPaymentIntent(params, key, deadline);
    const payable: Payable = { by: 'intent', id: intent.id, livemode: intent.livemode };
    // The proxy confirms nothing before the browser has stored where its money is about to go.
    const isOurs = config.checkout.confirm === 'server';
    return { payable, replayed, wayIn: () => (isOurs ? null : intentWayIn(checkout, intent)) };
  }
  const params = SESSION_MODES[mode].params(sale);
  if (!fitsStripe(params)) throw new Refusal({ code: 'cart_too_large' });
  const { session, replayed } = await gateway.createSession(params, key, deadline);
  return {
    payable: { by: 'session', id: session.id, recurs: recurringOf(checkout.cart) !== null },
    replayed,
    wayIn: () => SESSION_MODES[mode].wayIn(session, config),
  };
}

/** A price that was archived since the catalogue was read: the buyer can mend that, if they are told which item it is. */
function withItemNamed(error: unknown, { lines }: PricedCart): unknown {
  const line = error instanceof Refusal ? lines[error.unsaleableLine ?? -1] : undefined;
  if (!(error instanceof Refusal) || line === undefined) return error;
  return new Refusal({ code: 'item_unavailable', item: line.sold.shown.id }, { note: error.note, cause: error });
}
