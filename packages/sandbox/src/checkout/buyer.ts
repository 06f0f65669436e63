import type Stripe from 'stripe';

/** What the buyer filled in on the payment page. */
export interface Buyer {
  readonly email: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly shipping: Stripe.Checkout.Session.CollectedInformation.ShippingDetails | null;
  readonly acceptsTerms: boolean;
}
