import type Stripe from 'stripe';
import type { OrderStatus } from '@stripe-cart/contract';
import { byNextAction, givenBack } from '../order/payment-state.js';

/**
 * What has come of a renewal: of an invoice that Stripe makes and collects by itself, period after period. The amount is
 * Stripe's own, because the buyer may have changed the subscription since, and the owner its price.
 *
 * @param payment of this invoice, with its latest charge; null where nothing was due
 */
export function renewalVerdict(
  invoice: Stripe.Invoice,
  payment: Stripe.PaymentIntent | null,
  { disputeWon = false } = {},
): OrderStatus {
  switch (invoice.status) {
    case 'paid':
      if (invoice.amount_remaining > 0) return 'review';
      return givenBack(payment, disputeWon) ?? (invoice.total > 0 ? 'paid' : 'free');
    case 'open':
      return whileOpen(invoice, payment);
    case 'draft':
      return 'unpaid';
    case 'void':
    case 'uncollectible':
      return 'canceled';
    default:
      return 'unknown';
  }
}

/**
 * Nobody stands at a form. A payment that waits for its buyer after Stripe has tried is one that failed, whether the bank
 * said no or wants to ask them something; Stripe tries again, and says so when it has the money.
 */
function whileOpen({ attempted }: Stripe.Invoice, payment: Stripe.PaymentIntent | null): OrderStatus {
  if (payment === null) return 'unpaid';
  if (payment.status === 'processing' || payment.status === 'succeeded') return 'pending';
  if (byNextAction(payment) === 'pending') return 'pending';
  return attempted ? 'failed' : 'unpaid';
}
