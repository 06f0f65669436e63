import type { CheckoutReply } from '@stripe-cart/contract';
import type { Deps } from '../deps.js';
import { SESSION_LIFETIME_SECONDS } from '../limits.js';
import { fingerprintOf } from '../order/fingerprint.js';
import type { Keyring } from '../order/keyring.js';
import { orderNumber } from '../order/order-number.js';
import { sealOrderToken } from '../order/order-token.js';
import { metadataOf, type SalePromise } from '../order/promise.js';
import { isSessionId, readSession, type FoundOrder, type Reading } from '../order/read-order.js';
import { returnNonce } from '../order/return-nonce.js';
import { Refusal } from '../refusal.js';
import { idempotencyKey, identityOf, type Attempt } from './attempt.js';
import { allowedAdjustments, fitsStripe, hostedSession } from './hosted-session.js';
import { nextStep } from './next-step.js';
import type { PricedCart } from './price-cart.js';
import { openResumeToken, sealResumeToken, type KnownResumeToken } from './resume-token.js';

/** Starts the payment of one attempt, or finds the one it already has. */
export interface Checkout {
  readonly deps: Deps;
  readonly keys: Keyring;
  readonly attempt: Omit<Attempt, 'predecessor'>;
  readonly cart: PricedCart;
  readonly deadline: AbortSignal;
}

/**
 * @param resume the token this browser was given before, as it came. One that says nothing here counts as none: the
 *   attempt is then known to Stripe by its idempotency key alone, and costs one call.
 * @throws {Refusal}
 */
export async function checkOut(checkout: Checkout, resume: string | undefined): Promise<CheckoutReply> {
  const { keys, attempt, deps } = checkout;
  const earlier = resume === undefined ? null : await openResumeToken(keys, resume, attempt, deps.now());
  if (earlier === null || earlier.attempt !== attempt.id) return create(checkout, null);
  // Begun while the owner was trying things out: what was made in test mode is no payment in the other, nor is it there.
  if (!isSessionId(earlier.session, deps.config.stripe.livemode)) return create(checkout, null);

  const reading = await readAgain(checkout, earlier.session);
  if (reading.is === 'missing' && (await isLost(checkout, earlier))) return create(checkout, earlier.session);
  const found = ownOrder(checkout, reading);
  switch (await stepAfter(checkout, found)) {
    case 'reopen':
      return reopened(checkout, found);
    case 'close':
      return replace(checkout, found);
    default:
      return settle(checkout, found);
  }
}

/**
 * Closes the earlier session and creates its successor; in this order, and only when Stripe shows that it is closed.
 * What `expire` answers is not asked: the buyer may have paid in another tab in the same second, and then that is
 * how it stands.
 */
async function replace(checkout: Checkout, earlier: FoundOrder): Promise<CheckoutReply> {
  const { gateway, log } = checkout.deps;
  try {
    await gateway.expireSession(earlier.session.id, checkout.deadline);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log({ level: 'warn', event: 'expire_failed', number: earlier.promise.number, note: error.note });
  }
  return settle(checkout, ownOrder(checkout, await readAgain(checkout, earlier.session.id)));
}

/** The end of every path on which no session is left open. */
async function settle(checkout: Checkout, found: FoundOrder): Promise<CheckoutReply> {
  const { keys, attempt, deps } = checkout;
  const token = async () => {
    const nonce = await returnNonce(keys, attempt.id, attempt.kind);
    return sealOrderToken(keys, { session: found.session.id, nonce }, deps.now());
  };
  switch (await stepAfter(checkout, found)) {
    case 'report_paid':
      return { status: 'paid', order: await token() };
    case 'report_pending':
      return { status: 'pending', order: await token() };
    case 'create':
      return create(checkout, found.session.id);
    default:
      throw new Refusal({ code: 'payment_unresolved' }, { note: `session is ${found.session.status ?? 'null'}` });
  }
}

const readAgain = ({ deps, keys, deadline }: Checkout, session: string): Promise<Reading> =>
  readSession(deps, keys, session, deadline);

function ownOrder({ attempt }: Checkout, reading: Reading): FoundOrder {
  if (reading.is === 'ours' && reading.order.promise.attempt === attempt.id) return reading.order;
  throw new Refusal({ code: 'payment_unresolved' }, { note: `the earlier session is ${reading.is}` });
}

/**
 * Whether a session that Stripe does not show is gone for good, as when an owner moves to another account: Stripe,
 * asked a second time, knows none either, and it is older than any session stays open, so nobody can be paying it.
 * Until then nobody can tell, and the buyer is asked to wait. The successor names it as its predecessor, so the owner
 * is told should it turn out to have been paid.
 */
async function isLost(checkout: Checkout, { session, sealedAt }: KnownResumeToken): Promise<boolean> {
  const { now, log } = checkout.deps;
  if (now() - sealedAt <= SESSION_LIFETIME_SECONDS * 1000) return false;
  if ((await readAgain(checkout, session)).is !== 'missing') return false;
  log({ level: 'warn', event: 'session_lost', session });
  return true;
}

async function stepAfter({ cart }: Checkout, { session, status, promise }: FoundOrder) {
  const isSameCart = promise.fingerprint === (await fingerprintOf(cart.currency, soldLines(cart)));
  return nextStep(session.status, status, isSameCart);
}

async function reopened(checkout: Checkout, { session }: FoundOrder): Promise<CheckoutReply> {
  if (session.url === null) throw new Refusal({ code: 'payment_unresolved' }, { note: 'open session without a url' });
  return openReply(checkout, session.id, session.url);
}

async function create(checkout: Checkout, predecessor: string | null): Promise<CheckoutReply> {
  const { deps, keys, cart, deadline } = checkout;
  const attempt: Attempt = { ...checkout.attempt, predecessor };
  const promise: SalePromise = {
    shop: attempt.shop,
    attempt: attempt.id,
    kind: attempt.kind,
    predecessor,
    number: await orderNumber(keys, identityOf(attempt)),
    currency: cart.currency,
    fingerprint: await fingerprintOf(cart.currency, soldLines(cart)),
    allows: allowedAdjustments(cart, deps.config),
  };
  const nonce = await returnNonce(keys, attempt.id, attempt.kind);
  const { origin } = attempt;
  const { number } = promise;
  const params = hostedSession(cart, deps.config, { origin, number, nonce }, await metadataOf(promise, keys));
  if (!fitsStripe(params)) throw new Refusal({ code: 'cart_too_large' });

  const { session, replayed } = await deps.gateway
    .createSession(params, await idempotencyKey(keys, attempt), deadline)
    .catch((error: unknown) => {
      throw withItemNamed(error, cart);
    });
  deps.log({ level: 'info', event: 'checkout', number, lines: cart.lines.length, replayed });
  if (replayed || session.url === null) return { status: 'replayed', resume: await resumeToken(checkout, session.id) };
  return openReply(checkout, session.id, session.url);
}

/** A price that was archived since the catalogue was read: the buyer can mend that, if they are told which item it is. */
function withItemNamed(error: unknown, { lines }: PricedCart): unknown {
  const line = error instanceof Refusal ? lines[error.unsaleableLine ?? -1] : undefined;
  if (!(error instanceof Refusal) || line === undefined) return error;
  return new Refusal({ code: 'item_unavailable', item: line.sold.shown.id }, { note: error.note, cause: error });
}

/** @throws {Refusal} `misconfigured` where Stripe's page has an address that the widget would not go to */
async function openReply(checkout: Checkout, session: string, url: string): Promise<CheckoutReply> {
  if (!checkout.deps.config.checkoutOrigins.includes(new URL(url).origin)) {
    throw new Refusal({ code: 'misconfigured' }, { note: "CART_CHECKOUT_ORIGINS lacks the origin of Stripe's page" });
  }
  return { status: 'open', mode: 'hosted', url, resume: await resumeToken(checkout, session) };
}

function resumeToken({ keys, attempt, deps }: Checkout, session: string): Promise<string> {
  return sealResumeToken(keys, { session, attempt: attempt.id }, attempt, deps.now());
}

const soldLines = ({ lines }: PricedCart) =>
  lines.map(({ sold, options, quantity, unitAmount }) => ({ item: sold.shown.id, options, quantity, unitAmount }));
