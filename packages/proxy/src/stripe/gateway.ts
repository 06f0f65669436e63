import type Stripe from 'stripe';
import type { BillingCalls } from './billing-calls.js';
import type { InvoiceCalls } from './invoice-calls.js';
import type { MetadataCalls } from './object-metadata.js';
import type { PaymentIntentCalls } from './payment-intent-calls.js';

/**
 * Stripe as the rest of the proxy sees it: some two dozen calls, each bounded by the caller's deadline, each answer checked for
 * its shape, each failure a `Refusal` with a code of ours. The file that implements it is the only one with
 * `import Stripe from 'stripe'`; elsewhere Stripe's types are imported, never its code.
 */
export interface StripeGateway extends PaymentIntentCalls, InvoiceCalls, BillingCalls, MetadataCalls {
  /** All active prices with their products, over all pages. */
  listActivePrices(deadline: AbortSignal): Promise<Stripe.Price[]>;
  createSession(
    params: Stripe.Checkout.SessionCreateParams,
    idempotencyKey: string,
    deadline: AbortSignal,
  ): Promise<{ session: Stripe.Checkout.Session; replayed: boolean }>;
  /** With line items, payment intent and its latest charge expanded; null where Stripe knows no such session. */
  retrieveSession(id: string, deadline: AbortSignal, options?: Expansion): Promise<Stripe.Checkout.Session | null>;
  /** The session that took this payment, expanded likewise; null where no session did. */
  findSessionOf(paymentIntent: string, deadline: AbortSignal): Promise<Stripe.Checkout.Session | null>;
  /** The disputes of a payment, the latest 100. */
  listDisputes(paymentIntent: string, deadline: AbortSignal): Promise<Stripe.Dispute[]>;
  /** All line items of a session, for when Stripe says that it did not expand them all. */
  listLineItems(id: string, deadline: AbortSignal, options?: Expansion): Promise<Stripe.LineItem[]>;
  /** Only an open session can be expired; the caller looks again afterwards, whatever this says. */
  expireSession(id: string, deadline: AbortSignal): Promise<void>;
  createLink(
    params: Stripe.PaymentLinkCreateParams,
    idempotencyKey: string,
    deadline: AbortSignal,
  ): Promise<{ link: Stripe.PaymentLink; replayed: boolean }>;
  /** Null where Stripe knows no such link. */
  retrieveLink(id: string, deadline: AbortSignal): Promise<Stripe.PaymentLink | null>;
  /** From then on nobody can open it; sessions that were opened from it before stay as they are. */
  deactivateLink(id: string, deadline: AbortSignal): Promise<void>;
  /**
   * The latest 100 sessions of this status that were opened from a link, with payment and latest charge expanded, and
   * without lines. Those that are complete are all there are.
   * @throws {Refusal} `payment_unresolved` where more than 100 are complete
   */
  listSessionsOfLink(
    link: string,
    status: 'open' | 'complete',
    deadline: AbortSignal,
  ): Promise<Stripe.Checkout.Session[]>;
  /** The event, if one of `secrets` signed these very bytes within the tolerance, either way; else null. */
  verifyEvent(body: Uint8Array, signature: string, secrets: readonly string[]): Promise<Stripe.Event | null>;
}

export interface Expansion {
  /** Each line's product too, which takes a key that may read products. */
  readonly withProducts?: boolean;
}
