import type Stripe from 'stripe';
import type { OrderTotals } from '@stripe-cart/contract';

/**
 * The way from subtotal to total, in minor units. Tax counts only where it is added on top: what a price already
 * includes changes no total. Stripe does not say which is which in one place, but each line and the shipping do: their
 * total is either with their tax or without.
 */
export function totalsOf(session: Stripe.Checkout.Session, lines: readonly Stripe.LineItem[]): OrderTotals {
  const shipping = session.shipping_cost;
  return {
    subtotal: session.amount_subtotal ?? 0,
    discount: session.total_details?.amount_discount ?? 0,
    shipping: shipping?.amount_subtotal ?? 0,
    tax: sum(addedTaxes(session, lines).map(({ added }) => added)),
    total: session.amount_total ?? 0,
  };
}

/** What was added to each line, and to the shipping, beside the tax that Stripe reckons is in it. */
function addedTaxes({ shipping_cost: shipping }: Stripe.Checkout.Session, lines: readonly Stripe.LineItem[]) {
  const taxes = lines.map((line) => ({
    added: line.amount_total - line.amount_subtotal + line.amount_discount,
    reckoned: line.amount_tax,
  }));
  if (shipping === null) return taxes;
  return [...taxes, { added: shipping.amount_total - shipping.amount_subtotal, reckoned: shipping.amount_tax }];
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** Whether these totals add up, from these very lines, with nothing negative and nothing beyond whole numbers. */
export function addUp(
  totals: OrderTotals,
  session: Stripe.Checkout.Session,
  lines: readonly Stripe.LineItem[],
): boolean {
  const { subtotal, discount, shipping, tax, total } = totals;
  return (
    [subtotal, discount, shipping, tax, total].every((amount) => Number.isSafeInteger(amount) && amount >= 0) &&
    subtotal === sum(lines.map((line) => (line.price?.unit_amount ?? NaN) * (line.quantity ?? NaN))) &&
    subtotal === sum(lines.map((line) => line.amount_subtotal)) &&
    addedTaxes(session, lines).every(({ added, reckoned }) => added === 0 || added === reckoned) &&
    tax <= (session.total_details?.amount_tax ?? 0) &&
    total === subtotal - discount + shipping + tax
  );
}
