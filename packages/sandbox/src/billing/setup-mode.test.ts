import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';
import { CARD, CHALLENGED, fetched } from '../pages/page.fixture.js';
import { TEA, useBilling } from './billing.fixture.js';

const account = useAccount();
const { charges } = useBilling(account);

describe('a session in setup mode', () => {
  test('[mode-params] takes no lines, and needs to know the currency', async () => {
    const create = (params: object) =>
      refusal(
        account.stripe.checkout.sessions.create({ mode: 'setup', success_url: 'https://shop.example', ...params }),
      );
    expect(await create({})).toMatchObject({ param: 'currency' });
    expect(await create({ currency: 'eur', line_items: [TEA] })).toMatchObject({ param: 'line_items' });
    expect(await create({ currency: 'eur', subscription_data: { description: 'x' } })).toMatchObject({
      param: 'subscription_data',
    });
  });

  test('[setup-mode] saves a method for later and takes nothing', async () => {
    const { id, url } = await account.stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      customer_creation: 'always',
      setup_intent_data: { metadata: { for: 'later' } },
      success_url: 'https://shop.example/saved',
    });
    const pay = (cardNumber: string) =>
      fetched(String(url), { method: 'POST', body: new URLSearchParams({ ...CARD, cardNumber }) });
    expect(await pay('4000000000000002')).toMatchObject({ status: 402 });
    const { location } = await pay(CHALLENGED);
    await fetched(location, { method: 'POST', body: new URLSearchParams({ answer: 'pass' }) });
    const session = await account.stripe.checkout.sessions.retrieve(id, { expand: ['setup_intent'] });
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      amount_total: null,
      setup_intent: { status: 'succeeded', customer: session.customer, metadata: { for: 'later' } },
    });
    const { payment_method: method } = session.setup_intent as Stripe.SetupIntent;
    const settings = { invoice_settings: { default_payment_method: String(method) } };
    expect(await account.stripe.customers.update(String(session.customer), settings)).toMatchObject(settings);
    expect(await charges()).toEqual([]);
  });
});
