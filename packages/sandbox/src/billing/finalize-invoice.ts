import type { Account } from '../account/account.js';
import { typesOffered } from '../payment/payment-methods.js';
import { createIntent } from '../payment/intent.js';
import { ApiError, notCovered } from '../errors.js';
import { MAXIMUM_CHARGE, minimumCharge } from '../money/currency.js';
import { invoiceEvent } from './invoice-object.js';
import { openInvoicePayment } from './invoice-payments.js';
import { invoicePurpose } from './invoice-purpose.js';
import type { InvoiceRecord } from './invoice-record.js';
import { invoiceStatusAfter } from './invoice-states.js';
import { markPaid } from './settle-invoice.js';

/** Seconds from finalizing by hand to the first attempt of an invoice that is collected automatically. */
const ATTEMPT_AFTER = 60 * 60;

/**
 * A draft becomes an invoice: it gets its number, its page and, where something is due, the one PaymentIntent that pays
 * it. Where nothing is due it is paid at once.
 *
 * @param attemptAfter seconds until a payment is attempted by itself, where that is to happen
 * @throws ApiError where it is no draft any more
 */
export function finalizeInvoice(account: Account, record: InvoiceRecord, attemptAfter = ATTEMPT_AFTER): void {
  const { invoice } = record;
  const status = invoiceStatusAfter(invoice.status, 'finalized');
  if (status === null) {
    throw new ApiError('invoice-states', 400, `This invoice is ${invoice.status}: only a draft can be finalized.`, {
      code: 'invoice_not_editable',
    });
  }
  const due = invoice.amount_due;
  if (due > MAXIMUM_CHARGE) {
    throw new ApiError('amount-too-large', 400, 'The total has more than eight digits.', { code: 'amount_too_large' });
  }
  if (due > 0 && due < minimumCharge(invoice.currency)) {
    throw notCovered('an invoice of less than the smallest charge, which Stripe puts on the customer’s balance');
  }
  const now = account.clock.now();
  invoice.status = status;
  invoice.number ??= nextNumber(account, record);
  invoice.automatically_finalizes_at = null;
  invoice.effective_at = now;
  invoice.ending_balance = invoice.starting_balance;
  invoice.status_transitions.finalized_at = now;
  invoice.hosted_invoice_url = `${record.origin}/i/${record.page}`;
  invoice.invoice_pdf = `${invoice.hosted_invoice_url}/pdf`;
  const isAttempted = invoice.auto_advance === true && invoice.collection_method === 'charge_automatically' && due > 0;
  invoice.next_payment_attempt = isAttempted ? now + attemptAfter : null;
  if (due > 0) makeDefaultPayment(account, record);
  account.reached(invoice, 'open');
  invoiceEvent(account, 'invoice.finalized', record);
  if (due === 0) markPaid(account, record);
}

function makeDefaultPayment(account: Account, record: InvoiceRecord): void {
  const { invoice } = record;
  const wanted = invoice.payment_settings.payment_method_types;
  const types = typesOffered(account, invoice.currency).filter((type) => wanted === null || wanted.includes(type));
  if (types.length === 0) {
    throw new ApiError('invoice-payment-methods', 400, 'No payment method of the account is left for this invoice.', {
      code: 'invoice_no_payment_method_types',
    });
  }
  const intent = createIntent(
    account,
    {
      amount: invoice.amount_remaining,
      currency: invoice.currency,
      methodTypes: types,
      customer: typeof invoice.customer === 'string' ? invoice.customer : null,
      setupFutureUsage: invoice.parent?.subscription_details ? 'off_session' : null,
    },
    null,
  );
  const payment = openInvoicePayment(account, record, intent, true);
  account.purposes.set(intent.id, invoicePurpose(account, record, payment, 'invoice'));
}

/** The customer's prefix and the next in their sequence. */
function nextNumber(account: Account, { invoice }: InvoiceRecord): string {
  const customer = account.customers.get(String(invoice.customer));
  const sequence = customer?.next_invoice_sequence ?? 1;
  if (customer) customer.next_invoice_sequence = sequence + 1;
  return `${customer?.invoice_prefix ?? 'SANDBOX'}-${String(sequence).padStart(4, '0')}`;
}
