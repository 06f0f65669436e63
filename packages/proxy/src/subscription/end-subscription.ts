import type Stripe from 'stripe';
import type { Deps } from '../deps.js';
import { idOf } from '../order/found-order.js';
import { Refusal } from '../refusal.js';
import type { StripeGateway } from '../stripe/gateway.js';

/**
 * Whether Stripe may still take money for a subscription whose first payment failed. It tries again by itself, and lets
 * the invoice be paid on its own page, until that is void; and a subscription that is not over is charged again next
 * period (https://docs.stripe.com/billing/subscriptions/overview#unpaid-subscriptions).
 */
export async function goesOn(
  { gateway }: Pick<Deps, 'gateway'>,
  session: Stripe.Checkout.Session,
  deadline: AbortSignal,
): Promise<boolean> {
  const { subscription, invoice } = await readBoth(gateway, session, deadline);
  return !isVoid(invoice) || !isOver(subscription);
}

/**
 * Has Stripe end it, so that nothing can be paid for it any more. The invoice comes first: Stripe does not void one that
 * is paid, or is being paid, and then the subscription goes on as well. As with `../checkout/expire-session.ts`, what it
 * answers is not asked: whoever calls this looks again.
 *
 * @param number of its order, for the log
 */
export async function endSubscription(
  { gateway, log }: Pick<Deps, 'gateway' | 'log'>,
  session: Stripe.Checkout.Session,
  number: string,
  deadline: AbortSignal,
): Promise<void> {
  try {
    const { subscription, invoice } = await readBoth(gateway, session, deadline);
    if (invoice !== null && !isVoid(invoice)) await gateway.voidInvoice(invoice.id, deadline);
    if (subscription !== null && !isOver(subscription)) await gateway.cancelSubscription(subscription.id, deadline);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log({ level: 'warn', event: 'cancel_failed', number, note: error.note });
  }
}

/** Null where the session names none, or Stripe shows none: what cannot be seen may be paid. */
async function readBoth(gateway: StripeGateway, session: Stripe.Checkout.Session, deadline: AbortSignal) {
  const [id, first] = [idOf(session.subscription), idOf(session.invoice)];
  const [subscription, invoice] = await Promise.all([
    id === null ? null : gateway.retrieveSubscription(id, deadline),
    first === null ? null : gateway.retrieveInvoice(first, deadline),
  ]);
  return { subscription, invoice };
}

const isVoid = (invoice: Stripe.Invoice | null): boolean => invoice?.status === 'void';

const isOver = (subscription: Stripe.Subscription | null): boolean =>
  subscription?.status === 'canceled' || subscription?.status === 'incomplete_expired';
