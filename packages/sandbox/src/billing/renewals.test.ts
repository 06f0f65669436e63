import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';
import { CARD, CHALLENGED, fetched } from '../pages/page.fixture.js';
import { DAY, HOUR, POT, TEA, useBilling } from './billing.fixture.js';

const account = useAccount();
const { advance, charges, statusOf, subscribed, subscribing, told, verified } = useBilling(account);

/** Why each invoice of a subscription was made and how it stands, the newest first. */
async function invoicesOf({ id }: Stripe.Subscription) {
  const { data } = await account.stripe.invoices.list({ subscription: id });
  return data.map(({ billing_reason: reason, status }) => [reason, status]);
}

describe('a trial', () => {
  test('[subscription-trial] takes nothing now, and the first charge when it is over', async () => {
    const page = await subscribing({ subscription_data: { trial_period_days: 7 } });
    await page.post(CARD);
    const session = await verified(page.id);
    const subscription = session.subscription as Stripe.Subscription;
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
    const both = await subscribing({ line_items: [TEA, POT], subscription_data: { trial_period_days: 7 } });
    await both.post(CARD);
    expect(await verified(both.id)).toMatchObject({
      amount_total: 1500,
      payment_status: 'paid',
      subscription: { status: 'trialing' },
    });
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
    const subscription = await subscribed({ subscription_data: { metadata: { promise: 'signed' } } });
    await account.stripe.subscriptions.update(subscription.id, { metadata: { promise: 'changed' } });
    const [item] = subscription.items.data;
    await advance((item?.current_period_end ?? 0) - subscription.created);
    expect(await invoicesOf(subscription)).toEqual([
      ['subscription_cycle', 'draft'],
      ['subscription_create', 'paid'],
    ]);
    // What the invoice keeps is what the metadata is when it is finalized.
    await account.stripe.subscriptions.update(subscription.id, { metadata: { promise: 'kept' } });
    await advance(HOUR);
    await account.stripe.subscriptions.update(subscription.id, { metadata: { promise: 'too late' } });
    const { data } = await account.stripe.invoices.list({ subscription: subscription.id });
    expect(data[0]).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_cycle',
      parent: { subscription_details: { metadata: { promise: 'kept' } } },
    });
    expect(data[1]?.parent?.subscription_details?.metadata).toEqual({ promise: 'signed' });
    await advance(62 * DAY);
    expect(await charges()).toEqual([900, 900, 900, 900]);
    expect(await told('invoice.paid')).toHaveLength(4);
  });

  test.each([
    ['once', [810, 900]],
    ['forever', [810, 810]],
  ] as const)('[discounts] a coupon that lasts %s comes to %j', async (duration, amounts) => {
    const coupon = await account.stripe.coupons.create({ percent_off: 10, duration });
    const { id } = await subscribed({ discounts: [{ coupon: coupon.id }] });
    await advance(31 * DAY + HOUR);
    expect(await charges()).toEqual(amounts);
    // What goes on is named on the subscription; of what it is Stripe shows no more than an id.
    const { discounts } = await account.stripe.subscriptions.retrieve(id);
    expect(discounts).toEqual(duration === 'once' ? [] : [expect.stringMatching(/^di_/)]);
  });

  test('[subscription-past-due] that cannot be charged is tried again, and given up at last', async () => {
    const subscription = await subscribed(
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

  test('[subscription-past-due] whose debit comes back is debited again', async () => {
    const debit = {
      paymentMethod: 'sepa_debit',
      accountName: 'Ann Buyer',
      sepa_debitAccount: 'DE62370400440532013001',
    };
    const subscription = await subscribed({}, debit);
    await advance(5 * DAY);
    expect(await statusOf(subscription)).toBe('past_due');
    expect(await told('invoice.payment_failed')).toHaveLength(1);
    await advance(3 * DAY);
    const [open] = (await account.stripe.invoices.list({ subscription: subscription.id, status: 'open' })).data;
    expect(open).toMatchObject({ attempt_count: 2, next_payment_attempt: null });
    await advance(5 * DAY);
    expect(await told('invoice.payment_failed')).toHaveLength(2);
    expect(await told('checkout.session')).toEqual([
      'checkout.session.completed',
      'checkout.session.async_payment_failed',
    ]);
    const { location } = await fetched(String(open?.hosted_invoice_url), {
      method: 'POST',
      body: new URLSearchParams({ ...CARD, cardNumber: CHALLENGED }),
    });
    const back = await fetched(location, { method: 'POST', body: new URLSearchParams({ answer: 'pass' }) });
    expect(back.location.split('?')[0]).toBe(open?.hosted_invoice_url);
    expect(await statusOf(subscription)).toBe('active');
    expect((await account.stripe.subscriptions.list()).data).toHaveLength(1);
  });

  test('[subscription-past-due] that the buyer pays themselves makes it active again', async () => {
    const subscription = await subscribed(
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
    const subscription = await subscribed();
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

  test('[subscription-cancel] stops what was still to be tried', async () => {
    const subscription = await subscribed(
      { subscription_data: { trial_period_days: 7 } },
      { cardNumber: '4000000000000341' },
    );
    await advance(7 * DAY + HOUR);
    await account.stripe.subscriptions.cancel(subscription.id);
    await advance(20 * DAY);
    expect(await told('invoice.payment_failed')).toHaveLength(1);
  });

  test('[subscription-cancel] with the period, where that was said', async () => {
    const subscription = await subscribed();
    await account.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect(await statusOf(subscription)).toBe('active');
    await advance(32 * DAY);
    expect(await statusOf(subscription)).toBe('canceled');
    expect(await charges()).toEqual([900]);
  });
});
