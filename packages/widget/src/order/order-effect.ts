import { ORDER_STATUSES, type OrderRequest, type OrderStatus, type VerifiedOrder } from '@stripe-cart/contract';
import type { Cart, CartStep } from '../cart/cart.js';

/** What each state means for the cart. */
const EFFECTS: Record<OrderStatus, 'settle' | 'hold' | 'release' | null> = {
  paid: 'settle',
  free: 'settle',
  trialing: 'settle',
  authorised: 'settle',
  refunded: 'settle',
  partly_refunded: 'settle',
  disputed: 'settle',
  pending: 'hold',
  review: 'hold',
  failed: 'release',
  canceled: 'release',
  expired: 'release',
  unpaid: null,
  unknown: null,
};

/** The step that a verified order asks of this cart; null where there is nothing to do. Pure. */
export function stepOfOrder(cart: Cart, order: VerifiedOrder, ask: OrderRequest): CartStep | null {
  const { number, attempt, status } = order;
  const lines = order.lines.map(({ item, options, quantity }) => ({ item, options, quantity }));
  const type = EFFECTS[status];
  if (type === 'release') return cart.held.some((held) => held.attempt === attempt) ? { type, attempt } : null;
  return type ? { type, order: { number, attempt, status, lines, ask } } : null;
}

/** A newer proxy may know states that this widget does not. */
export function knownStatus(status: string): OrderStatus {
  return ORDER_STATUSES.find((known) => known === status) ?? 'unknown';
}
