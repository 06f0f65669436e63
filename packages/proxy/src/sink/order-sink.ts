import type { DeliveredOrder } from './delivered-order.js';

/**
 * Takes an order, durably, before the promise resolves; a rejected promise means that it was not taken, and Stripe
 * will bring it again. Called at least once for each order and for each later state of it: `order.delivery`
 * is the same every time the same news is brought, and the receiver's check on it is what removes duplicates.
 * @param deadline some 3 seconds; after it nobody waits any more, and the order counts as not taken
 */
export type OrderSink = (order: DeliveredOrder, deadline: AbortSignal) => Promise<void>;
