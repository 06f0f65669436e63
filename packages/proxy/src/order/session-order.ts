import type Stripe from 'stripe';
import { describeOrder } from './describe-order.js';
import { addressOf, idOf, type FoundOrder, type OrderContact } from './found-order.js';
import { reasonToTell } from './payment-failure.js';
import type { SalePromise } from './promise.js';
import { verdict } from './verdict.js';

/** An order that is paid by a Checkout Session, on whichever page. */
export interface FoundSession extends FoundOrder {
  readonly session: Stripe.Checkout.Session;
  /** All of them. */
  readonly lines: readonly Stripe.LineItem[];
}

export async function sessionOrder(
  session: Stripe.Checkout.Session,
  lines: readonly Stripe.LineItem[],
  promise: SalePromise,
): Promise<FoundSession> {
  const payment = typeof session.payment_intent === 'object' ? session.payment_intent : null;
  const status = await verdict(session, lines, promise);
  const reason = reasonToTell(status, payment);
  return {
    session,
    lines,
    paidBy: { by: 'session', id: session.id },
    promise,
    status,
    statusIfDisputeWon: () => verdict(session, lines, promise, { disputeWon: true }),
    reason,
    created: session.created,
    livemode: session.livemode,
    metadata: session.metadata,
    payment,
    link: idOf(session.payment_link),
    describe: (now) => ({ ...describeOrder(session, lines, promise, now), ...(reason !== null && { reason }) }),
    contact: () => contactOf(session),
  };
}

function contactOf(session: Stripe.Checkout.Session): OrderContact {
  const buyer = session.customer_details;
  const posted = session.collected_information?.shipping_details;
  return {
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
