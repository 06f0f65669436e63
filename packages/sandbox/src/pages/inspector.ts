import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import type { InvoiceRecord } from '../billing/invoice-record.js';
import { currentPeriod, type SubscriptionRecord } from '../billing/subscription-record.js';
import type { PaymentLinkRecord } from '../checkout/payment-link-record.js';
import type { CallEntry } from '../ledger.js';
import { formatAmount } from '../money/currency.js';
import type { PageState } from './checkout.js';
import { deliveryTable } from './delivered.js';
import { inspectedObject } from './inspected-object.js';
import { markup, type Html } from './markup.js';
import { pageResponse } from './page.js';

/** Rows of each table, newest first; what is older is told by the API. */
const MOST_ROWS = 50;

/** Seconds after which a page that was asked to stay current loads itself again. */
const REFRESH_AFTER = 3;

/** `/`: what this is, and all that has happened in the account. It is read, never changed, from here. */
export function inspectorPage(request: Request, { account, deliveries }: PageState): Response {
  const { origin, searchParams } = new URL(request.url);
  const isLive = searchParams.has('live');
  const reports = deliveries.report().toReversed();
  return pageResponse({
    title: 'Account',
    layout: 'wide',
    ...(isLive ? { refreshAfter: REFRESH_AFTER } : {}),
    body: markup`<section class="intro">
        <h1>An account at Stripe, offline</h1>
        <p>
          Everything this stand-in knows is below, newest first. Point the <code>stripe</code> SDK at it with
          <code>${sdkOptions(origin)}</code> and any <code>sk_test_…</code> key.
        </p>
        <ul class="addresses">
          ${ADDRESSES.map(([path, what]) => markup`<li><code>${origin}${path}</code> <span>${what}</span></li>`)}
        </ul>
        <p class="live">
          ${isLive ? markup`Loads itself again every ${REFRESH_AFTER} seconds. <a href="/">Stop</a>` : markup`<a href="/">Load again</a> or <a href="/?live">keep it current</a>`}
        </p>
      </section>
      ${table('Checkout Sessions', newest(account.sessions), ['Session', 'Status', 'Payment', 'Total', 'Made'], sessionRow)}
      ${table('Payment links', newest(account.paymentLinks), ['Payment link', 'Active', 'Completed', 'Currency'], linkRow)}
      ${table('Payments', newest(account.paymentIntents), ['PaymentIntent', 'Status', 'Amount', 'Last error', 'Made'], paymentRow)}
      ${table('Subscriptions', newest(account.subscriptions), ['Subscription', 'Status', 'Customer', 'Until'], subscriptionRow)}
      ${table('Invoices', newest(account.invoices), ['Invoice', 'Status', 'Why', 'Total', 'Left', 'Made'], invoiceRow)}
      ${table('Events', newest(account.events), ['Event', 'Type', 'About', 'At'], eventRow)}
      <section class="panel" aria-labelledby="deliveries">
        <h2 id="deliveries">Webhook deliveries <span class="count">${reports.length}</span></h2>
        ${deliveryTable(reports.slice(0, MOST_ROWS), account.clock.now())}
      </section>
      ${table('Calls of the API', callsOf(account), ['Call', 'Operation', 'Answer', 'Object', 'At'], callRow)}`,
  });
}

/** `/inspect/{id}`: one object as the API would show it. */
export function objectPage(id: string, { account }: PageState): Response {
  const found = inspectedObject(account, id);
  return pageResponse({
    title: found ? id : 'Nothing here',
    layout: 'wide',
    status: found ? 200 : 404,
    body: markup`<section class="panel">
      <p class="back"><a href="/"><span aria-hidden="true" class="arrow"></span>The account</a></p>
      <h1><code>${id}</code></h1>
      ${found ? markup`<pre tabindex="0" dir="ltr">${JSON.stringify(found, null, 2)}</pre>` : markup`<p>The account has no such object.</p>`}
    </section>`,
  });
}

const ADDRESSES = [
  ['/v1', 'the API, in Stripe’s own words'],
  ['/endive/stripe.js', 'window.Stripe, for pages that take payment themselves'],
  ['/_sandbox/ledger', 'every call and every change, as JSON'],
  ['/_sandbox/…', 'faults, the clock, webhooks: what tests may do'],
] as const;

function sdkOptions(origin: string): string {
  const { protocol, hostname, port } = new URL(origin);
  return `{ protocol: '${protocol.slice(0, -1)}', host: '${hostname}', port: ${port || (protocol === 'https:' ? 443 : 80)} }`;
}

function table<Row>(title: string, rows: readonly Row[], columns: readonly string[], cells: (row: Row) => Html): Html {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return markup`<section class="panel" aria-labelledby="${id}">
    <h2 id="${id}">${title} <span class="count">${rows.length}</span></h2>
    ${
      rows.length === 0
        ? markup`<p class="soft">None yet.</p>`
        : markup`<div class="table" role="group" aria-labelledby="${id}" tabindex="0">
            <table>
              <thead>
                <tr>
                  ${columns.map((column) => markup`<th scope="col">${column}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${rows.slice(0, MOST_ROWS).map((row) => markup`<tr>${cells(row)}</tr>`)}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

function sessionRow({ session }: { readonly session: Stripe.Checkout.Session }): Html {
  const { id, status, payment_status: paid, amount_total: total, currency, created } = session;
  return markup`<th scope="row">${link(id)}</th>
    <td>${state(status)} <a href="/c/pay/${id}">page</a></td>
    <td>${paid}</td>
    <td class="figure">${formatAmount(total ?? 0, currency ?? 'usd')}</td>
    <td>${time(created)}</td>`;
}

function linkRow({ link: { id, url, active, restrictions, currency } }: PaymentLinkRecord): Html {
  const { count, limit } = restrictions?.completed_sessions ?? {};
  return markup`<th scope="row">${link(id)}</th>
    <td>${tone(active ? 'active' : 'inactive', active ? 'yes' : 'no')} <a href="${url}">open</a></td>
    <td class="figure">${limit === undefined ? null : `${count} of ${limit}`}</td>
    <td>${currency}</td>`;
}

function paymentRow({ id, status, amount, currency, last_payment_error: error, created }: Stripe.PaymentIntent): Html {
  return markup`<th scope="row">${link(id)}</th>
    <td>${state(status)}</td>
    <td class="figure">${formatAmount(amount, currency)}</td>
    <td>${error?.decline_code ?? error?.code}</td>
    <td>${time(created)}</td>`;
}

function subscriptionRow(record: SubscriptionRecord): Html {
  const { id, status, customer } = record.subscription;
  return markup`<th scope="row">${link(id)}</th>
    <td>${state(status)}</td>
    <td>${link(String(customer))}</td>
    <td>${new Date(currentPeriod(record).end * 1000).toISOString().slice(0, 10)}</td>`;
}

function invoiceRow({ invoice }: InvoiceRecord): Html {
  const { id, status, billing_reason: why, currency, created, hosted_invoice_url: url } = invoice;
  return markup`<th scope="row">${link(id)}</th>
    <td>${state(status)} ${url ? markup`<a href="${url}">page</a>` : null}</td>
    <td>${why}</td>
    <td class="figure">${formatAmount(invoice.total, currency)}</td>
    <td class="figure">${formatAmount(invoice.amount_remaining, currency)}</td>
    <td>${time(created)}</td>`;
}

function eventRow({ id, type, data, created }: Stripe.Event): Html {
  return markup`<th scope="row">${link(id)}</th>
    <td><code>${type}</code></td>
    <td>${'id' in data.object && typeof data.object.id === 'string' ? link(data.object.id) : null}</td>
    <td>${time(created)}</td>`;
}

function callRow({ method, path, operation, status, error, object, replayed, at }: CallEntry): Html {
  return markup`<th scope="row"><code>${method} ${short(path)}</code></th>
    <td>${operation}</td>
    <td>${tone(String(status), status < 300 ? 'yes' : 'no')} ${error} ${replayed ? 'saved answer' : null}</td>
    <td>${object && (object.startsWith('we_') ? named(object) : link(object))}</td>
    <td>${time(at)}</td>`;
}

const GOOD = new Set(['active', 'complete', 'paid', 'succeeded']);
const BAD = new Set(['canceled', 'expired', 'past_due', 'uncollectible', 'void']);

function state(status: string | null): Html | null {
  return status === null ? null : tone(status, GOOD.has(status) ? 'yes' : BAD.has(status) ? 'no' : 'wait');
}

const tone = (text: string, is: 'yes' | 'no' | 'wait'): Html => markup`<span class="state ${is}">${text}</span>`;

const named = (id: string): Html => markup`<code title="${id}">${short(id)}</code>`;

const link = (id: string): Html => markup`<a href="/inspect/${id}">${named(id)}</a>`;

/** Long ids keep their beginning and their end, by which people tell them apart. */
function short(text: string): string {
  return text.replaceAll(/\w{24,}/g, (id) => `${id.slice(0, 11)}…${id.slice(-6)}`);
}

/** @param seconds since the epoch, on the account's clock */
function time(seconds: number): Html {
  const iso = new Date(seconds * 1000).toISOString();
  return markup`<time datetime="${iso}" title="${iso}">${iso.slice(11, 19)}</time>`;
}

const newest = <Value>(map: ReadonlyMap<string, Value>): Value[] => [...map.values()].toReversed();

function callsOf(account: Account): CallEntry[] {
  return account.ledger
    .entries()
    .filter((entry) => entry.kind === 'call')
    .toReversed();
}
