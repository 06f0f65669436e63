import type { OrderReply, OrderRequest } from '@stripe-cart/contract';
import type { Reply } from '../proxy-client.js';
import type { Storefront } from '../storefront.js';
import type { Outcome } from '../views/order-summary.js';

/** Waits before asking again, in seconds: a minute in all. Then the buyer decides. */
export const FOLLOW_UP_WAITS = [1, 2, 4, 8, 16, 29];

/** What may still change within a minute. */
const UNDECIDED: readonly string[] = ['pending', 'unpaid', 'unknown'];

/** What the proxy says of a token that opens no order: another shop's, a forged one, one that is too old, or none at all. */
const NO_ORDER: readonly string[] = ['order_not_found', 'invalid_request', 'no_proxy'];

/**
 * On the page a buyer comes back to: asks again for as long as something may come of it, and says what is to be drawn.
 *
 * @param ask null where nothing says which order
 * @param reply to the first question
 * @param isCurrent whether that is still what the page wants to know
 */
export async function followUp(
  ask: OrderRequest | null,
  reply: Reply<OrderReply> | null,
  storefront: Storefront,
  isCurrent: () => boolean,
  show: (outcome: Outcome) => void,
): Promise<void> {
  if (!ask || !reply) {
    const bare = storefront.page.arrival ? {} : { bare: true as const };
    return show({ detail: 'none', status: 'unverified', ...bare });
  }
  let answer = reply;
  for (const wait of FOLLOW_UP_WAITS) {
    if (answer.ok ? !UNDECIDED.includes(answer.value.status) : !answer.problem.retryable) break;
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    if (!isCurrent()) return;
    answer = await storefront.checkOrder(ask);
    if (!isCurrent()) return;
    if (answer.ok) show(answer.value);
  }
  if (answer.ok) return;
  show({ detail: 'none', status: NO_ORDER.includes(answer.problem.code) ? 'unverified' : 'unreachable' });
}
