import type { Account } from '../account/account.js';
import { ApiError, noSuchParam } from '../errors.js';
import type { Confirmation } from '../payment/confirmation.js';
import type { KeptPaymentMethod } from '../payment/kept-payment-method.js';
import { reckon } from './draft-invoice.js';
import { invoiceEvent } from './invoice-object.js';
import { defaultPaymentOf } from './invoice-payments.js';
import type { InvoiceRecord } from './invoice-record.js';
import { isPayable } from './invoice-states.js';
import { retryLater } from './retries.js';
import { chargeSaved, savedMethodFor, savedMethodOf } from './saved-methods.js';
import { markPaid } from './settle-invoice.js';
import { subscriptionPaymentFailed } from './subscription-payments.js';

/** The shop says that it was paid elsewhere: no charge is made. */
export function paidOutOfBand(account: Account, record: InvoiceRecord): void {
  refuseUnlessPayable(record);
  const { invoice } = record;
  invoice.amount_paid_off_stripe = invoice.amount_remaining;
  reckon(account, record);
  markPaid(account, record);
}

/**
 * The shop asks for a payment now.
 *
 * @param method the PaymentMethod to charge; null for the one that is saved for it
 * @throws ApiError where there is nothing to pay or nothing to charge, and 402 where the bank says no
 */
export function collectInvoice(account: Account, record: InvoiceRecord, method: string | null): void {
  // Nothing was due, so that finalizing it has paid it already.
  if (record.invoice.status === 'paid' && record.invoice.amount_due === 0) return;
  refuseUnlessPayable(record);
  const { invoice } = record;
  const kept =
    method === null ? savedMethodFor(account, invoice) : savedMethodOf(account, String(invoice.customer), method);
  if (!kept) {
    if (method !== null) throw noSuchParam('PaymentMethod', method, 'payment_method');
    throw new ApiError('invoice-pay', 400, 'There is no payment method to charge this invoice with.');
  }
  const outcome = charge(account, record, kept);
  if (outcome.is === 'declined') {
    throw new ApiError('invoice-pay', 402, outcome.message, {
      type: 'card_error',
      code: outcome.code,
      declineCode: outcome.declineCode,
    });
  }
  if (outcome.is === 'challenge') {
    throw new ApiError('invoice-pay', 402, 'This payment requires additional user action before it can be completed.', {
      type: 'card_error',
      code: 'invoice_payment_intent_requires_action',
    });
  }
}

/**
 * Stripe attempts a payment by itself, with what is saved. Without a method, or when the bank says no, it tries again
 * some days later, and gives up after the last time. A bank that has been asked is waited for.
 */
export function attemptCollection(account: Account, record: InvoiceRecord): void {
  const { invoice } = record;
  const kept = savedMethodFor(account, invoice);
  invoice.attempt_count += 1;
  invoice.attempted = true;
  invoice.next_payment_attempt = null;
  if (kept) {
    charge(account, record, kept);
  } else {
    invoiceEvent(account, 'invoice.payment_failed', record);
    subscriptionPaymentFailed(account, record);
  }
  const isUnderWay = defaultPaymentOf(account, invoice.id)?.intent.status === 'processing';
  if (isPayable(invoice.status) && !isUnderWay) retryLater(account, record);
}

/** Charges who is not there to be asked. */
function charge(account: Account, record: InvoiceRecord, kept: KeptPaymentMethod): Confirmation {
  const { invoice, origin } = record;
  const own = defaultPaymentOf(account, invoice.id);
  if (!own) throw new ApiError('invoice-pay', 400, 'This invoice has nothing to be paid with.');
  return chargeSaved(account, own.intent, kept, origin);
}

function refuseUnlessPayable({ invoice }: InvoiceRecord): void {
  if (isPayable(invoice.status)) return;
  throw new ApiError('invoice-states', 400, `This invoice is ${invoice.status} and cannot be paid.`, {
    code: 'status_transition_invalid',
  });
}
