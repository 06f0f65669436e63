import type Stripe from 'stripe';
import type { OrderStatus } from '@stripe-cart/contract';
import type { Config } from '../config/config.js';
import type { StripeGateway } from '../stripe/gateway.js';
import type { Keyring } from './keyring.js';
import { fixedLinkOrderNumber } from './order-number.js';
import { bearsName, isMadeBeforehand, NOBODY_YET, promiseIn, type SalePromise } from './promise.js';
import { verdict } from './verdict.js';

/** A payment of ours as Stripe has it at this moment, and what we make of it. */
export interface FoundOrder {
  readonly session: Stripe.Checkout.Session;
  /** All of them. */
  readonly lines: readonly Stripe.LineItem[];
  readonly promise: SalePromise;
  readonly status: OrderStatus;
}

/** What reading an order takes. */
export interface ReadingDeps {
  readonly config: Config;
  readonly gateway: StripeGateway;
}

/** What an id leads to. Whoever asked with a browser is told of the first only; to money the others differ. */
export type Reading =
  | { readonly is: 'ours'; readonly order: FoundOrder }
  /** Stripe shows no session of this id to this key. */
  | { readonly is: 'missing' }
  /** Somebody else's: another shop's, or made by something else on the same account. */
  | { readonly is: 'foreign' }
  /** It bears this shop's name, and its signature is by none of our secrets. */
  | { readonly is: 'unsigned'; readonly session: Stripe.Checkout.Session };

/** Reads orders back from Stripe. One call each, and a second one for the lines of a link, or where there are more lines. */
export type OrderReader = (id: string, deadline: AbortSignal, asked?: Asked) => Promise<FoundOrder | null>;

/** What is looked for, if it is not any order at all. */
export interface Asked {
  /** Whether what was promised is what is looked for. Asked before anything more is read from Stripe. */
  readonly isWanted?: (promise: SalePromise) => boolean;
  /** Whether the status is all that is asked for. Lines are then read only where it rests on them. */
  readonly onlyStatus?: boolean;
}

/** Makes a reader that knows only this shop's orders, and answers null for whatever is none. */
export function orderReader(deps: ReadingDeps, keys: Keyring): OrderReader {
  return async (id, deadline, asked) => {
    const reading = await readSession(deps, keys, id, deadline, asked);
    return reading.is === 'ours' ? reading.order : null;
  };
}

export async function readSession(
  deps: ReadingDeps,
  keys: Keyring,
  id: string,
  deadline: AbortSignal,
  asked?: Asked,
): Promise<Reading> {
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
): Promise<Reading> {
  const session = await deps.gateway.findSessionOf(paymentIntent, deadline);
  return session === null ? { is: 'missing' } : judged(deps, keys, session, deadline);
}

/** What a session is, and how it stands. */
export async function judged(
  { config, gateway }: ReadingDeps,
  keys: Keyring,
  session: Stripe.Checkout.Session,
  deadline: AbortSignal,
  { isWanted = () => true, onlyStatus = false }: Asked = {},
): Promise<Reading> {
  if (session.livemode !== config.stripe.livemode || !bearsName(session.metadata, config.shop)) {
    return { is: 'foreign' };
  }
  const signed = await promiseIn(session.metadata, config.shop, keys);
  if (signed === null) return { is: 'unsigned', session };
  const promise = await ofThisSession(signed, session, keys);
  if (!isWanted(promise)) return { is: 'foreign' };
  // What a session is worth that nobody has completed does not depend on what is in it.
  const lines = onlyStatus && session.status !== 'complete' ? [] : await linesOf(gateway, session, deadline);
  return { is: 'ours', order: { session, lines, promise, status: await verdict(session, lines, promise) } };
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
