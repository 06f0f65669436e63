import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { unexpectedState } from '../payment/intent.js';
import type { Happening } from '../payment/intent-states.js';
import type { Purpose } from '../payment/purpose.js';
import { invoiceEvent } from './invoice-object.js';
import { cancelInvoicePayment, intentOf } from './invoice-payments.js';
import type { InvoiceRecord } from './invoice-record.js';
import { isPayable } from './invoice-states.js';
import { retryLater } from './retries.js';
import { creditPayment } from './settle-invoice.js';
import { subscriptionPaymentFailed } from './subscription-payments.js';

/** What an intent of an invoice pays for: the invoice follows whatever becomes of it. */
export function invoicePurpose(
  account: Account,
  record: InvoiceRecord,
  payment: Stripe.InvoicePayment,
  is: Purpose['is'],
): Purpose {
  const { invoice } = record;
  return {
    is,
    id: invoice.id,
    customer: () => (typeof invoice.customer === 'string' ? invoice.customer : null),
    refuseUnlessPayable: () => {
      const intent = intentOf(account, payment);
      if (intent && !isPayable(invoice.status)) throw unexpectedState(intent);
    },
    moved: (happening, from) => follow(account, record, payment, happening, from),
  };
}

function follow(
  account: Account,
  record: InvoiceRecord,
  payment: Stripe.InvoicePayment,
  happening: Happening | 'set_up',
  from: string,
): void {
  const intent = intentOf(account, payment);
  if (!intent) return;
  const { invoice } = record;
  switch (happening) {
    case 'paid':
      return creditPayment(account, record, payment, intent.amount_received);
    case 'canceled':
      return cancelInvoicePayment(account, payment);
    case 'challenged':
      invoice.attempted = true;
      invoiceEvent(account, 'invoice.payment_action_required', record);
      return subscriptionPaymentFailed(account, record);
    case 'declined':
      invoice.attempted = true;
      invoiceEvent(account, 'invoice.payment_failed', record);
      subscriptionPaymentFailed(account, record);
      // A bank that says no days later has answered an attempt of Stripe's own.
      if (from === 'processing' && invoice.auto_advance) retryLater(account, record);
      return;
    default:
      // The bank has been asked and answers days later, or the amount was changed: the invoice waits.
      return;
  }
}
