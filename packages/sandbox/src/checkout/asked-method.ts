import type Stripe from 'stripe';

/**
 * Whether the buyer has to say what they pay with: for what is due now, for what a subscription will take when its trial
 * is over, or to be saved.
 */
export function asksForMethod(session: Stripe.Checkout.Session): boolean {
  if ((session.amount_total ?? 0) > 0) return true;
  return (
    session.mode === 'setup' || (session.mode === 'subscription' && session.payment_method_collection === 'always')
  );
}
