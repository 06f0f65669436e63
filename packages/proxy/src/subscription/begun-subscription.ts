import type Stripe from 'stripe';
import { idOf } from '../order/found-order.js';
import type { StripeGateway } from '../stripe/gateway.js';

/** What a session of mode `subscription` began, and does not show itself: Stripe expands four levels and no more. */
export interface BegunSubscription {
  /** Null where Stripe does not show it, or nobody asked. */
  readonly subscription: Stripe.Subscription | null;
  /** What its first invoice was paid by, with the latest charge; null where nothing was due. */
  readonly payment: Stripe.PaymentIntent | null;
}

/**
 * Two calls at once, or one where the payment is all that is asked for. Null for a session that began none: it is paid
 * once, or nobody has completed it.
 */
export async function readBegun(
  gateway: StripeGateway,
  session: Stripe.Checkout.Session,
  deadline: AbortSignal,
  { onlyPayment = false } = {},
): Promise<BegunSubscription | null> {
  const [id, invoice] = [idOf(session.subscription), idOf(session.invoice)];
  if (session.mode !== 'subscription' || session.status !== 'complete') return null;
  const [subscription, payment] = await Promise.all([
    id === null || onlyPayment ? null : gateway.retrieveSubscription(id, deadline),
    invoice === null ? null : paymentOf(gateway, invoice, deadline),
  ]);
  return { subscription, payment };
}

/** The PaymentIntent that has paid an invoice, or is to pay it: the one that got furthest. */
export async function paymentOf(
  gateway: StripeGateway,
  invoice: string,
  deadline: AbortSignal,
): Promise<Stripe.PaymentIntent | null> {
  const payments = await gateway.listPaymentsOfInvoice(invoice, deadline);
  const furthest = ['paid', 'open', 'canceled'].flatMap((status) => payments.filter((each) => each.status === status));
  const intents = furthest.map(({ payment }) => payment.payment_intent);
  return intents.find((intent) => typeof intent === 'object') ?? null;
}
