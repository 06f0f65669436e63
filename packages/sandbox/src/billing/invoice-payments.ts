import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import type { InvoiceRecord } from './invoice-record.js';

/**
 * Notes that an intent is to pay an invoice.
 *
 * @param isDefault for the one that Stripe makes when it finalizes the invoice, which always asks for what is left
 */
export function openInvoicePayment(
  account: Account,
  { invoice }: InvoiceRecord,
  intent: Stripe.PaymentIntent,
  isDefault: boolean,
): Stripe.InvoicePayment {
  const payment: Stripe.InvoicePayment = {
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: intent.amount,
    created: account.clock.now(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: isDefault,
    livemode: false,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  };
  account.invoicePayments.set(payment.id, payment);
  return payment;
}

/** All payments of an invoice, the oldest first. */
export function paymentsOf(account: Account, invoice: string): Stripe.InvoicePayment[] {
  return [...account.invoicePayments.values()].filter((payment) => payment.invoice === invoice);
}

/** What each payment that succeeded has brought, in minor units. */
export function paidOf(account: Account, invoice: string): number[] {
  return paymentsOf(account, invoice)
    .filter(({ status }) => status === 'paid')
    .map(({ amount_paid: amount }) => amount ?? 0);
}

/** The payment that Stripe made for the invoice, with its intent; null for a draft, or where nothing was due. */
export function defaultPaymentOf(
  account: Account,
  invoice: string,
): { readonly payment: Stripe.InvoicePayment; readonly intent: Stripe.PaymentIntent } | null {
  const payment = paymentsOf(account, invoice).find(({ is_default: isDefault }) => isDefault);
  const intent = payment && intentOf(account, payment);
  return payment && intent ? { payment, intent } : null;
}

/** The invoice's payment with that intent, whatever became of it. */
export function paymentWith(account: Account, intent: string): Stripe.InvoicePayment | null {
  const payments = [...account.invoicePayments.values()];
  return payments.find(({ payment }) => payment.payment_intent === intent) ?? null;
}

export function intentOf(account: Account, { payment }: Stripe.InvoicePayment): Stripe.PaymentIntent | null {
  return typeof payment.payment_intent === 'string'
    ? (account.paymentIntents.get(payment.payment_intent) ?? null)
    : null;
}

/** It will not pay the invoice any more. */
export function cancelInvoicePayment(account: Account, payment: Stripe.InvoicePayment): void {
  if (payment.status !== 'open') return;
  payment.status = 'canceled';
  payment.status_transitions.canceled_at = account.clock.now();
}
