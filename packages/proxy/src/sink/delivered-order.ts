import type Stripe from 'stripe';
import type { Currency, OrderLine, OrderStatus, OrderTotals } from '@stripe-cart/contract';
import { describeOrder } from '../order/describe-order.js';
import type { DisputeState, OrderState } from './order-state.js';

/** An order as its owner needs it. Unlike what a page may see, it names the buyer and Stripe's objects. */
export interface DeliveredOrder {
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
  readonly shop: string;
  readonly livemode: boolean;
  /** When the buyer went to pay, in seconds since the epoch. */
  readonly created: number;
  readonly currency: Currency;
  readonly lines: readonly OrderLine[];
  /** In minor units. */
  readonly totals: OrderTotals;
  /** Given back so far, in minor units. */
  readonly refunded: number;
  /** Whether the buyer's bank asked for the money back, and how that ended; `won` is yours. Null if it never did. */
  readonly dispute: DisputeState | null;
  readonly presentment: { readonly currency: Currency; readonly total: number } | null;
  readonly buyer: {
    readonly email: string | null;
    readonly name: string | null;
    readonly phone: string | null;
  };
  /** Where to post it; null where no address was asked for. */
  readonly shipping: { readonly name: string; readonly address: Address; readonly rate: string | null } | null;
  readonly stripe: {
    readonly session: string;
    readonly paymentIntent: string | null;
    readonly customer: string | null;
  };
}

export interface Address {
  readonly line1: string | null;
  readonly line2: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly state: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/** @param word the name of this state, as the claim of it says */
export function deliveredOrder(order: OrderState, word: string): DeliveredOrder {
  const { session, lines, promise, status, refunded, dispute } = order;
  const {
    number,
    livemode,
    currency,
    lines: sold,
    totals,
    presentment,
  } = describeOrder(session, lines, promise, status);
  const buyer = session.customer_details;
  const posted = session.collected_information?.shipping_details;
  return {
    id: number,
    delivery: deliveryOf(order, word),
    status,
    shop: promise.shop,
    livemode,
    created: session.created,
    currency,
    lines: sold,
    totals,
    refunded,
    dispute,
    presentment,
    buyer: { email: buyer?.email ?? null, name: buyer?.name ?? null, phone: buyer?.phone ?? null },
    shipping: posted
      ? {
          name: posted.name,
          address: addressOf(posted.address),
          rate: idOf(session.shipping_cost?.shipping_rate),
        }
      : null,
    stripe: { session: session.id, paymentIntent: idOf(session.payment_intent), customer: idOf(session.customer) },
  };
}

/** A session is paid once, a link may be paid by any session that was opened from it. */
const deliveryOf = ({ session, promise: { kind, number } }: OrderState, word: string): string =>
  kind === 'link' ? `${number}.${session.id}.${word}` : `${number}.${word}`;

function addressOf(address: Stripe.Address): Address {
  const { line1, line2, postal_code: postalCode, city, state, country } = address;
  return { line1, line2, postalCode, city, state, country };
}

/** Stripe gives an id, or in its place the whole object. */
function idOf(reference: string | { readonly id: string } | null | undefined): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}
