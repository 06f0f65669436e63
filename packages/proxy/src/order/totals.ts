import type Stripe from 'stripe';
import type { OrderTotals } from '@stripe-cart/contract';

/**
 * The way from subtotal to total, in minor units. Tax counts only where it is added on top: what a price already
 * includes changes no total. Stripe does not say which is which in one place, but each line and the shipping do: their
 * total is either with their tax or without.
 */
export function totalsOf(session: Stripe.Checkout.Session, lines: readonly Stripe.LineItem[]): OrderTotals {
  const shipping = session.shipping_cost;
  const taxOnLines = lines.map((line) => line.amount_total - line.amount_subtotal + line.amount_discount);
  const taxOnShipping = shipping === null ? 0 : shipping.amount_total - shipping.amount_subtotal;
  return {
    subtotal: session.amount_subtotal ?? 0,
    discount: session.total_details?.amount_discount ?? 0,
    shipping: shipping?.amount_subtotal ?? 0,
    tax: taxOnLines.reduce((sum, tax) => sum + tax, 0) + taxOnShipping,
    total: session.amount_total ?? 0,
  };
}

/** Whether these totals add up, from these very lines, with nothing negative and nothing beyond whole numbers. */
export function addUp(
  totals: OrderTotals,
  session: Stripe.Checkout.Session,
  lines: readonly Stripe.LineItem[],
): boolean {
  const { subtotal, discount, shipping, tax, total } = totals;
  const sumOfLines = lines.reduce((sum, line) => sum + (line.price?.unit_amount ?? NaN) * (line.quantity ?? NaN), 0);
  return (
    [subtotal, discount, shipping, tax, total].every((amount) => Number.isSafeInteger(amount) && amount >= 0) &&
    subtotal === sumOfLines &&
    subtotal === lines.reduce((sum, line) => sum + line.amount_subtotal, 0) &&
    tax <= (session.total_details?.amount_tax ?? 0) &&
    total === subtotal - discount + shipping + tax
  );
}
