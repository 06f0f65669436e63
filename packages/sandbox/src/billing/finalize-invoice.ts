import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { purposeOf } from '../payment/purpose.js';
import { typesOffered } from '../payment/payment-methods.js';
import { createIntent } from '../payment/intent.js';
import { ApiError } from '../errors.js';
import { MAXIMUM_CHARGE, minimumCharge } from '../money/currency.js';
import { addToBalance, balanceFor, withBalance } from './customer-balance.js';
import { reckon } from './draft-invoice.js';
import { invoiceEvent } from './invoice-object.js';
import { openInvoicePayment } from './invoice-payments.js';
import { invoicePurpose } from './invoice-purpose.js';
import type { InvoiceRecord } from './invoice-record.js';
import { invoiceStatusAfter } from './invoice-states.js';
import { subscriptionOf } from './subscription-payments.js';
import { markPaid } from './settle-invoice.js';

export interface Finalizing {
  /** Seconds until a payment is attempted by itself, where that is to happen; an hour by default. */
  readonly attemptAfter?: number;
  /** The intent that pays it, where a Checkout Session has one: by default the invoice gets its own. */
  readonly payment?: Stripe.PaymentIntent | null;
}

/** Seconds from finalizing by hand to the first attempt of an invoice that is collected automatically. */
const ATTEMPT_AFTER = 60 * 60;

/**
 * A draft becomes an invoice: it gets its number, its page and, where something is due, the one PaymentIntent that pays
 * it. The customer's balance is applied; where nothing is due it is paid at once.
 *
 * @throws ApiError where it is no draft any more
 */
export function finalizeInvoice(account: Account, record: InvoiceRecord, finalizing: Finalizing = {}): void {
  const { invoice } = record;
  const status = invoiceStatusAfter(invoice.status, 'finalized');
  if (status === null) {
    throw new ApiError('invoice-states', 400, `This invoice is ${invoice.status}: only a draft can be finalized.`, {
      code: 'invoice_not_editable',
    });
  }
  const { attemptAfter = ATTEMPT_AFTER, payment = null } = finalizing;
  const before = balanceFor(account, invoice);
  // What a session has been paid with knew of no balance.
  const { due, left } = payment
    ? { due: invoice.amount_due, left: before }
    : withBalance(invoice.total, before, minimumCharge(invoice.currency));
  if (due > MAXIMUM_CHARGE) {
    throw new ApiError('amount-too-large', 400, 'The total has more than eight digits.', { code: 'amount_too_large' });
  }
  const now = account.clock.now();
  invoice.status = status;
  invoice.number ??= nextNumber(account, record);
  invoice.automatically_finalizes_at = null;
  invoice.effective_at = now;
  invoice.starting_balance = before;
  invoice.ending_balance = left;
  addToBalance(account, invoice, left - before);
  reckon(account, record);
  invoice.status_transitions.finalized_at = now;
  invoice.hosted_invoice_url = `${record.origin}/i/${record.page}`;
  invoice.invoice_pdf = `${invoice.hosted_invoice_url}/pdf`;
  const isAttempted =
    invoice.auto_advance === true && invoice.collection_method === 'charge_automatically' && due > 0 && !payment;
  invoice.next_payment_attempt = isAttempted ? now + attemptAfter : null;
  if (payment) {
    invoice.attempted = true;
    invoice.attempt_count = 1;
  }
  noteMetadata(account, record);
  if (due > 0) setDefaultPayment(account, record, payment ?? makeIntent(account, record));
  account.reached(invoice, 'open');
  invoiceEvent(account, 'invoice.finalized', record);
  if (due === 0) markPaid(account, record);
}

function makeIntent(account: Account, { invoice }: InvoiceRecord): Stripe.PaymentIntent {
  const wanted = invoice.payment_settings.payment_method_types;
  const types = typesOffered(account, invoice.currency).filter((type) => wanted === null || wanted.includes(type));
  if (types.length === 0) {
    throw new ApiError('invoice-payment-methods', 400, 'No payment method of the account is left for this invoice.', {
      code: 'invoice_no_payment_method_types',
    });
  }
  const input = {
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    methodTypes: types,
    customer: typeof invoice.customer === 'string' ? invoice.customer : null,
    setupFutureUsage: invoice.parent?.subscription_details ? ('off_session' as const) : null,
  };
  return createIntent(account, input, null);
}

/**
 * From now on the invoice follows the intent. Where a session made it, the session hears the one answer that is still to
 * come, of a bank that takes days; what is tried after that is the invoice's affair alone.
 */
function setDefaultPayment(account: Account, record: InvoiceRecord, intent: Stripe.PaymentIntent): void {
  const payment = openInvoicePayment(account, record, intent, true);
  const ours = invoicePurpose(account, record, payment, 'invoice');
  const before = purposeOf(account, intent);
  if (!before) {
    account.purposes.set(intent.id, ours);
    return;
  }
  const moved: typeof ours.moved = (...what) => {
    const [happening] = what;
    account.purposes.set(intent.id, happening === 'paid' ? { ...before, moved: ours.moved } : ours);
    ours.moved(...what);
    before.moved(...what);
  };
  account.purposes.set(intent.id, { ...before, moved });
}

/** What the subscription's metadata is at this moment, the invoice keeps. */
function noteMetadata(account: Account, record: InvoiceRecord): void {
  const details = record.invoice.parent?.subscription_details;
  const subscription = subscriptionOf(account, record)?.subscription;
  if (details && subscription) details.metadata = { ...subscription.metadata };
}

/** The customer's prefix and the next in their sequence. */
function nextNumber(account: Account, { invoice }: InvoiceRecord): string {
  const customer = account.customers.get(String(invoice.customer));
  const sequence = customer?.next_invoice_sequence ?? 1;
  if (customer) customer.next_invoice_sequence = sequence + 1;
  return `${customer?.invoice_prefix ?? 'SANDBOX'}-${String(sequence).padStart(4, '0')}`;
}
