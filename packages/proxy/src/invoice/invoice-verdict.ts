import type Stripe from 'stripe';
import type { InvoiceStatus, OrderStatus } from '@stripe-cart/contract';
import { hasFailedLater } from '../order/payment-state.js';
import { invoiceStatus, ownPaymentOf } from './invoice-status.js';

/**
 * What has come of paying an invoice, in the words of an order: asked by whoever came back from it. The invoice itself is
 * read, and nothing but it: a PaymentIntent that succeeded says that money was taken, and only the invoice says that it
 * was taken for this.
 */
export function invoiceVerdict(invoice: Stripe.Invoice): OrderStatus {
  const status = invoiceStatus(invoice);
  // Stripe calls it paid, and says that something is left: a person has to look.
  if (status === 'paid' && invoice.amount_remaining > 0) return 'review';
  const own = ownPaymentOf(invoice);
  if (status === 'open' && own !== null && hasFailedLater(own)) return 'failed';
  return VERDICTS[status];
}

const VERDICTS: Readonly<Record<InvoiceStatus, OrderStatus>> = {
  paid: 'paid',
  nothing_due: 'free',
  processing: 'pending',
  open: 'unpaid',
  collecting: 'unpaid',
  draft: 'unpaid',
  void: 'canceled',
  uncollectible: 'canceled',
  unavailable: 'unknown',
};
