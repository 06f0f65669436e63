import type { Account } from '../account/account.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import type { Complaint } from './checkout-form.js';
import type { Entries } from './entries.js';
import { markup } from './markup.js';
import { orderSummary } from './order-summary.js';
import { pageResponse } from './page.js';
import { paymentForm } from './payment-form.js';
import { testData } from './test-data.js';

export interface CheckoutView {
  readonly account: Account;
  readonly record: CheckoutRecord;
  readonly locale: string | null;
}

/** The payment page of an open session. Answered with 402 when a try to pay has just failed. */
export function checkoutPage(
  view: CheckoutView,
  entries: Entries,
  complaint: Complaint | null,
  status = 402,
): Response {
  const { account, record, locale } = view;
  const body = markup`${orderSummary(account, record, null)} ${paymentForm(account, record, { entries, complaint })}
  ${testData(record, account.clock.now())}`;
  return pageResponse({
    title: 'Checkout',
    body,
    status: complaint === null ? 200 : status,
    locale,
    layout: 'checkout',
  });
}

/** There is nothing to pay here, and the buyer is told why and where to go. */
export function closedPage(
  record: CheckoutRecord | null,
  destination: string | null,
  locale: string | null = null,
): Response {
  const status = record?.session.status;
  const [title, text] =
    status === 'complete'
      ? ['Already paid', 'This order is complete. There is nothing more to pay.']
      : status === 'expired'
        ? [
            'Checkout expired',
            'This checkout has expired, and nothing was charged. Go back to the shop to start again.',
          ]
        : status === 'open'
          ? ['Paid elsewhere', 'This checkout is paid on the shop’s own page, not here.']
          : ['Nothing here', 'This checkout does not exist.'];
  return pageResponse({
    title,
    body: markup`<section class="panel message" data-testid="closed-${status ?? 'unknown'}">
      <h1>${title}</h1>
      <p>${text}</p>
      ${destination === null ? null : markup`<p><a data-testid="back" href="${destination}">Return to the shop</a></p>`}
    </section>`,
    status: status === 'complete' ? 200 : status === 'expired' ? 410 : 404,
    locale,
  });
}
