import type Stripe from 'stripe';
import { describeOrder } from './describe-order.js';
import { addressOf, idOf, type FoundOrder, type OrderContact } from './found-order.js';
import type { BegunSubscription } from '../subscription/begun-subscription.js';
import { describeSubscription } from '../subscription/describe-subscription.js';
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
  begun: BegunSubscription | null | 'unread' = null,
): Promise<FoundSession> {
  const { subscription, ...looked } = lookedAt(session, begun);
  const payment = looked.payment === 'unread' ? null : looked.payment;
  const status = await verdict(session, lines, promise, looked);
  const reason = reasonToTell(status, payment);
  return {
    session,
    lines,
    paidBy: { by: 'session', id: session.id },
    promise,
    status,
    statusIfDisputeWon: () => verdict(session, lines, promise, { ...looked, disputeWon: true }),
    reason,
    created: session.created,
    livemode: session.livemode,
    metadata: session.metadata,
    payment,
    link: idOf(session.payment_link),
    hasEnded: begun !== null && begun !== 'unread' && begun.subscription?.status === 'canceled',
    describe: (now) => ({
      ...describeOrder(session, lines, promise, now),
      ...(reason !== null && { reason }),
      ...(subscription !== null && { subscription }),
    }),
    contact: () => contactOf(session, payment),
  };
}

/**
 * Where the money is: with the session, where it is paid once; and where a subscription began, with its first invoice,
 * which is read apart, or left alone where nobody asks for more than a status.
 */
function lookedAt(session: Stripe.Checkout.Session, begun: BegunSubscription | null | 'unread') {
  if (begun === 'unread' && session.mode === 'subscription') return { payment: begun, subscription: null };
  if (begun === null || begun === 'unread') {
    const payment = typeof session.payment_intent === 'object' ? session.payment_intent : null;
    return { payment, subscription: null };
  }
  const { payment, subscription } = begun;
  return { payment, subscription: subscription === null ? null : describeSubscription(subscription) };
}

export function contactOf(session: Stripe.Checkout.Session, payment: Stripe.PaymentIntent | null): OrderContact {
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
    stripe: {
      session: session.id,
      paymentIntent: idOf(session.payment_intent ?? payment),
      customer: idOf(session.customer),
      subscription: idOf(session.subscription),
    },
  };
}
