import { SETTLED_STATUSES, type OrderRequest, type OrderStatus, type VerifiedOrder } from '@stripe-cart/contract';
import type { Cart, CartStep } from '../cart/cart.js';

/** What each state means for the cart; the others change nothing. */
const EFFECTS: readonly (readonly ['settle' | 'hold' | 'release', readonly OrderStatus[]])[] = [
  ['settle', [...SETTLED_STATUSES, 'refunded', 'partly_refunded', 'disputed']],
  ['hold', ['pending', 'review']],
  ['release', ['failed', 'canceled', 'expired']],
];

/** The step that a verified order asks of this cart; null where there is nothing to do. Pure. */
export function stepOfOrder(cart: Cart, order: VerifiedOrder, ask: OrderRequest): CartStep | null {
  const { number, attempt, status } = order;
  const lines = order.lines.map(({ item, options, quantity }) => ({ item, options, quantity }));
  const type = EFFECTS.find(([, statuses]) => statuses.includes(status))?.[0];
  if (type === 'release') return cart.held.some((held) => held.attempt === attempt) ? { type, attempt } : null;
  return type ? { type, order: { number, attempt, status, lines, ask } } : null;
}
