import type { VerifiedOrder } from '@stripe-cart/contract';

/**
 * Takes a paid order, durably, before the promise resolves. Called at least once for each order and each later state
 * of it; the order's number is the same every time, and the receiver's check on it is what removes duplicates.
 */
export type OrderSink = (order: VerifiedOrder, deadline: AbortSignal) => Promise<void>;
