import type Stripe from 'stripe';
import type { OrderStatus } from '@stripe-cart/contract';
import type { Deps } from '../deps.js';
import type { Keyring } from './keyring.js';
import { promiseIn, type SalePromise } from './promise.js';
import { verdict } from './verdict.js';

/** A payment of ours as Stripe has it at this moment, and what we make of it. */
export interface FoundOrder {
  readonly session: Stripe.Checkout.Session;
  /** All of them. */
  readonly lines: readonly Stripe.LineItem[];
  readonly promise: SalePromise;
  readonly status: OrderStatus;
}

/** Reads orders back from Stripe. One call each, and a second one only where Stripe says that there are more lines. */
export type OrderReader = (id: string, deadline: AbortSignal) => Promise<FoundOrder | null>;

/**
 * Makes a reader that knows only this shop's orders. It answers null for whatever is none: no such session, one of
 * Stripe's other mode, another shop's, one that somebody else made on the same account.
 */
export function orderReader({ config, gateway }: Pick<Deps, 'config' | 'gateway'>, keys: Keyring): OrderReader {
  return async (id, deadline) => {
    if (!isSessionId(id, config.stripe.livemode)) return null;
    const session = await gateway.retrieveSession(id, deadline);
    if (session === null || session.livemode !== config.stripe.livemode) return null;
    const promise = await promiseIn(session.metadata, config.shop, keys);
    if (promise === null) return null;

    const expanded = session.line_items;
    const lines =
      expanded === undefined || expanded.has_more ? await gateway.listLineItems(id, deadline) : expanded.data;
    return { session, lines, promise, status: await verdict(session, lines, promise) };
  };
}

/** Nothing else may become part of a path at Stripe; and an id of the other mode cannot be found, so nobody asks. */
export function isSessionId(id: string, livemode: boolean): boolean {
  return (livemode ? /^cs_live_[A-Za-z0-9]{10,200}$/ : /^cs_test_[A-Za-z0-9]{10,200}$/).test(id);
}
