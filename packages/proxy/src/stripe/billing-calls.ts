import type Stripe from 'stripe';
import { asInvoicePayments, asExpandedSession, asList, asPortalSession, asSubscription } from './answer-shape.js';
import { attempts, foundOrNull } from './attempts.js';

/** Subscriptions: what they are, what was paid for them, and the way to look after them. */
export interface BillingCalls {
  /** Null where Stripe knows no such subscription. */
  retrieveSubscription(id: string, deadline: AbortSignal): Promise<Stripe.Subscription | null>;
  /** At once, and for good. Stripe refuses it for one that is over. */
  cancelSubscription(id: string, deadline: AbortSignal): Promise<void>;
  /** The session that began a subscription, as `retrieveSession` has it; null where none did. */
  findSessionOfSubscription(subscription: string, deadline: AbortSignal): Promise<Stripe.Checkout.Session | null>;
  /** The latest 100 payments of an invoice, each with its PaymentIntent and that one's latest charge. */
  listPaymentsOfInvoice(invoice: string, deadline: AbortSignal): Promise<Stripe.InvoicePayment[]>;
  /** The id of the invoice that a PaymentIntent pays; null where it pays none. */
  findInvoiceOf(paymentIntent: string, deadline: AbortSignal): Promise<string | null>;
  /** A way into the customer portal, good for one visit. */
  createPortalSession(
    params: Stripe.BillingPortal.SessionCreateParams,
    deadline: AbortSignal,
  ): Promise<Stripe.BillingPortal.Session>;
}

/** What a session needs to be judged by, in a list. */
const SESSION = ['data.line_items', 'data.payment_intent.latest_charge'];

export function billingCalls(stripe: Stripe, allowHttp: boolean): BillingCalls {
  return {
    async retrieveSubscription(id, deadline) {
      const answer = await foundOrNull(() => stripe.subscriptions.retrieve(id), deadline);
      return answer === null ? null : asSubscription(answer);
    },

    async cancelSubscription(id, deadline) {
      await attempts(() => stripe.subscriptions.cancel(id), deadline);
    },

    async findSessionOfSubscription(subscription, deadline) {
      const query = { subscription, limit: 1, expand: SESSION };
      const { data } = asList(await attempts(() => stripe.checkout.sessions.list(query), deadline), 'checkout.session');
      return data[0] === undefined ? null : asExpandedSession(data[0]);
    },

    async listPaymentsOfInvoice(invoice, deadline) {
      // Four levels, the most Stripe expands.
      const query = { invoice, limit: 100, expand: ['data.payment.payment_intent.latest_charge'] };
      return asInvoicePayments(await attempts(() => stripe.invoicePayments.list(query), deadline));
    },

    async findInvoiceOf(paymentIntent, deadline) {
      const payment = { type: 'payment_intent' as const, payment_intent: paymentIntent };
      const list = () => stripe.invoicePayments.list({ payment, limit: 1 });
      const [first] = asInvoicePayments(await attempts(list, deadline));
      if (first === undefined) return null;
      return typeof first.invoice === 'string' ? first.invoice : first.invoice.id;
    },

    async createPortalSession(params, deadline) {
      const create = () => stripe.billingPortal.sessions.create({ ...params });
      return asPortalSession(await attempts(create, deadline), allowHttp);
    },
  };
}
