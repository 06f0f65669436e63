import type Stripe from 'stripe';
import type { WireLineItem } from '../account/wire.js';

/** A Checkout Session with what Stripe knows about it but shows elsewhere or only when asked. */
export interface CheckoutRecord {
  /** Unexpanded, as an event carries it. */
  readonly session: Stripe.Checkout.Session;
  /** In their order; `line_items` of an update replaces them. */
  lineItems: readonly WireLineItem[];
  /** What `payment_intent_data` asks of the PaymentIntent, which is made when the buyer first tries to pay. */
  paymentIntentData: Stripe.Checkout.SessionCreateParams.PaymentIntentData;
  /** What `subscription_data` asks of the subscription, which is made when the buyer is done. */
  readonly subscriptionData: Stripe.Checkout.SessionCreateParams.SubscriptionData;
  /** What `setup_intent_data` asks of the SetupIntent, which is made when the buyer first tries. */
  readonly setupIntentData: Stripe.Checkout.SessionCreateParams.SetupIntentData;
  /** Where the buyer goes when done; the session shows it as well. */
  readonly successUrl: string | null;
  /** Where the sandbox is reached, for the pages a payment method redirects to. */
  readonly origin: string;
  /** What a payment link gave this session, beside what the session shows; null for one that the shop created. */
  readonly fromLink: FromLink | null;
}

export interface FromLink {
  /** The address in the URL that was opened, which the buyer may change. */
  readonly prefilledEmail: string | null;
  /** What Stripe's own page says after the payment; null where the buyer is sent on to the shop. */
  readonly confirmation: { readonly message: string | null } | null;
}
