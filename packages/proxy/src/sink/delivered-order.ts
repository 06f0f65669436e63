import type {
  Currency,
  OrderLine,
  OrderStatus,
  OrderSubscription,
  OrderTotals,
  PaymentFailure,
} from '@stripe-cart/contract';
import type { OrderContact } from '../order/found-order.js';
import type { Renewal } from '../subscription/renewal.js';
import type { DisputeState, OrderState } from './order-state.js';

/** An order as its owner needs it. Unlike what a page may see, it names the buyer and Stripe's objects. */
export interface DeliveredOrder extends OrderContact {
  /** The order's number, as in `7QK2-M4ZD-X0VB`: the same at every delivery, in the Dashboard and on the thank-you page. */
  readonly id: string;
  /**
   * Names this news of the order, as in `7QK2-M4ZD-X0VB.paid`: the same each time this very news is brought, and another
   * for whatever happens later. Remember it, and drop what you know. Where a link was made for the cart it names the
   * session as well, as in `7QK2-M4ZD-X0VB.cs_live_….paid`: two payments by one link, or by two links of one attempt,
   * have one number, and the second is no repeat of the first.
   */
  readonly delivery: string;
  /** Deliver, post or unlock on `paid` and `free`; look at `review` yourself; the others are news about the order. */
  readonly status: OrderStatus;
  /** Why it was not paid, as far as a buyer may be told; null where it was, or Stripe does not say. */
  readonly reason: PaymentFailure | null;
  readonly shop: string;
  readonly livemode: boolean;
  /** When the buyer went to pay, in seconds since the epoch. */
  readonly created: number;
  readonly currency: Currency;
  readonly lines: readonly OrderLine[];
  /** In minor units. */
  readonly totals: OrderTotals;
  /**
   * Taken so far of what was held (`CART_CAPTURE=manual`), in minor units; 0 while it is held, and where it was let go. Null
   * where nothing was held.
   */
  readonly captured: number | null;
  /** Given back so far, in minor units. */
  readonly refunded: number;
  /** Whether the buyer's bank asked for the money back, and how that ended; `won` is yours. Null if it never did. */
  readonly dispute: DisputeState | null;
  readonly presentment: { readonly currency: Currency; readonly total: number } | null;
  /** What goes on after it, as it stands now; null where nothing recurs, and with a renewal. */
  readonly subscription: (OrderSubscription & { readonly ended: boolean }) | null;
  /**
   * Set where this is news of a renewal: another period of the order `id`, never an order of its own. `lines` and
   * `totals` are the renewal's then, and `delivery` names its invoice, as in `7QK2-M4ZD-X0VB.renewal.in_1Q0….paid`.
   */
  readonly renewal: Renewal | null;
}

/** @param word the name of this state, as the claim of it says */
export function deliveredOrder(order: OrderState, word: string): DeliveredOrder {
  const { promise, status, payment, refunded, dispute, reason, created, renewal = null, hasEnded = false } = order;
  const { number, livemode, currency, lines, totals, presentment, subscription } = order.describe(status);
  return {
    id: number,
    delivery: deliveryOf(order, word),
    status,
    reason,
    shop: promise.shop,
    livemode,
    created,
    currency,
    lines,
    totals,
    captured: payment?.capture_method === 'manual' ? payment.amount_received : null,
    refunded,
    dispute,
    presentment,
    subscription: subscription === undefined ? null : { ...subscription, ended: hasEnded },
    renewal,
    ...order.contact(),
  };
}

/** A session is paid once, a link may be paid by any session that was opened from it, a renewal is one of many. */
function deliveryOf({ paidBy, renewal, promise: { kind, number } }: OrderState, word: string): string {
  if (renewal !== undefined) return `${number}.renewal.${renewal.invoice}.${word}`;
  return kind === 'link' ? `${number}.${paidBy.id}.${word}` : `${number}.${word}`;
}
