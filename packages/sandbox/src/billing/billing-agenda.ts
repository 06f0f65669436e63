import type { Account } from '../account/account.js';
import { attemptCollection } from './collect-invoice.js';
import { finalizeInvoice } from './finalize-invoice.js';
import type { InvoiceRecord } from './invoice-record.js';
import { advanceSubscription, subscriptionDue } from './renew-subscription.js';

/** When Stripe has something to do next about an invoice or a subscription; Infinity when nothing is waiting. */
export function billingDue(account: Account): number {
  let next = Infinity;
  for (const record of account.invoices.values()) next = Math.min(next, invoiceDue(record));
  for (const record of account.subscriptions.values()) next = Math.min(next, subscriptionDue(record));
  return next;
}

function invoiceDue({ invoice }: InvoiceRecord): number {
  const { status, automatically_finalizes_at: finalizes, next_payment_attempt: attempt } = invoice;
  return (status === 'draft' ? finalizes : status === 'open' ? attempt : null) ?? Infinity;
}

/** Everything whose time has come: drafts are finalized, payments attempted, periods renewed, each until it is up to date. */
export function settleBilling(account: Account): void {
  const now = account.clock.now();
  for (const record of account.subscriptions.values()) {
    while (subscriptionDue(record) <= now) advanceSubscription(account, record);
  }
  for (const record of account.invoices.values()) {
    while (invoiceDue(record) <= now) advanceInvoice(account, record);
  }
}

function advanceInvoice(account: Account, record: InvoiceRecord): void {
  if (record.invoice.status === 'draft') {
    // The draft has waited its hour: the first attempt is made at once.
    finalizeInvoice(account, record, { attemptAfter: 0 });
    return;
  }
  attemptCollection(account, record);
}
