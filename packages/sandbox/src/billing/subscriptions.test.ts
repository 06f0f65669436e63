import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';
import { CARD, fetched } from '../pages/page.fixture.js';
import { DAY, HOUR, POT, TEA, useBilling } from './billing.fixture.js';

const account = useAccount();
const { advance, charges, statusOf, subscribing, told, verified } = useBilling(account);

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

  test('[subscription-checkout] offers what can be charged while nobody is there', async () => {
    const offered = async (currency: string) => {
      const line = { ...TEA, price_data: { ...TEA.price_data, currency, unit_amount: 90_000 } };
      return (await account.session({ mode: 'subscription', line_items: [line] })).payment_method_types;
    };
    expect(await offered('eur')).toEqual(['card', 'sepa_debit']);
    expect(await offered('mxn')).toEqual(['card']);
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
    expect([...(await told('invoice')), ...(await told('customer.'))]).toEqual([]);
    expect((await told('payment_intent.')).at(-1)).toBe('payment_intent.payment_failed');
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
    const paying = await subscribing();
    await paying.post({ ...CARD, ...debit, sepa_debitAccount: 'DE89370400440532013000' });
    const { subscription: one, ...pending } = await verified(paying.id);
    expect(pending).toMatchObject({ payment_status: 'unpaid', invoice: { status: 'open' } });
    const failing = await subscribing();
    await failing.post({ ...CARD, ...debit, sepa_debitAccount: 'DE62370400440532013001' });
    const { subscription: other } = await verified(failing.id);
    await advance(5 * DAY);
    expect(await verified(paying.id)).toMatchObject({ payment_status: 'paid', invoice: { status: 'paid' } });
    expect(await statusOf(one as Stripe.Subscription)).toBe('active');
    expect(await statusOf(other as Stripe.Subscription)).toBe('past_due');
  });
});
