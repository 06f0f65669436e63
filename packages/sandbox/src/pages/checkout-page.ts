import type { Account } from '../account/account.js';
import { asksForMethod } from '../checkout/asked-method.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import type { DeliveryReport } from '../webhooks/delivery.js';
import type { Complaint } from './checkout-form.js';
import type { Entries } from './entries.js';
import { deliveryTable } from './delivered.js';
import { markup, type Html } from './markup.js';
import { orderSummary } from './order-summary.js';
import { pageResponse } from './page.js';
import { paymentForm } from './payment-form.js';
import { promotionForm } from './promotion.js';
import type { QuantityProblem } from './quantity.js';
import { testData } from './test-data.js';

export interface CheckoutView {
  readonly account: Account;
  readonly record: CheckoutRecord;
  readonly locale: string | null;
}

/** What the buyer has done on the page so far, and what came of it. */
export interface CheckoutState {
  readonly entries?: Entries;
  readonly complaint?: Complaint | null;
  readonly promotionProblem?: string | null;
  readonly quantityProblem?: QuantityProblem | null;
  /** Default: 200. */
  readonly status?: number;
}

/** The payment page of an open session. */
export function checkoutPage({ account, record, locale }: CheckoutView, state: CheckoutState = {}): Response {
  const { entries = {}, complaint = null, promotionProblem = null, quantityProblem = null, status = 200 } = state;
  const promotion = promotionForm(account, record, promotionProblem, entries['promotionCode'] ?? '');
  const body = markup`${orderSummary(account, record, promotion, quantityProblem)} ${paymentForm(account, record, { entries, complaint })}
  ${asksForMethod(record.session) ? testData(record.session.payment_method_types, account.clock.now()) : null}`;
  return pageResponse({ title: 'Checkout', body, status, locale, layout: 'checkout' });
}

/** There is nothing to pay here, and the buyer is told why and where to go. */
export function closedPage(
  record: CheckoutRecord | null,
  destination: string | null,
  locale: string | null = null,
): Response {
  const { status } = record?.session ?? {};
  const why = status === 'expired' ? 'expired' : status === 'open' ? 'open' : 'unknown';
  const { title, text, code } = CLOSED[why];
  return pageResponse({
    title,
    body: closedNote(why, title, text, destination),
    status: code,
    locale,
  });
}

/** A complete session: what was bought, and what the shop has been told of it. */
export function completePage(
  { account, record, locale }: CheckoutView,
  destination: string | null,
  reports: readonly DeliveryReport[],
): Response {
  const [title, text] = wordsFor(record);
  return pageResponse({
    title,
    locale,
    layout: 'receipt',
    body: markup`${orderSummary(account, record, null)} ${closedNote('complete', title, text, destination)}
      <section class="panel told" aria-labelledby="told">
        <h2 id="told">What the shop has been told</h2>
        ${deliveryTable(reports, account.clock.now())}
        <p class="note">
          Stripe’s events for this order, as they were delivered by webhook. <a href="/">Everything in this account</a>
        </p>
      </section>`,
  });
}

function wordsFor({ session, fromLink }: CheckoutRecord): readonly [title: string, text: string] {
  if (fromLink?.confirmation) return ['Thanks for your order', fromLink.confirmation.message ?? 'It is complete.'];
  return session.payment_status === 'unpaid'
    ? [
        'Being processed',
        'The order is complete, and the bank has yet to say that it will pay. There is nothing more to do here.',
      ]
    : ['Already paid', 'This order is complete. There is nothing more to pay.'];
}

const CLOSED = {
  expired: {
    title: 'Checkout expired',
    text: 'This checkout has expired, and nothing was charged. Go back to the shop to start again.',
    code: 410,
  },
  open: { title: 'Paid elsewhere', text: 'This checkout is paid on the shop’s own page, not here.', code: 404 },
  unknown: { title: 'Nothing here', text: 'This checkout does not exist.', code: 404 },
} as const;

function closedNote(status: string, title: string, text: string, destination: string | null): Html {
  return markup`<section class="panel message" data-testid="closed-${status}">
    <h1>${title}</h1>
    <p>${text}</p>
    ${destination === null ? null : markup`<p><a data-testid="back" href="${destination}">Return to the shop</a></p>`}
  </section>`;
}
