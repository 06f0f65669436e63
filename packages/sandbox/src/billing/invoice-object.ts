import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { noSuch } from '../errors.js';
import { pageOf, type Page } from '../api/list.js';
import type { WireList } from '../account/wire.js';
import { defaultPaymentOf, paymentsOf } from './invoice-payments.js';
import type { InvoiceRecord, WireInvoice, WireInvoiceLine } from './invoice-record.js';
import { isPayable } from './invoice-states.js';

/** How many lines an invoice shows before it says `has_more`. */
const LINES_SHOWN = 10;

/** The invoice as the API answers with it: with its first lines, and nothing that must be asked for. */
export function invoiceOf(account: Account, record: InvoiceRecord): WireInvoice & { lines: WireList<WireInvoiceLine> } {
  return { ...record.invoice, lines: invoiceLinesOf(account, record.invoice.id, { limit: LINES_SHOWN }) };
}

/** @throws ApiError for an invoice the account does not have */
export function findInvoice(account: Account, id: string): InvoiceRecord {
  const record = account.invoices.get(id);
  if (!record) throw noSuch('invoice', id);
  return record;
}

export function invoiceLinesOf(account: Account, id: string, page: Page): WireList<WireInvoiceLine> {
  return pageOf(findInvoice(account, id).lines, page, `/v1/invoices/${id}/lines`, 'line_item');
}

/**
 * What a page needs to pay the invoice's own intent. Null while there is none (a draft, nothing due), and once nothing
 * can be paid with it: the invoice is paid or void.
 */
export function confirmationSecretOf(account: Account, id: string): Stripe.Invoice.ConfirmationSecret | null {
  const { invoice } = findInvoice(account, id);
  const own = defaultPaymentOf(account, id);
  if (!isPayable(invoice.status) || !own?.intent.client_secret) return null;
  return { client_secret: own.intent.client_secret, type: 'payment_intent' };
}

/** The invoice's payments, as `expand` shows them: the newest first. */
export function invoicePaymentsOf(account: Account, id: string, page: Page): WireList<Stripe.InvoicePayment> {
  return pageOf(paymentsOf(account, id).toReversed(), page, `/v1/invoice_payments?invoice=${id}`, 'invoice_payment');
}

/** Tells of an invoice as it is now, lines and all. */
export function invoiceEvent(account: Account, type: Stripe.Event.Type, record: InvoiceRecord): void {
  account.emit(type, invoiceOf(account, record));
}
