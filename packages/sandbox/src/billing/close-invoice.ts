import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError } from '../errors.js';
import { isConfirmable } from '../payment/intent-states.js';
import { addToBalance, appliedBalance } from './customer-balance.js';
import { invoiceEvent } from './invoice-object.js';
import { intentOf, paymentsOf } from './invoice-payments.js';
import type { InvoiceRecord } from './invoice-record.js';
import { invoiceStatusAfter } from './invoice-states.js';
import { endDefaultPayment } from './settle-invoice.js';

/**
 * It was a mistake: nothing can be paid with it any more, and what it took of the customer's balance is there again.
 *
 * @throws ApiError where its status does not allow it, or where something has been or is being paid of it
 */
export function voidInvoice(account: Account, record: InvoiceRecord): void {
  const { invoice } = record;
  const status = nextStatus(record, 'voided');
  refuseWithPayments(account, record, ['open', 'paid'], 'voided');
  invoice.status = status;
  invoice.auto_advance = false;
  invoice.next_payment_attempt = null;
  invoice.status_transitions.voided_at = account.clock.now();
  endDefaultPayment(account, record);
  addToBalance(account, invoice, appliedBalance(invoice));
  account.reached(invoice, status);
  invoiceEvent(account, 'invoice.voided', record);
}

/**
 * Nobody expects it to be paid any more. It still may be.
 *
 * @throws ApiError where its status does not allow it, or where something is being paid of it
 */
export function markUncollectible(account: Account, record: InvoiceRecord): void {
  const { invoice } = record;
  const status = nextStatus(record, 'given_up');
  refuseWithPayments(account, record, ['open'], 'marked uncollectible');
  invoice.status = status;
  invoice.auto_advance = false;
  invoice.next_payment_attempt = null;
  invoice.status_transitions.marked_uncollectible_at = account.clock.now();
  account.reached(invoice, status);
  invoiceEvent(account, 'invoice.marked_uncollectible', record);
}

function nextStatus({ invoice }: InvoiceRecord, happening: 'voided' | 'given_up'): 'void' | 'uncollectible' {
  const status = invoiceStatusAfter(invoice.status, happening);
  if (status === 'void' || status === 'uncollectible') return status;
  throw new ApiError('invoice-states', 400, `This invoice is ${invoice.status}, which does not allow this.`, {
    code: 'status_transition_invalid',
  });
}

/** The payment that Stripe made itself counts only once a bank has been asked. */
function refuseWithPayments(
  account: Account,
  { invoice }: InvoiceRecord,
  statuses: readonly string[],
  what: string,
): void {
  const counts = (payment: Stripe.InvoicePayment): boolean =>
    statuses.includes(payment.status) &&
    !(payment.is_default && payment.status === 'open' && isConfirmable(intentOf(account, payment)?.status ?? ''));
  if (!paymentsOf(account, invoice.id).some(counts)) return;
  throw new ApiError('invoice-with-payments', 400, `An invoice with payments cannot be ${what}.`, {
    code: 'status_transition_invalid',
  });
}
