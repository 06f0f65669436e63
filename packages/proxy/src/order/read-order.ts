import type Stripe from 'stripe';
import type { OrderStatus } from '@stripe-cart/contract';
import type { Config } from '../config/config.js';
import type { StripeGateway } from '../stripe/gateway.js';
import type { Keyring } from './keyring.js';
import { bearsName, promiseIn, type SalePromise } from './promise.js';
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

/** Reads orders back from Stripe. One call each, and a second one only where Stripe says that there are more lines. */
export type OrderReader = (id: string, deadline: AbortSignal) => Promise<FoundOrder | null>;

/** Makes a reader that knows only this shop's orders, and answers null for whatever is none. */
export function orderReader(deps: ReadingDeps, keys: Keyring): OrderReader {
  return async (id, deadline) => {
    const reading = await readSession(deps, keys, id, deadline);
    return reading.is === 'ours' ? reading.order : null;
  };
}

export async function readSession(
  deps: ReadingDeps,
  keys: Keyring,
  id: string,
  deadline: AbortSignal,
): Promise<Reading> {
  const { config, gateway } = deps;
  if (!isSessionId(id, config.stripe.livemode)) return { is: 'missing' };
  const session = await gateway.retrieveSession(id, deadline);
  return session === null ? { is: 'missing' } : judged(deps, keys, session, deadline);
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

async function judged(
  { config, gateway }: ReadingDeps,
  keys: Keyring,
  session: Stripe.Checkout.Session,
  deadline: AbortSignal,
): Promise<Reading> {
  if (session.livemode !== config.stripe.livemode || !bearsName(session.metadata, config.shop)) {
    return { is: 'foreign' };
  }
  const promise = await promiseIn(session.metadata, config.shop, keys);
  if (promise === null) return { is: 'unsigned', session };

  const expanded = session.line_items;
  const isWhole = expanded !== undefined && !expanded.has_more;
  const lines = isWhole ? expanded.data : await gateway.listLineItems(session.id, deadline);
  return { is: 'ours', order: { session, lines, promise, status: await verdict(session, lines, promise) } };
}

/** Nothing else may become part of a path at Stripe; and an id of the other mode cannot be found, so nobody asks. */
export function isSessionId(id: string, livemode: boolean): boolean {
  return (livemode ? /^cs_live_[A-Za-z0-9]{10,200}$/ : /^cs_test_[A-Za-z0-9]{10,200}$/).test(id);
}
