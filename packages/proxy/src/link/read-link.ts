import type Stripe from 'stripe';
import type { OrderStatus } from '@stripe-cart/contract';
import type { Keyring } from '../order/keyring.js';
import { bearsName, promiseIn, type SalePromise } from '../order/promise.js';
import { judged, type FoundOrder, type ReadingDeps } from '../order/read-order.js';
import { verdict } from '../order/verdict.js';
import { Refusal } from '../refusal.js';

/** A payment link that was made for one attempt, with every session that was opened from it, as Stripe has them now. */
export interface FoundLink {
  readonly link: Stripe.PaymentLink;
  readonly promise: SalePromise;
  readonly orders: readonly FoundOrder[];
}

export type LinkReading =
  | { readonly is: 'ours'; readonly found: FoundLink }
  /** Stripe shows no link of this id to this key. */
  | { readonly is: 'missing' }
  /** Not made by this shop for an attempt, or changed by somebody since. */
  | { readonly is: 'foreign' };

/**
 * Reads a link in two calls, and one more for each session that is complete: what was bought is only looked at where
 * somebody has bought it.
 * @throws {Refusal} `payment_unresolved` where a session of it cannot be judged
 */
export async function readLink(
  deps: ReadingDeps,
  keys: Keyring,
  id: string,
  deadline: AbortSignal,
): Promise<LinkReading> {
  const { config, gateway } = deps;
  const link = await gateway.retrieveLink(id, deadline);
  if (link === null) return { is: 'missing' };
  const isNamed = link.livemode === config.stripe.livemode && bearsName(link.metadata, config.shop);
  const promise = isNamed ? await promiseIn(link.metadata, config.shop, keys) : null;
  if (promise?.kind !== 'link') return { is: 'foreign' };
  return { is: 'ours', found: { link, promise, orders: await ordersOf(deps, keys, id, deadline) } };
}

/** The sessions of a link that was made for one attempt. */
export async function ordersOf(
  deps: ReadingDeps,
  keys: Keyring,
  link: string,
  deadline: AbortSignal,
): Promise<FoundOrder[]> {
  const sessions = await deps.gateway.listSessionsOfLink(link, deadline);
  return Promise.all(sessions.map((session) => orderOf(session)));

  async function orderOf(session: Stripe.Checkout.Session): Promise<FoundOrder> {
    const promise = await promiseIn(session.metadata, deps.config.shop, keys);
    if (promise?.kind !== 'link') return unresolved('a session of the link does not have its promise');
    if (session.status !== 'complete')
      return { session, lines: [], promise, status: await verdict(session, [], promise) };
    const reading = await judged(deps, keys, session, deadline);
    return reading.is === 'ours' ? reading.order : unresolved(`a session of the link is ${reading.is}`);
  }
}

/**
 * What has become of a link: the session by which it was paid, or is being paid; else whether it still can be. Sessions
 * that were only opened say nothing: anybody's visit to the address opens one.
 */
export function outcomeOf({ link, orders }: FoundLink): FoundOrder | OrderStatus {
  const isOpen = (status: OrderStatus) => status === 'unpaid' || status === 'expired';
  return orders.find(({ status }) => !isOpen(status)) ?? (link.active ? 'unpaid' : 'expired');
}

function unresolved(note: string): never {
  throw new Refusal({ code: 'payment_unresolved' }, { note });
}
