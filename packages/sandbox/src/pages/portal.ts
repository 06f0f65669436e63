import type { Account } from '../account/account.js';
import { unitAmountIn } from '../api/currency-options.js';
import { inWords } from '../billing/billing-period.js';
import { cancelSubscription } from '../billing/cancel-subscription.js';
import { isPortalOpen, type PortalSessionRecord } from '../billing/portal-session.js';
import { currentPeriod, type SubscriptionRecord } from '../billing/subscription-record.js';
import { formatAmount } from '../money/currency.js';
import { redirect, type PageState } from './checkout.js';
import { readEntries } from './entries.js';
import { markup, type Html } from './markup.js';
import { localeOf, pageResponse } from './page.js';

/** The customer portal: the subscriptions of one customer, to be looked at and ended. */
export async function answerPortalPage(request: Request, token: string, { account }: PageState): Promise<Response> {
  const record = account.portalSessions.get(token);
  const now = account.clock.now();
  if (!record || !isPortalOpen(record, now)) return closedPortal(request);
  record.openedAt ??= now;
  const { session } = record;
  if (request.method === 'POST') {
    const { cancel, keep } = await readEntries(request);
    if (cancel) endSubscription(account, record, cancel);
    if (keep) keepSubscription(account, record, keep);
    return redirect(session.url);
  }
  return pageResponse({
    title: 'Your subscriptions',
    locale: localeOf({ locale: session.locale }, request),
    body: markup`<section class="panel message" data-testid="portal">
      <h1>Your subscriptions</h1>
      ${subscriptionsOf(account, record).map((each) => subscriptionEntry(account, each, mayCancel(account, record)))}
      ${session.return_url === null ? null : markup`<p><a data-testid="back" href="${session.return_url}">Return to the shop</a></p>`}
    </section>`,
  });
}

function subscriptionsOf(account: Account, { session }: PortalSessionRecord): SubscriptionRecord[] {
  return [...account.subscriptions.values()].filter(({ subscription }) => subscription.customer === session.customer);
}

function mayCancel(account: Account, { session }: PortalSessionRecord): boolean {
  return account.portalConfigurations.get(String(session.configuration))?.features.subscription_cancel.enabled ?? false;
}

function subscriptionEntry(account: Account, record: SubscriptionRecord, canCancel: boolean): Html {
  const { subscription, recurring } = record;
  const { id, currency, status, cancel_at_period_end: ends } = subscription;
  const names = subscription.items.data.map(({ price }) => account.products.get(String(price.product))?.name ?? '');
  const each = subscription.items.data
    .map(({ price, quantity }) => (unitAmountIn(account, price, currency) ?? 0) * quantity)
    .reduce((sum, amount) => sum + amount, 0);
  const until = new Date(currentPeriod(record).end * 1000).toISOString().slice(0, 10);
  const standing = status === 'canceled' ? 'Ended' : ends ? `Ends on ${until}` : `Goes on after ${until}`;
  return markup`<article data-testid="subscription-${status}">
    <h2>${names.join(', ')}</h2>
    <p>${formatAmount(each, currency)} ${inWords(recurring)}</p>
    <p data-testid="standing">${standing}</p>
    ${status === 'canceled' || !canCancel ? null : markup`<form method="post" class="answers">${ends ? button('keep', id, 'Do not cancel') : button('cancel', id, 'Cancel subscription')}</form>`}
  </article>`;
}

function button(name: string, value: string, label: string): Html {
  return markup`<button class="plain" name="${name}" value="${value}">${label}</button>`;
}

/** At once or with its period, as the configuration says. */
function endSubscription(account: Account, portal: PortalSessionRecord, id: string): void {
  const record = subscriptionsOf(account, portal).find(({ subscription }) => subscription.id === id);
  const configuration = account.portalConfigurations.get(String(portal.session.configuration));
  const feature = configuration?.features.subscription_cancel;
  if (!record || !feature?.enabled || record.subscription.status === 'canceled') return;
  const details = { comment: null, feedback: null, feedback_option: null, reason: 'cancellation_requested' } as const;
  if (feature.mode === 'immediately') return cancelSubscription(account, record, details);
  const { subscription } = record;
  subscription.cancel_at_period_end = true;
  subscription.cancel_at = currentPeriod(record).end;
  subscription.canceled_at = account.clock.now();
  subscription.cancellation_details = details;
  account.emit('customer.subscription.updated', subscription);
}

function keepSubscription(account: Account, portal: PortalSessionRecord, id: string): void {
  const record = subscriptionsOf(account, portal).find(({ subscription }) => subscription.id === id);
  if (!record?.subscription.cancel_at_period_end || record.subscription.status === 'canceled') return;
  const { subscription } = record;
  subscription.cancel_at_period_end = false;
  subscription.cancel_at = null;
  subscription.canceled_at = null;
  account.emit('customer.subscription.updated', subscription);
}

function closedPortal(request: Request): Response {
  return pageResponse({
    title: 'Link expired',
    status: 410,
    locale: localeOf(null, request),
    body: markup`<section class="panel message" data-testid="portal-closed">
      <h1>This link has expired</h1>
      <p>Go back to the shop and ask for a new one.</p>
    </section>`,
  });
}
