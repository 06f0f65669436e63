import type Stripe from 'stripe';
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
import { soldLines } from '../order/sold-lines.js';
import { Refusal } from '../refusal.js';
import { idempotencyKey, identityOf, type Attempt } from './attempt.js';
import { elementsSession } from './elements-session.js';
import { hostedSession } from './hosted-session.js';
import { nextStep } from './next-step.js';
import type { PricedCart } from './price-cart.js';
import { openResumeToken, sealResumeToken, type KnownResumeToken } from './resume-token.js';
import type { SessionMode, SessionModeName } from './session-mode.js';
import { allowedAdjustments, fitsStripe } from './session-params.js';

const SESSION_MODES: Readonly<Record<SessionModeName, SessionMode>> = {
  hosted: hostedSession,
  elements: elementsSession,
};

/** Starts the payment of one attempt, or finds the one it already has. */
export interface Checkout {
  readonly deps: Deps;
  readonly keys: Keyring;
  readonly attempt: Omit<Attempt, 'predecessor'>;
  readonly mode: SessionModeName;
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
      return openReply(checkout, found.session);
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

/**
 * A session is gone back to for the same cart, paid on the same kind of page, and where Stripe still shows the way in.
 * It does for an open one; the documentation promises that of a page's address only
 * (https://docs.stripe.com/api/checkout/sessions/object), and says nothing of when a client secret is shown. Without it
 * the session is replaced.
 */
async function stepAfter({ deps, cart, mode }: Checkout, { session, status, promise }: FoundOrder) {
  const isSameCart = promise.fingerprint === (await fingerprintOf(cart.currency, soldLines(cart)));
  const canGoBack = isSameCart && SESSION_MODES[mode].wayIn(session, deps.config) !== null;
  return nextStep(session.status, status, canGoBack);
}

async function create(checkout: Checkout, predecessor: string | null): Promise<CheckoutReply> {
  const { deps, keys, cart, mode, deadline } = checkout;
  const { config } = deps;
  const attempt: Attempt = { ...checkout.attempt, predecessor };
  const promise: SalePromise = {
    shop: attempt.shop,
    attempt: attempt.id,
    kind: attempt.kind,
    predecessor,
    number: await orderNumber(keys, identityOf(attempt)),
    currency: cart.currency,
    fingerprint: await fingerprintOf(cart.currency, soldLines(cart)),
    allows: allowedAdjustments(cart, config),
  };
  const nonce = await returnNonce(keys, attempt.id, attempt.kind);
  const { origin } = attempt;
  const { number } = promise;
  const metadata = await metadataOf(promise, keys);
  const params = SESSION_MODES[mode].params({ cart, config, origin, number, nonce, metadata });
  if (!fitsStripe(params)) throw new Refusal({ code: 'cart_too_large' });

  const { session, replayed } = await deps.gateway
    .createSession(params, await idempotencyKey(keys, attempt), deadline)
    .catch((error: unknown) => {
      throw withItemNamed(error, cart);
    });
  deps.log({ level: 'info', event: 'checkout', number, mode, lines: cart.lines.length, replayed });
  if (replayed) return { status: 'replayed', resume: await resumeToken(checkout, session.id) };
  return openReply(checkout, session);
}

/** A price that was archived since the catalogue was read: the buyer can mend that, if they are told which item it is. */
function withItemNamed(error: unknown, { lines }: PricedCart): unknown {
  const line = error instanceof Refusal ? lines[error.unsaleableLine ?? -1] : undefined;
  if (!(error instanceof Refusal) || line === undefined) return error;
  return new Refusal({ code: 'item_unavailable', item: line.sold.shown.id }, { note: error.note, cause: error });
}

/** The way in, or word to ask again where Stripe does not show it: this session is replaced then. */
async function openReply(checkout: Checkout, session: Stripe.Checkout.Session): Promise<CheckoutReply> {
  const resume = await resumeToken(checkout, session.id);
  const wayIn = SESSION_MODES[checkout.mode].wayIn(session, checkout.deps.config);
  return wayIn === null ? { status: 'replayed', resume } : { ...wayIn, resume };
}

function resumeToken({ keys, attempt, deps }: Checkout, session: string): Promise<string> {
  return sealResumeToken(keys, { session, attempt: attempt.id }, attempt, deps.now());
}
