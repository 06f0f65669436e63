import type { CheckoutReply } from '@stripe-cart/contract';
import { SESSION_LIFETIME_SECONDS } from '../limits.js';
import { cartLinkParams, cartLinkSale, cartLinkWayIn } from '../link/cart-link.js';
import { linkProblem } from '../link/link-params.js';
import { fingerprintOf } from '../order/fingerprint.js';
import { orderNumber } from '../order/order-number.js';
import { sealOrderToken } from '../order/order-token.js';
import { metadataOf, type SalePromise } from '../order/promise.js';
import { isSessionId } from '../order/read-order.js';
import { returnNonce } from '../order/return-nonce.js';
import { soldLines } from '../order/sold-lines.js';
import { Refusal } from '../refusal.js';
import { idempotencyKey, identityOf, type Attempt } from './attempt.js';
import type { Checkout } from './checkout.js';
import { earlierPayment, type EarlierPayment } from './earlier-payment.js';
import type { PricedCart } from './price-cart.js';
import { openResumeToken, sealResumeToken, type KnownResumeToken, type Payable } from './resume-token.js';
import type { WayIn } from './session-mode.js';
import { SESSION_MODES } from './session-modes.js';
import { allowedAdjustments, fitsStripe, type Sale } from './session-params.js';

/**
 * @param resume the token this browser was given before, as it came. One that says nothing here counts as none: the
 *   attempt is then known to Stripe by its idempotency key alone, and costs one call.
 * @throws {Refusal}
 */
export async function checkOut(checkout: Checkout, resume: string | undefined): Promise<CheckoutReply> {
  const { keys, attempt, deps } = checkout;
  const token = resume === undefined ? null : await openResumeToken(keys, resume, attempt, deps.now());
  if (token === null || token.attempt !== attempt.id) return create(checkout, null);
  // Begun while the owner was trying things out: what was made in test mode is no payment in the other, nor is it there.
  if (!isOfThisMode(token.payable, deps.config.stripe.livemode)) return create(checkout, null);

  const earlier = (await earlierPayment(checkout, token.payable)) ?? (await lookOnceMore(checkout, token));
  if (earlier === null) return create(checkout, token.payable.id);
  if (earlier.step === 'reopen') return openReply(checkout, earlier.payable, earlier.wayIn);
  // Closed first, then replaced; in this order, and only when Stripe shows that it is closed.
  return settle(checkout, earlier.step === 'close' ? await earlier.close() : earlier);
}

const isOfThisMode = (payable: Payable, livemode: boolean): boolean =>
  payable.by === 'session' ? isSessionId(payable.id, livemode) : payable.livemode === livemode;

/**
 * A session that Stripe does not show is gone for good, as when an owner moves to another account, if Stripe, asked a
 * second time, knows none either, and it is older than any session stays open, so nobody can be paying it. Until then
 * nobody can tell, and the buyer is asked to wait. The successor names it as its predecessor, so the owner is told should
 * it turn out to have been paid.
 *
 * A link is never gone: it does not end, Stripe has no way to delete one, and in the account that it was made in it
 * goes on selling. That attempt stays unresolved. @returns null where it is gone
 */
async function lookOnceMore(checkout: Checkout, token: KnownResumeToken): Promise<EarlierPayment | null> {
  const { now, log } = checkout.deps;
  const { payable, sealedAt } = token;
  if (payable.by === 'link' || now() - sealedAt <= SESSION_LIFETIME_SECONDS * 1000) {
    throw new Refusal({ code: 'payment_unresolved' }, { note: 'the earlier payment is missing' });
  }
  const found = await earlierPayment(checkout, payable);
  if (found === null) log({ level: 'warn', event: 'session_lost', session: payable.id });
  return found;
}

/** The end of every path on which nothing is left open. */
async function settle(checkout: Checkout, { step, payable, order }: EarlierPayment): Promise<CheckoutReply> {
  const { keys, attempt, deps } = checkout;
  if (step === 'create') return create(checkout, payable.id);
  if (order !== null && (step === 'report_paid' || step === 'report_pending')) {
    const nonce = await returnNonce(keys, attempt.id, order.kind);
    const token = await sealOrderToken(keys, { session: order.session, nonce }, deps.now());
    return { status: step === 'report_paid' ? 'paid' : 'pending', order: token };
  }
  throw new Refusal({ code: 'payment_unresolved' }, { note: `the earlier ${payable.by} is to be ${step}` });
}

async function create(checkout: Checkout, predecessor: string | null): Promise<CheckoutReply> {
  const { deps, keys, cart, mode } = checkout;
  const { config } = deps;
  const attempt: Attempt = { ...checkout.attempt, predecessor };
  const kind = mode === 'link' ? 'link' : 'session';
  const promise: SalePromise = {
    shop: attempt.shop,
    attempt: attempt.id,
    kind,
    predecessor,
    number: await orderNumber(keys, identityOf(attempt)),
    currency: cart.currency,
    fingerprint: await fingerprintOf(cart.currency, soldLines(cart)),
    allows: allowedAdjustments(cart, config),
  };
  const nonce = await returnNonce(keys, attempt.id, kind);
  const { origin } = attempt;
  const { number } = promise;
  const sale: Sale = { cart, config, origin, number, nonce, metadata: await metadataOf(promise, keys) };
  const made = await make(checkout, sale, await idempotencyKey(keys, attempt)).catch((error: unknown) => {
    throw withItemNamed(error, cart);
  });
  deps.log({ level: 'info', event: 'checkout', number, mode, lines: cart.lines.length, replayed: made.replayed });
  return openReply(checkout, made.payable, made.replayed ? null : made.wayIn());
}

interface Made {
  readonly payable: Payable;
  readonly replayed: boolean;
  wayIn(): WayIn | null;
}

/** Asks Stripe for what this way to pay takes, once it is known to fit. */
async function make({ deps, mode, deadline }: Checkout, sale: Sale, key: string): Promise<Made> {
  const { gateway, config } = deps;
  if (mode === 'link') {
    const linkSale = cartLinkSale(sale);
    const problem = linkProblem(linkSale);
    if (problem !== null) throw new Refusal(problem);
    const { link, replayed } = await gateway.createLink(cartLinkParams(linkSale), key, deadline);
    const payable: Payable = { by: 'link', id: link.id, livemode: link.livemode };
    return { payable, replayed, wayIn: () => cartLinkWayIn(link, config, sale.number) };
  }
  if (mode === 'intent') throw new Refusal({ code: 'mode_not_offered', modes: config.modes });
  const params = SESSION_MODES[mode].params(sale);
  if (!fitsStripe(params)) throw new Refusal({ code: 'cart_too_large' });
  const { session, replayed } = await gateway.createSession(params, key, deadline);
  return {
    payable: { by: 'session', id: session.id },
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

/**
 * The way in, or word to ask again where Stripe only repeated itself, or does not show it: what a replay says was true
 * when the first answer was sent, and a session without a way in is replaced.
 */
async function openReply(checkout: Checkout, payable: Payable, wayIn: WayIn | null): Promise<CheckoutReply> {
  const { keys, attempt, deps } = checkout;
  const resume = await sealResumeToken(keys, { payable, attempt: attempt.id }, attempt, deps.now());
  return wayIn === null ? { status: 'replayed', resume } : { ...wayIn, resume };
}
