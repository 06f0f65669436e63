import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { cancelIntent, move } from '../payment/intent.js';
import { isConfirmable } from '../payment/intent-states.js';
import { forgetActions } from '../payment/pending-action.js';
import { addToBalance } from './customer-balance.js';
import { reckon } from './draft-invoice.js';
import { invoiceEvent } from './invoice-object.js';
import { cancelInvoicePayment, defaultPaymentOf } from './invoice-payments.js';
import type { InvoiceRecord } from './invoice-record.js';
import { invoiceStatusAfter } from './invoice-states.js';
import { subscriptionInvoicePaid } from './subscription-payments.js';

/** An intent has brought money: the invoice is credited with it, and paid when nothing is left. */
export function creditPayment(
  account: Account,
  record: InvoiceRecord,
  payment: Stripe.InvoicePayment,
  amount: number,
): void {
  const overpaidBefore = record.invoice.amount_overpaid;
  payment.status = 'paid';
  payment.amount_paid = amount;
  payment.status_transitions.paid_at = account.clock.now();
  reckon(account, record);
  creditCustomer(account, record, record.invoice.amount_overpaid - overpaidBefore);
  account.reached(payment, 'paid');
  account.emit('invoice_payment.paid', payment);
  if (record.invoice.amount_remaining > 0) followRemaining(account, record);
  else markPaid(account, record);
}

/** What was paid beyond the invoice is the buyer's, for the next one. */
function creditCustomer(account: Account, record: InvoiceRecord, amount: number): void {
  if (amount <= 0) return;
  addToBalance(account, record.invoice, -amount);
  invoiceEvent(account, 'invoice.overpaid', record);
}

/** The payment that Stripe made always asks for what is left. Who was about to agree to more has to confirm again. */
function followRemaining(account: Account, { invoice }: InvoiceRecord): void {
  const own = defaultPaymentOf(account, invoice.id);
  if (own?.payment.status !== 'open' || !isConfirmable(own.intent.status)) return;
  own.payment.amount_requested = invoice.amount_remaining;
  own.intent.amount = invoice.amount_remaining;
  if (own.intent.status !== 'requires_action') return;
  forgetActions(account.actions, own.intent.id);
  move(account, own.intent, 'abandoned');
}

/** Nothing is left of it, whichever way it was paid: nobody is asked for it any more. */
export function markPaid(account: Account, record: InvoiceRecord): void {
  const { invoice } = record;
  const status = invoiceStatusAfter(invoice.status, 'paid');
  if (status === null) return;
  invoice.status = status;
  invoice.attempted = true;
  invoice.auto_advance = false;
  invoice.next_payment_attempt = null;
  invoice.status_transitions.paid_at = account.clock.now();
  endDefaultPayment(account, record);
  account.reached(invoice, 'paid');
  invoiceEvent(account, 'invoice.paid', record);
  invoiceEvent(account, 'invoice.payment_succeeded', record);
  subscriptionInvoicePaid(account, record);
}

/** The payment that Stripe made for the invoice cannot pay it any more. What a bank has been asked for cannot be called back. */
export function endDefaultPayment(account: Account, { invoice }: InvoiceRecord): void {
  const own = defaultPaymentOf(account, invoice.id);
  if (own?.payment.status !== 'open' || !isConfirmable(own.intent.status)) return;
  cancelInvoicePayment(account, own.payment);
  cancelIntent(account, own.intent);
}
