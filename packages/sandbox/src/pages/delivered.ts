import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { knownIntentOf } from '../checkout/known-intents.js';
import type { DeliveryReport } from '../webhooks/delivery.js';
import { markup, type Html } from './markup.js';

/** What has been told of a session and the payment behind it: one row for each event at each endpoint. */
export function deliveriesOf(
  reports: readonly DeliveryReport[],
  session: Stripe.Checkout.Session,
  account: Account,
): DeliveryReport[] {
  const payment = knownIntentOf(account, session)?.id;
  const charges = [...account.charges.values()].filter(({ payment_intent: intent }) => intent === payment);
  const { id, invoice, subscription } = session;
  const ids = new Set<unknown>([id, payment, invoice, subscription, ...charges.map((charge) => charge.id)]);
  return reports.filter(({ object }) => object !== null && ids.has(object));
}

/** The table of deliveries, or a sentence where there is nothing to show. */
export function deliveryTable(reports: readonly DeliveryReport[], now: number): Html {
  if (reports.length === 0) {
    return markup`<p class="soft">Nothing: no endpoint of this account asks for these events.</p>`;
  }
  return markup`<div class="table" role="group" aria-label="Deliveries" tabindex="0">
    <table data-testid="deliveries">
      <thead>
        <tr>
          <th scope="col">Event</th>
          <th scope="col">Endpoint</th>
          <th scope="col">Answered</th>
          <th scope="col">Tries</th>
        </tr>
      </thead>
      <tbody>
        ${reports.map(
          (report) =>
            markup`<tr>
              <th scope="row"><code>${report.type}</code></th>
              <td><code>${report.url}</code></td>
              <td>${answer(report, now)}</td>
              <td class="figure">${report.statuses.length}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function answer({ statuses, delivered, nextTry }: DeliveryReport, now: number): Html {
  const last = statuses.at(-1);
  if (last === undefined) return markup`<span class="state wait">waiting</span>`;
  if (delivered) return markup`<span class="state yes">${statuses.find(isAccepted) ?? last}</span>`;
  const next = nextTry === null ? 'given up' : `next try in ${duration(nextTry - now)}`;
  return markup`<span class="state no">${last ?? 'no answer'}</span> <small>${next}</small>`;
}

const isAccepted = (status: number | null): boolean => status !== null && status >= 200 && status < 300;

/** @param seconds as in `10 min` or `2 h` */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(0, seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
