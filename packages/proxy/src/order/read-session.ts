import type Stripe from 'stripe';
import type { StripeGateway } from '../stripe/gateway.js';
import type { Keyring } from './keyring.js';
import { fixedLinkOrderNumber } from './order-number.js';
import { bearsName, isMadeBeforehand, NOBODY_YET, promiseIn, type SalePromise } from './promise.js';
import type { Asked, Reading, ReadingDeps } from './reading.js';
import { sessionOrder, type FoundSession } from './session-order.js';
import { readBegun } from '../subscription/begun-subscription.js';

export async function readSession(
  deps: ReadingDeps,
  keys: Keyring,
  id: string,
  deadline: AbortSignal,
  asked?: Asked,
): Promise<Reading<FoundSession>> {
  const { config, gateway } = deps;
  if (!isSessionId(id, config.stripe.livemode)) return { is: 'missing' };
  const session = await gateway.retrieveSession(id, deadline, { withProducts: config.modes.includes('link') });
  return session === null ? { is: 'missing' } : judged(deps, keys, session, deadline, asked);
}

/** The session that a PaymentIntent was made for; `missing` where it was made for none. */
export async function readSessionOf(
  deps: ReadingDeps,
  keys: Keyring,
  paymentIntent: string,
  deadline: AbortSignal,
): Promise<Reading<FoundSession>> {
  const session = await deps.gateway.findSessionOf(paymentIntent, deadline);
  return session === null ? { is: 'missing' } : judged(deps, keys, session, deadline);
}

/** What a session is, and how it stands. */
export async function judged(
  { config, gateway }: ReadingDeps,
  keys: Keyring,
  session: Stripe.Checkout.Session,
  deadline: AbortSignal,
  { isWanted = () => true, onlyStatus = false, inOneCall = false }: Asked = {},
): Promise<Reading<FoundSession>> {
  if (session.livemode !== config.stripe.livemode || !bearsName(session.metadata, config.shop)) {
    return { is: 'foreign' };
  }
  const signed = await promiseIn(session.metadata, config.shop, keys);
  if (signed === null) return { is: 'unsigned', isComplete: session.status === 'complete' };
  const promise = await ofThisSession(signed, session, keys);
  if (!isWanted(promise)) return { is: 'foreign' };
  // What a session is worth that nobody has completed does not depend on what is in it.
  const isEnough = inOneCall || (onlyStatus && session.status !== 'complete');
  const lines = isEnough ? (session.line_items?.data ?? []) : await linesOf(gateway, session, deadline);
  const begun = inOneCall ? 'unread' : await readBegun(gateway, session, deadline, { onlyPayment: onlyStatus });
  return { is: 'ours', order: await sessionOrder(session, lines, promise, begun) };
}

/** The promise of a link that anybody may pay names nobody. Each of its sessions is an order, and says whose. */
async function ofThisSession(
  promise: SalePromise,
  session: Stripe.Checkout.Session,
  keys: Keyring,
): Promise<SalePromise> {
  if (!isMadeBeforehand(promise.kind)) return promise;
  const number = await fixedLinkOrderNumber(keys, session.id, session.metadata);
  return { ...promise, number, attempt: session.client_reference_id ?? NOBODY_YET };
}

async function linesOf(
  gateway: StripeGateway,
  session: Stripe.Checkout.Session,
  deadline: AbortSignal,
): Promise<readonly Stripe.LineItem[]> {
  const expanded = session.line_items;
  const isWhole = expanded !== undefined && !expanded.has_more;
  // What a link's lines are stands on their products. Not every key may read those, so they are asked for where they
  // are needed: by a shop that makes links for its carts, with the session, and else here.
  const isLinks = (session.payment_link ?? null) !== null;
  const isNamed = !isLinks || expanded?.data.every(({ price }) => typeof price?.product === 'object');
  if (isWhole && isNamed) return expanded.data;
  return gateway.listLineItems(session.id, deadline, { withProducts: isLinks });
}

/** Nothing else may become part of a path at Stripe; and an id of the other mode cannot be found, so nobody asks. */
export function isSessionId(id: string, livemode: boolean): boolean {
  return (livemode ? /^cs_live_[A-Za-z0-9]{10,200}$/ : /^cs_test_[A-Za-z0-9]{10,200}$/).test(id);
}
