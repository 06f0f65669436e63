import type { Account } from '../account/account.js';
import { defaultPaymentOf } from '../billing/invoice-payments.js';
import type { InvoiceRecord } from '../billing/invoice-record.js';
import { isPayable } from '../billing/invoice-states.js';
import { formatAmount } from '../money/currency.js';
import { isConfirmable } from '../payment/intent-states.js';
import type { Complaint } from './checkout-form.js';
import type { Entries } from './entries.js';
import { markup, type Html } from './markup.js';
import { pageResponse } from './page.js';
import { methodFields } from './payment-form.js';
import { testData } from './test-data.js';

export interface InvoiceView {
  readonly account: Account;
  readonly record: InvoiceRecord;
  readonly locale: string | null;
}

/** What the buyer has done on the page so far, and what came of it. */
export interface InvoicePageState {
  readonly entries?: Entries;
  readonly complaint?: Complaint | null;
  /** Default: 200. */
  readonly status?: number;
}

/** An invoice that is no draft any more: what it is for and, while it can be paid, the form for that. */
export function invoicePage({ account, record, locale }: InvoiceView, state: InvoicePageState = {}): Response {
  const { invoice } = record;
  const { entries = {}, complaint = null, status = 200 } = state;
  const own = defaultPaymentOf(account, invoice.id);
  const isOpen = isPayable(invoice.status) && own !== null && isConfirmable(own.intent.status);
  const types = own?.intent.payment_method_types ?? [];
  return pageResponse({
    title: `Invoice ${invoice.number ?? ''}`,
    locale,
    status,
    layout: isOpen ? 'checkout' : 'receipt',
    body: isOpen
      ? markup`${summary(record)} ${payForm(record, types, { entries, complaint })} ${testData(types, account.clock.now())}`
      : markup`${summary(record)} ${standing(account, record)}`,
  });
}

/** There is no such invoice, or it is still being written. */
export function noInvoicePage(locale: string | null): Response {
  return pageResponse({
    title: 'Nothing here',
    status: 404,
    locale,
    body: markup`<section class="panel message" data-testid="invoice-unknown">
      <h1>Nothing here</h1>
      <p>This invoice does not exist.</p>
    </section>`,
  });
}

function summary({ invoice, lines }: InvoiceRecord): Html {
  const money = (amount: number): string => formatAmount(amount, invoice.currency);
  const due = invoice.due_date === null ? null : new Date(invoice.due_date * 1000).toISOString().slice(0, 10);
  return markup`<section class="order" aria-label="Invoice">
    <div class="slip">
      <h1>Invoice ${invoice.number}</h1>
      <p class="total" data-testid="total">${money(invoice.amount_remaining)}</p>
      <ul class="lines">
        ${lines.map(
          ({ description, quantity, amount }) =>
            markup`<li>
              <span class="what">${description}${quantity !== null && quantity > 1 ? ` × ${quantity}` : ''}</span>
              <span class="amount">${money(amount)}</span>
            </li>`,
        )}
      </ul>
      <dl class="sums">
        ${due === null ? null : sum('Due', due)} ${sum('Total', money(invoice.total))}
        ${invoice.amount_paid > 0 ? sum('Paid', `−${money(invoice.amount_paid)}`) : null}
        ${sum('Left to pay', money(invoice.amount_remaining))}
      </dl>
      ${invoice.footer ? markup`<p class="note">${invoice.footer}</p>` : null}
    </div>
  </section>`;
}

function sum(name: string, amount: string): Html {
  return markup`<div>
    <dt>${name}</dt>
    <dd>${amount}</dd>
  </div>`;
}

function payForm(
  { invoice }: InvoiceRecord,
  types: readonly string[],
  filled: { readonly entries: Entries; readonly complaint: Complaint | null },
): Html {
  return markup`<section class="panel" aria-label="Payment">
    ${filled.complaint === null ? null : markup`<p class="problem" role="alert" id="problem" data-testid="problem">${filled.complaint.message}</p>`}
    <form id="pay" method="post" novalidate>
      ${methodFields(types, filled)}
      <button class="pay" type="submit" data-testid="hosted-payment-submit-button">
        Pay ${formatAmount(invoice.amount_remaining, invoice.currency)}
      </button>
    </form>
  </section>`;
}

/** Why nothing can be paid here. */
function standing(account: Account, { invoice }: InvoiceRecord): Html {
  const isUnderWay = defaultPaymentOf(account, invoice.id)?.intent.status === 'processing';
  const [is, title, text] =
    isPayable(invoice.status) && isUnderWay
      ? (['processing', 'Being processed', 'The bank has yet to say that it will pay.'] as const)
      : (STANDINGS[String(invoice.status)] ?? STANDING_OTHERWISE);
  return markup`<section class="panel message" data-testid="invoice-${is}">
    <h2>${title}</h2>
    <p>${text}</p>
  </section>`;
}

type Standing = readonly [is: string, title: string, text: string];

const STANDING_OTHERWISE: Standing = ['closed', 'Nothing to pay', 'Ask the shop how this invoice stands.'];

const STANDINGS: Readonly<Record<string, Standing>> = {
  paid: ['paid', 'Paid', 'There is nothing more to pay.'],
  void: ['void', 'Not valid', 'The shop has withdrawn this invoice.'],
};
