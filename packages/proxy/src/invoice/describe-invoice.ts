import type { InvoiceReply } from '@stripe-cart/contract';
import { invoiceStatus } from './invoice-status.js';
import type { FoundInvoice } from './read-invoice.js';

/**
 * An invoice as whoever has its link may see it, without the way to pay it. Nothing about the person and no id of
 * Stripe's is in it: the customer's name, address and e-mail stand in the invoice, and stay there.
 * How many lines there are beyond those that were read Stripe does not say; what they come to is the rest.
 */
export function describeInvoice({ invoice, lines, hasMore }: FoundInvoice): Omit<InvoiceReply, 'payment'> {
  const { livemode, number, currency, total, due_date: dueDate } = invoice;
  const remaining = Math.max(0, invoice.amount_remaining);
  const shown = lines.reduce((sum, { amount }) => sum + amount, 0);
  return {
    status: invoiceStatus(invoice),
    livemode,
    number,
    currency,
    lines: lines.map(({ description, quantity, amount }) => ({ description: description ?? '', quantity, amount })),
    ...(hasMore && { restAmount: invoice.subtotal - shown }),
    total,
    // What a customer's credit has taken off is paid as well, and Stripe counts it in no `amount_paid`.
    paid: Math.max(0, invoice.amount_paid, total - remaining),
    remaining,
    dueDate,
  };
}
