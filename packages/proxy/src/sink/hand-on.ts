import type { OrderStatus } from '@stripe-cart/contract';
import type { Deps } from '../deps.js';
import { SINK_DEADLINE_MS } from '../limits.js';
import { sessionsOf } from '../link/read-link.js';
import type { FoundOrder } from '../order/found-order.js';
import type { Keyring } from '../order/keyring.js';
import { paidBy } from '../order/paid-by.js';
import { chargeOf } from '../order/payment-state.js';
import { orderReader } from '../order/read-order.js';
import { Refusal } from '../refusal.js';
import { before } from '../stripe/pause.js';
import { deliveredOrder } from './delivered-order.js';
import { httpForward } from './http-forward.js';
import { stateOf } from './order-state.js';
import type { OrderSink } from './order-sink.js';
import { stripeClaims } from './stripe-claims.js';

/** How it ended: handed on now, handed on before, nobody to hand it on to, or nothing to hand on. */
export type Handover = 'delivered' | 'already_delivered' | 'no_sink' | 'ignored';

/**
 * What is open, or ended without being paid, is no order. Everything else is news that its owner may act on. A
 * PaymentIntent that was called off is news only if there was money in it, or word of it has gone out before: one whose
 * cart has changed is called off by the proxy itself.
 */
function isNews({ status, paidBy, payment, metadata }: FoundOrder): boolean {
  if (status === 'unpaid' || status === 'expired') return false;
  if (status !== 'canceled' || paidBy.by !== 'intent') return true;
  const charge = payment === null ? null : chargeOf(payment);
  return metadata?.['cart_delivered'] !== undefined || (charge !== null && charge.status !== 'failed');
}

/**
 * What is open again after it was told of as on its way has failed, for whoever was told. Not every method that takes its
 * time has a name that anybody knows; what was delivered last says the same of all of them.
 */
function asTold(found: FoundOrder): FoundOrder {
  const [last = ''] = (found.metadata?.['cart_delivered'] ?? '').split(' ').slice(-1);
  const wasComing = found.status === 'unpaid' && /^pending(-\d+)?$/.test(last);
  return wasComing ? { ...found, status: 'failed' } : found;
}

/** Every state in which money was taken, or will be: a trial is one that was agreed to. */
export const TAKEN: readonly OrderStatus[] = [
  'paid',
  'trialing',
  'authorised',
  'review',
  'partly_refunded',
  'disputed',
];

/**
 * Hands an order to every sink there is: the one of `CART_SINK_URL`, and the one given by code. Both must take it.
 * The function it returns throws `sink_unavailable` while they have not, so that Stripe brings the event again.
 */
export function handOn(deps: Deps, keys: Keyring) {
  const { config, log, now } = deps;
  const read = orderReader(deps, keys);
  const claims = stripeClaims(deps);
  const sinks: OrderSink[] = [];
  if (config.sink !== null) sinks.push(httpForward(config.sink, now));
  if (deps.onOrder !== undefined) sinks.push(deps.onOrder);

  return async (seen: FoundOrder, deadline: AbortSignal): Promise<Handover> => {
    const found = asTold(seen);
    if (!isNews(found)) return 'ignored';
    if (sinks.length === 0) return 'no_sink';
    const order = await stateOf(deps, found, deadline);
    const { status, promise } = order;
    // Stripe says that something happened, and what it shows makes no sense yet. It will say so again.
    if (status === 'unknown') throw new Refusal({ code: 'sink_unavailable' }, { note: 'the order cannot be read yet' });

    const claim = await claims.claim(order, deadline);
    if (claim.outcome === 'delivered') return 'already_delivered';
    if (claim.outcome === 'held') {
      throw new Refusal({ code: 'sink_unavailable' }, { note: 'another delivery of this order is under way' });
    }
    try {
      const soon = AbortSignal.any([deadline, AbortSignal.timeout(SINK_DEADLINE_MS)]);
      // In plain JavaScript a sink may return nothing, which is as good as a promise of it.
      for (const sink of sinks) await before(soon, Promise.resolve(sink(deliveredOrder(order, claim.word), soon)));
    } catch (error) {
      await claim.release(deadline);
      if (error instanceof Refusal) throw error;
      throw new Refusal({ code: 'sink_unavailable' }, { note: 'the sink did not take the order', cause: error });
    }
    await claim.delivered(deadline);
    const isFirst = order.renewal === undefined;
    if (isFirst && TAKEN.includes(status) && promise.predecessor !== null)
      await alertIfPaidTwice(order, promise.predecessor, deadline);
    return 'delivered';
  };

  /** A predecessor is a session or a PaymentIntent, or a link with all its sessions. */
  async function earlierOrders(
    predecessor: string,
    deadline: AbortSignal,
  ): Promise<readonly Pick<FoundOrder, 'promise' | 'status'>[]> {
    const object = paidBy(predecessor);
    if (object === null) return sessionsOf(deps, keys, predecessor, deadline);
    const order = await read(object, deadline);
    return order === null ? [] : [order];
  }

  /**
   * A session is only replaced when Stripe shows that it cannot be paid. Should both have been paid after all, only the
   * owner can put it right, by a refund. One step back is as far as a session knows.
   */
  async function alertIfPaidTwice({ promise }: FoundOrder, predecessor: string, deadline: AbortSignal): Promise<void> {
    try {
      const earlier = await earlierOrders(predecessor, deadline);
      const paid = earlier.find(({ status }) => TAKEN.includes(status));
      if (paid === undefined) return;
      log({ level: 'error', event: 'attempt_paid_twice', number: promise.number, other: paid.promise.number });
    } catch (error) {
      // The order itself is delivered; whether it is a second one can wait for a better moment.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
