import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { MUG, refusal, useAccount } from '../account.fixture.js';
import { CARD, fetched, visit } from '../pages/page.fixture.js';
import { TEA, useBilling } from './billing.fixture.js';

const account = useAccount();
const { charges, told } = useBilling(account);

const DAY = 24 * 60 * 60;
const HOUR = 60 * 60;

const POT = {
  price_data: { ...MUG, currency: 'eur', product_data: { name: 'Pot' } },
  quantity: 1,
} satisfies Stripe.Checkout.SessionCreateParams.LineItem;

const subscribing = (params: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  visit(account, { mode: 'subscription', line_items: [TEA], ...params });

/** The session as a shop verifies it. */
const verified = (id: string) =>
  account.stripe.checkout.sessions.retrieve(id, {
    expand: ['subscription', 'invoice.payments.data.payment.payment_intent', 'line_items'],
  });

/** A buyer subscribes; the subscription and its customer. */
async function subscribed(params: Partial<Stripe.Checkout.SessionCreateParams> = {}, fields = {}) {
  const page = await subscribing(params);
  await page.post({ ...CARD, ...fields });
  const session = await verified(page.id);
  return { page, session, subscription: session.subscription as Stripe.Subscription };
}

const advance = (seconds: number) => account.control('clock', { advance: seconds });
const invoicesOf = async (subscription: string) =>
  (await account.stripe.invoices.list({ subscription })).data.map(({ billing_reason: reason, status }) => [
    reason,
    status,
  ]);
const statusOf = async ({ id }: Stripe.Subscription) => (await account.stripe.subscriptions.retrieve(id)).status;

describe('a session in subscription mode', () => {
  test('[mode-params] takes what is for it, and nothing of a payment', async () => {
    const subscribe = (params: object) =>
      refusal(account.session({ mode: 'subscription', line_items: [TEA], ...params }));
    expect(await subscribe({ payment_intent_data: { description: 'x' } })).toMatchObject({
      param: 'payment_intent_data',
    });
    expect(await subscribe({ customer_creation: 'always' })).toMatchObject({ param: 'customer_creation' });
    const pay = (params: object) => refusal(account.session(params));
    expect(await pay({ subscription_data: { description: 'x' } })).toMatchObject({ param: 'subscription_data' });
    expect(await pay({ payment_method_collection: 'always' })).toMatchObject({ param: 'payment_method_collection' });
  });

  test('[subscription-lines] has a recurring line at least, and at most 20 of each kind', async () => {
    const lines = (recurring: number, once: number) =>
      account.session({
        mode: 'subscription',
        line_items: [...Array.from({ length: recurring }, () => TEA), ...Array.from({ length: once }, () => POT)],
      });
    expect(await refusal(lines(0, 1))).toMatchObject({ param: 'line_items' });
    expect(await refusal(lines(21, 0))).toMatchObject({ param: 'line_items' });
    expect(await refusal(lines(1, 21))).toMatchObject({ param: 'line_items' });
    expect(await lines(20, 20)).toMatchObject({ mode: 'subscription', amount_total: 20 * 900 + 20 * 1500 });
  });

  test('[price-interval] of one interval, of three years at most', async () => {
    const every = (recurring: { interval: 'month' | 'year'; interval_count?: number }) => ({
      ...TEA,
      price_data: { ...TEA.price_data, recurring },
    });
    const mixed = account.session({ mode: 'subscription', line_items: [TEA, every({ interval: 'year' })] });
    expect(await refusal(mixed)).toMatchObject({ code: 'sandbox_not_covered' });
    const rare = every({ interval: 'month', interval_count: 37 });
    expect(await refusal(account.session({ mode: 'subscription', line_items: [rare] }))).toMatchObject({ status: 400 });
  });

  test('[trial] a trial is said once, and is not too short', async () => {
    const trial = (data: object) =>
      refusal(account.session({ mode: 'subscription', line_items: [TEA], subscription_data: data }));
    const soon = Math.floor(Date.now() / 1000) + HOUR;
    expect(await trial({ trial_period_days: 0 })).toMatchObject({ param: 'subscription_data[trial_period_days]' });
    expect(await trial({ trial_end: soon })).toMatchObject({ param: 'subscription_data[trial_end]' });
    const twice = { trial_period_days: 7, trial_end: soon + 9 * DAY };
    expect(await trial(twice)).toMatchObject({ param: 'subscription_data[trial_end]' });
  });

  test('its page says what is paid again, and from when', async () => {
    const page = await subscribing();
    expect((await page.get()).text).toContain('€9.00 every month');
    const free = await subscribing({ subscription_data: { trial_period_days: 7 }, line_items: [TEA, POT] });
    expect((await free.get()).text).toContain('7 days free, then €9.00 every month');
  });
});

describe('the first payment', () => {
  test('[subscription-checkout] makes customer, subscription and invoice, none of them before', async () => {
    const page = await subscribing({
      line_items: [TEA, POT],
      metadata: { attempt: '1' },
      subscription_data: { metadata: { promise: 'signed' } },
    });
    expect(await page.post({ ...CARD, cardNumber: '4000000000000002' })).toMatchObject({ status: 402 });
    expect((await account.stripe.subscriptions.list()).data).toEqual([]);
    expect((await account.stripe.invoices.list()).data).toEqual([]);
    expect(await page.post(CARD)).toMatchObject({ status: 303 });

    const session = await verified(page.id);
    const subscription = session.subscription as Stripe.Subscription;
    const invoice = session.invoice as Stripe.Invoice;
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      payment_intent: null,
      amount_total: 2400,
      metadata: { attempt: '1' },
    });
    expect(subscription).toMatchObject({
      status: 'active',
      customer: session.customer,
      latest_invoice: invoice.id,
      metadata: { promise: 'signed' },
      items: { data: [{ price: { unit_amount: 900, recurring: { interval: 'month' } }, quantity: 1 }] },
    });
    expect(invoice).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_create',
      amount_paid: 2400,
      customer: session.customer,
      parent: { subscription_details: { subscription: subscription.id, metadata: { promise: 'signed' } } },
      payments: { data: [{ is_default: true, status: 'paid', payment: { payment_intent: { status: 'succeeded' } } }] },
    });
    expect(invoice.lines.data.map(({ amount }) => amount).toSorted()).toEqual([1500, 900]);
    expect(await charges()).toEqual([2400]);
    expect(await told('customer.subscription')).toEqual(['customer.subscription.created']);
    expect(await told('checkout.session')).toEqual(['checkout.session.completed']);
  });

  test('3D Secure comes before there is a subscription', async () => {
    const page = await subscribing();
    const { location } = await page.post({ ...CARD, cardNumber: '4000002500003155' });
    expect(location).toContain('/authorize/');
    expect((await page.retrieve()).subscription).toBeNull();
    await fetched(location, { method: 'POST', body: new URLSearchParams({ answer: 'pass' }) });
    expect(await verified(page.id)).toMatchObject({ payment_status: 'paid', subscription: { status: 'active' } });
  });

  test.each([
    ['embedded_page', { return_url: 'https://shop.example/back?id={CHECKOUT_SESSION_ID}' }],
    ['elements', { return_url: 'https://shop.example/back?id={CHECKOUT_SESSION_ID}' }],
  ] as const)('[subscription-checkout] is made on the shop’s own page as well: %s', async (mode, urls) => {
    const open = (params = {}) =>
      account.stripe.checkout.sessions.create({
        mode: 'subscription',
        ui_mode: mode,
        line_items: [TEA],
        ...urls,
        ...params,
      });
    const { id } = await open();
    const paid = await account.buyer(id, 'pay', { card: '4000002760003184', answer: 'pass' });
    expect(paid.redirect).toBe(`https://shop.example/back?id=${id}`);
    expect(await verified(id)).toMatchObject({ payment_status: 'paid', subscription: { status: 'active' } });
    const trial = await open({ subscription_data: { trial_period_days: 7 } });
    expect((await account.buyer(trial.id, 'pay', { card: '4000002760003184', answer: 'fail' })).status).toBe(402);
    await account.buyer(trial.id, 'pay', { card: '4000002760003184', answer: 'pass' });
    expect(await verified(trial.id)).toMatchObject({ subscription: { status: 'trialing' } });
    expect(await charges()).toEqual([900]);
  });

  test('Stripe.js is told what recurs, and what a trial asks for', async () => {
    const { client_secret: clientSecret } = await account.stripe.checkout.sessions.create({
      mode: 'subscription',
      ui_mode: 'elements',
      line_items: [TEA, POT],
      return_url: 'https://shop.example/back',
      subscription_data: { trial_period_days: 7 },
    });
    const body = JSON.stringify({ key: 'pk_test_sandbox', clientSecret, first: true });
    const reply: unknown = await (await account.raw('/_elements/session', { method: 'POST', body })).json();
    expect(reply).toMatchObject({
      session: {
        session: {
          recurring: {
            interval: 'month',
            intervalCount: 1,
            dueNext: { total: { minorUnitsAmount: 900 } },
            trial: { trialPeriodDays: 7 },
          },
          lineItems: [{ recurring: { interval: 'month' } }, { recurring: null }],
          total: { total: { minorUnitsAmount: 1500 } },
        },
      },
    });
  });

  test('a bank debit is taken for granted until the bank says no', async () => {
    const debit = { paymentMethod: 'sepa_debit', accountName: 'Ann Buyer' };
    const paying = await subscribed({}, { ...debit, sepa_debitAccount: 'DE89370400440532013000' });
    expect(paying.session).toMatchObject({ payment_status: 'unpaid', invoice: { status: 'open' } });
    const failing = await subscribed({}, { ...debit, sepa_debitAccount: 'DE62370400440532013001' });
    await advance(6 * DAY);
    expect(await verified(paying.page.id)).toMatchObject({ payment_status: 'paid', invoice: { status: 'paid' } });
    expect(await statusOf(paying.subscription)).toBe('active');
    expect(await statusOf(failing.subscription)).toBe('past_due');
  });
});

describe('a trial', () => {
  test('[subscription-trial] takes nothing now, and the first charge when it is over', async () => {
    const { session, subscription } = await subscribed({ subscription_data: { trial_period_days: 7 } });
    expect(session).toMatchObject({ amount_total: 0, payment_status: 'no_payment_required', status: 'complete' });
    expect(session.invoice).toMatchObject({ status: 'paid', amount_due: 0, billing_reason: 'subscription_create' });
    expect(subscription).toMatchObject({ status: 'trialing', trial_end: subscription.created + 7 * DAY });
    expect(await charges()).toEqual([]);
    await advance(4 * DAY);
    expect(await told('customer.subscription.trial')).toEqual(['customer.subscription.trial_will_end']);
    await advance(3 * DAY + HOUR);
    expect(await statusOf(subscription)).toBe('active');
    expect(await charges()).toEqual([900]);
  });

  test('[subscription-trial] is paid beside what is sold once, and asks for 3D Secure now', async () => {
    const both = await subscribed({ line_items: [TEA, POT], subscription_data: { trial_period_days: 7 } });
    expect(both.session).toMatchObject({ amount_total: 1500, payment_status: 'paid' });
    expect(both.subscription.status).toBe('trialing');
    const page = await subscribing({ subscription_data: { trial_period_days: 7 } });
    const { location } = await page.post({ ...CARD, cardNumber: '4000002500003155' });
    expect(location).toContain('/authorize/');
    await fetched(location, { method: 'POST', body: new URLSearchParams({ answer: 'fail' }) });
    expect(await page.retrieve()).toMatchObject({ status: 'open', subscription: null });
    const again = await page.post({ ...CARD, cardNumber: '4000002500003155' });
    await fetched(again.location, { method: 'POST', body: new URLSearchParams({ answer: 'pass' }) });
    expect(await verified(page.id)).toMatchObject({ status: 'complete', subscription: { status: 'trialing' } });
    await advance(7 * DAY + HOUR);
    expect(await charges()).toEqual([1500, 900, 900]);
  });

  test('without a card it ends as was agreed', async () => {
    const page = await subscribing({
      payment_method_collection: 'if_required',
      subscription_data: {
        trial_period_days: 7,
        trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
      },
    });
    await page.post({ email: CARD.email });
    const { subscription } = await verified(page.id);
    expect(subscription).toMatchObject({ status: 'trialing', default_payment_method: null });
    await advance(7 * DAY);
    expect(await statusOf(subscription as Stripe.Subscription)).toBe('canceled');
  });
});

describe('a renewal', () => {
  test('[subscription-renewal] is a draft for an hour, and then charged', async () => {
    const { subscription } = await subscribed({ subscription_data: { metadata: { promise: 'signed' } } });
    await account.stripe.subscriptions.update(subscription.id, { metadata: { promise: 'changed' } });
    const [item] = subscription.items.data;
    await advance((item?.current_period_end ?? 0) - subscription.created);
    expect(await invoicesOf(subscription.id)).toEqual([
      ['subscription_cycle', 'draft'],
      ['subscription_create', 'paid'],
    ]);
    await advance(HOUR);
    const { data } = await account.stripe.invoices.list({ subscription: subscription.id });
    expect(data[0]).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_cycle',
      parent: { subscription_details: { metadata: { promise: 'changed' } } },
    });
    expect(data[1]?.parent?.subscription_details?.metadata).toEqual({ promise: 'signed' });
    await advance(62 * DAY);
    expect(await charges()).toEqual([900, 900, 900, 900]);
    expect(await told('invoice.paid')).toHaveLength(4);
  });

  test('[subscription-past-due] that cannot be charged is tried again, and given up at last', async () => {
    const { subscription } = await subscribed(
      { subscription_data: { trial_period_days: 7 } },
      { cardNumber: '4000000000000341' },
    );
    await advance(7 * DAY + HOUR);
    expect(await statusOf(subscription)).toBe('past_due');
    const open = await account.stripe.invoices.list({ subscription: subscription.id, status: 'open' });
    expect(open.data[0]).toMatchObject({ attempt_count: 1, attempted: true });
    expect(await told('invoice.payment_failed')).toHaveLength(1);
    await advance(20 * DAY);
    expect(await told('invoice.payment_failed')).toHaveLength(4);
    expect(await statusOf(subscription)).toBe('canceled');
  });

  test('[subscription-past-due] that the buyer pays themselves makes it active again', async () => {
    const { subscription } = await subscribed(
      { subscription_data: { trial_period_days: 7 } },
      { cardNumber: '4000000000000341' },
    );
    await advance(7 * DAY + HOUR);
    const [open] = (await account.stripe.invoices.list({ subscription: subscription.id, status: 'open' })).data;
    await fetched(String(open?.hosted_invoice_url), { method: 'POST', body: new URLSearchParams(CARD) });
    expect(await statusOf(subscription)).toBe('active');
    expect(await charges()).toEqual([900]);
  });
});

describe('the end', () => {
  test('[subscription-cancel] at once, once', async () => {
    const { subscription } = await subscribed();
    expect(await account.stripe.subscriptions.cancel(subscription.id)).toMatchObject({ status: 'canceled' });
    expect(await refusal(account.stripe.subscriptions.cancel(subscription.id))).toMatchObject({ status: 404 });
    expect(
      await refusal(account.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })),
    ).toMatchObject({ code: 'invalid_canceled_subscription_fields' });
    await advance(40 * DAY);
    expect(await charges()).toEqual([900]);
    expect((await account.stripe.subscriptions.list()).data).toEqual([]);
    expect((await account.stripe.subscriptions.list({ status: 'canceled' })).data).toHaveLength(1);
    expect(await told('customer.subscription.deleted')).toHaveLength(1);
  });

  test('[subscription-cancel] with the period, where that was said', async () => {
    const { subscription } = await subscribed();
    await account.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect(await statusOf(subscription)).toBe('active');
    await advance(32 * DAY);
    expect(await statusOf(subscription)).toBe('canceled');
    expect(await charges()).toEqual([900]);
  });
});
