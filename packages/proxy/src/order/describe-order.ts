import type Stripe from 'stripe';
import type { OrderStatus, VerifiedOrder } from '@stripe-cart/contract';
import type { SalePromise } from './promise.js';
import { dueAtCheckout, linesFrom } from './stripe-lines.js';
import { totalsOf } from './totals.js';

/** A session as its buyer may see it: what was bought and for how much. Nothing about the person, no id of Stripe's. */
export function describeOrder(
  session: Stripe.Checkout.Session,
  lines: readonly Stripe.LineItem[],
  promise: SalePromise,
  status: OrderStatus,
): VerifiedOrder {
  const { presentment_details: presentment } = session;
  const totals = totalsOf(session, dueAtCheckout(session, lines));
  return {
    detail: 'full',
    status,
    number: promise.number,
    attempt: promise.attempt,
    livemode: session.livemode,
    currency: promise.currency,
    lines: linesFrom(session, lines).map(({ item, options, name, quantity, unitAmount, recurring }, index) => ({
      item,
      options,
      name,
      quantity: Math.max(1, quantity),
      unitAmount,
      // A line that a trial comes before costs nothing yet; what it is sold for is said all the same.
      subtotal: recurring?.trialDays === undefined ? (lines[index]?.amount_subtotal ?? 0) : unitAmount * quantity,
    })),
    // Amounts that do not add up are for the owner to look at; the wire has no place for negative ones.
    totals: { ...totals, tax: Math.max(0, totals.tax) },
    presentment: presentment
      ? { currency: presentment.presentment_currency, total: presentment.presentment_amount }
      : null,
  };
}
