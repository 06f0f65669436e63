import type Stripe from 'stripe';

/**
 * The buyer chooses another way of shipping, which changes the total.
 *
 * @returns false when the session has no such option
 */
export function chooseShipping(session: Stripe.Checkout.Session, rate: string): boolean {
  const option = session.shipping_options.find(({ shipping_rate: id }) => id === rate);
  if (!option) return false;
  const amount = option.shipping_amount;
  const { amount_discount: discount = 0, amount_tax: tax = 0 } = session.total_details ?? {};
  session.shipping_cost = { amount_subtotal: amount, amount_tax: 0, amount_total: amount, shipping_rate: rate };
  session.total_details = { amount_discount: discount, amount_shipping: amount, amount_tax: tax };
  session.amount_total = (session.amount_subtotal ?? 0) - discount + amount + tax;
  session.payment_status = session.amount_total === 0 ? 'no_payment_required' : 'unpaid';
  return true;
}
