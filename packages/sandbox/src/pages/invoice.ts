import type { Account } from '../account/account.js';
import type { InvoiceRecord } from '../billing/invoice-record.js';
import { defaultPaymentOf } from '../billing/invoice-payments.js';
import { isPayable } from '../billing/invoice-states.js';
import { ApiError } from '../errors.js';
import { problemWithMethod, tryToPay } from '../payment/attempt.js';
import type { Confirmation } from '../payment/confirmation.js';
import { isConfirmable } from '../payment/intent-states.js';
import type { PaymentMethod } from '../payment/payment-methods.js';
import { fieldOf, isComplaint, readMethod, type Complaint } from './checkout-form.js';
import { redirect, type PageState } from './checkout.js';
import { readEntries, type Entries } from './entries.js';
import { invoicePage, noInvoicePage } from './invoice-page.js';
import { localeOf } from './page.js';
import { filledIn } from './test-data.js';

/** An invoice's own page, at `hosted_invoice_url`: the buyer looks at it, or pays it with the invoice's own intent. */
export async function answerInvoicePage(request: Request, token: string, { account }: PageState): Promise<Response> {
  const record = [...account.invoices.values()].find(
    ({ invoice, page }) => page === token && invoice.status !== 'draft',
  );
  const locale = localeOf(null, request);
  if (!record) return noInvoicePage(locale);
  const view = { account, record, locale };
  if (request.method !== 'POST') return invoicePage(view, { complaint: lastTry(account, record) });

  const entries = await readEntries(request);
  const own = defaultPaymentOf(account, record.invoice.id);
  // Whoever is late is shown how it stands by now.
  if (!own || !isPayable(record.invoice.status) || !isConfirmable(own.intent.status))
    return redirect(addressOf(record));
  const filled = filledIn(entries, account.clock.now());
  if (filled) return invoicePage(view, { entries: filled });
  const method = readMethod(own.intent.payment_method_types, entries);
  const again = (complaint: Complaint): Response => invoicePage(view, { entries, complaint, status: 402 });
  if (isComplaint(method)) return again(method);
  const confirmation = confirmed(account, record, method, entries);
  switch (confirmation.is) {
    case 'declined':
      return again({ field: fieldOf(confirmation.code), message: confirmation.message });
    case 'redirect':
      return redirect(confirmation.url);
    default:
      return redirect(addressOf(record));
  }
}

function confirmed(account: Account, record: InvoiceRecord, method: PaymentMethod, entries: Entries): Confirmation {
  const problem = problemWithMethod(method, account.clock.now());
  if (problem) return { is: 'declined', ...problem };
  const { invoice, origin } = record;
  const own = defaultPaymentOf(account, invoice.id);
  if (!own) throw new ApiError('invoice-states', 400, 'This invoice has nothing to be paid with.');
  const name = (method.type === 'card' ? entries['billingName'] : entries['accountName'])?.trim() || null;
  return tryToPay(account, own.intent, {
    method,
    billing: { email: invoice.customer_email, name, phone: null },
    returnUrl: addressOf(record),
    origin,
    challenge: 'redirect',
  });
}

function addressOf({ invoice, origin }: InvoiceRecord): string {
  return invoice.hosted_invoice_url ?? origin;
}

/** What became of the try before, for a buyer who comes back from the bank. */
function lastTry(account: Account, { invoice }: InvoiceRecord): Complaint | null {
  const intent = defaultPaymentOf(account, invoice.id)?.intent;
  const message = intent?.status === 'requires_payment_method' ? intent.last_payment_error?.message : null;
  return message ? { field: null, message } : null;
}
