import { describe, expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';
import { fetched } from '../pages/page.fixture.js';
import { useBilling } from './billing.fixture.js';

const account = useAccount();
const { customer, subscribed } = useBilling(account);

const MINUTE = 60;
const portalOf = (id: string, params: object = {}) =>
  account.stripe.billingPortal.sessions.create({ customer: id, return_url: 'https://shop.example/account', ...params });
const press = (url: string, name: string, value: string) =>
  fetched(url, { method: 'POST', body: new URLSearchParams({ [name]: value }) });

describe('the customer portal', () => {
  test('[portal-configuration] is refused until its settings are saved, or a configuration is named', async () => {
    const { id } = await customer();
    expect(await refusal(portalOf(id))).toMatchObject({ status: 400, rawType: 'invalid_request_error' });
    const features = { subscription_cancel: { enabled: true } };
    const configuration = await account.stripe.billingPortal.configurations.create({ features });
    expect(await refusal(portalOf(id))).toMatchObject({ status: 400 });
    expect(await portalOf(id, { configuration: configuration.id })).toMatchObject({ configuration: configuration.id });
    expect(await refusal(portalOf(id, { configuration: 'bpc_0' }))).toMatchObject({ param: 'configuration' });
    await account.control('portal');
    expect(await portalOf(id)).toMatchObject({ customer: id, return_url: 'https://shop.example/account' });
  });

  test('[portal-session] is one customer’s, and its address is good for some minutes', async () => {
    await account.control('portal');
    expect(await refusal(account.stripe.billingPortal.sessions.create({}))).toMatchObject({ param: 'customer' });
    expect(await refusal(portalOf('cus_0'))).toMatchObject({ param: 'customer' });
    const { id } = await customer();
    expect(await refusal(portalOf(id, { return_url: 'javascript:alert(1)' }))).toMatchObject({ param: 'return_url' });
    const late = await portalOf(id);
    await account.control('clock', { advance: 6 * MINUTE });
    expect(await fetched(late.url)).toMatchObject({ status: 410 });
    const { url } = await portalOf(id);
    expect((await fetched(url)).text).toContain('href="https://shop.example/account"');
    await account.control('clock', { advance: 30 * MINUTE });
    expect(await fetched(url)).toMatchObject({ status: 200 });
  });

  test('shows the customer’s subscriptions and ends them, nobody else’s', async () => {
    await account.control('portal');
    const [mine, other] = [await subscribed(), await subscribed()];
    const { url } = await portalOf(String(mine.customer));
    expect((await fetched(url)).text).toContain('€9.00 every month');
    await press(url, 'cancel', other.id);
    expect(await account.stripe.subscriptions.retrieve(other.id)).toMatchObject({ cancel_at_period_end: false });
    await press(url, 'cancel', mine.id);
    expect(await account.stripe.subscriptions.retrieve(mine.id)).toMatchObject({ cancel_at_period_end: true });
    expect((await fetched(url)).text).toContain('Ends on');
    await press(url, 'keep', mine.id);
    expect(await account.stripe.subscriptions.retrieve(mine.id)).toMatchObject({ cancel_at_period_end: false });
    await account.control('portal', { mode: 'immediately' });
    const { url: again } = await portalOf(String(mine.customer));
    await press(again, 'cancel', mine.id);
    expect(await account.stripe.subscriptions.retrieve(mine.id)).toMatchObject({ status: 'canceled' });
  });
});

describe('customers and their cards', () => {
  test('[customer-update] a default method is the customer’s own', async () => {
    const subscription = await subscribed();
    const method = String(subscription.default_payment_method);
    const { id } = await customer();
    const settings = { invoice_settings: { default_payment_method: method } };
    expect(await refusal(account.stripe.customers.update(id, settings))).toMatchObject({ status: 400 });
    const changed = await account.stripe.customers.update(String(subscription.customer), { ...settings, name: 'Ann' });
    expect(changed).toMatchObject({ name: 'Ann', ...settings });
  });

  test('[subscription-past-due] a card that was good may be so no more', async () => {
    const subscription = await subscribed();
    await account.control('cards', { customer: subscription.customer, card: '4000000000009995' });
    await account.control('clock', { advance: 32 * 24 * 60 * MINUTE });
    expect(await account.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'past_due' });
    expect(await account.control('cards', { customer: 'cus_0', card: '4242424242424242' })).toHaveProperty('error');
  });
});

test('[payment-method-domain] a domain is a name, and says how each wallet stands', async () => {
  const { paymentMethodDomains: domains } = account.stripe;
  expect(await refusal(domains.create({ domain_name: 'https://shop.example' }))).toMatchObject({
    param: 'domain_name',
  });
  expect(await domains.create({ domain_name: 'shop.example' })).toMatchObject({ apple_pay: { status: 'active' } });
  expect(await domains.create({ domain_name: 'shop.invalid' })).toMatchObject({ apple_pay: { status: 'inactive' } });
  expect((await domains.list({ domain_name: 'shop.example' })).data).toMatchObject([{ enabled: true }]);
});
