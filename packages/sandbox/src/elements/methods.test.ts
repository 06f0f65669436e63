import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { TEST_BANK_ACCOUNTS } from '../payment/payment-methods.js';
import { confirmIn, elementsSession, paymentFrame, useShop, eventually } from './shop-page.fixture.js';

const shop = useShop({ whole: true });

const sessionOf = (id: string) => shop.account.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
const inCurrency = (currency: string) => ({
  line_items: [{ price_data: { currency, unit_amount: 1500, product_data: { name: 'Mug' } }, quantity: 1 }],
  return_url: `${shop.url}/preset?session={CHECKOUT_SESSION_ID}`,
});

test.each([
  ['gbp', 'Bacs Direct Debit', 'Account number', 'bacs_debit'],
  ['eur', 'SEPA Direct Debit', 'IBAN', 'sepa_debit'],
  ['usd', 'US bank account', 'Account number', 'us_bank_account'],
])(
  '[delayed-method] %s: a debit is processed, and succeeds or fails days later',
  async (currency, radio, label, type) => {
    const accounts = TEST_BANK_ACCOUNTS.filter((each) => each.type === type);
    const page = await shop.open();
    for (const { account, decline } of accounts) {
      const { id, clientSecret } = await elementsSession(shop, inCurrency(currency));
      await shop.beginAgain(page, clientSecret);
      const frame = paymentFrame(page);
      await frame.getByRole('radio', { name: radio }).check();
      await frame.getByRole('textbox', { name: label }).fill(account);
      expect(await confirmIn(page)).toEqual({ type: 'success', status: { type: 'complete', paymentStatus: 'unpaid' } });
      expect(await sessionOf(id)).toMatchObject({ payment_status: 'unpaid', payment_intent: { status: 'processing' } });
      await shop.account.control('clock', { advance: 7 * 24 * 60 * 60 });
      const status = decline ? 'requires_payment_method' : 'succeeded';
      expect(await sessionOf(id), account).toMatchObject({ payment_intent: { status } });
    }
  },
);

test('[delayed-method] an account number that no bank knows is told at its field', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  const frame = paymentFrame(page);
  await frame.getByRole('radio', { name: 'US bank account' }).check();
  expect(await confirmIn(page)).toMatchObject({ error: { code: null, message: 'The account number is incomplete.' } });
  await frame.getByRole('textbox', { name: 'Account number' }).fill('99999999');
  expect(await confirmIn(page)).toMatchObject({ type: 'error', error: { code: 'paymentFailed' } });
  await eventually(() => frame.getByRole('alert').filter({ hasText: /./ }).count()).toBe(1);
});

const leave = async (page: Page, radio: string): Promise<void> => {
  await paymentFrame(page).getByRole('radio', { name: radio }).check();
  await page.evaluate(() => void window.actions.confirm({ redirect: 'if_required' }));
  await page.waitForURL(`${shop.account.url}/authorize/**`);
};

test.each([
  ['gbp', 'Revolut Pay'],
  ['eur', 'iDEAL'],
  ['usd', 'Amazon Pay'],
])('[redirect-method] %s: the buyer leaves for %s and comes back having paid', async (currency, radio) => {
  const { id, clientSecret } = await elementsSession(shop, inCurrency(currency));
  const page = await shop.begin(clientSecret);
  await leave(page, radio);
  expect(await sessionOf(id)).toMatchObject({ status: 'open', payment_intent: { status: 'requires_action' } });
  await page.getByRole('button', { name: /^Authorize/ }).click();
  await page.waitForURL(`${shop.url}/preset?session=${id}**`);
  expect(await sessionOf(id)).toMatchObject({ status: 'complete', payment_status: 'paid' });
});

test('[redirect-method] who says no there comes back too, and the session is open for another try', async () => {
  const { id, clientSecret } = await elementsSession(shop, inCurrency('usd'));
  const page = await shop.begin(clientSecret);
  await leave(page, 'Amazon Pay');
  await page.getByRole('button', { name: /^Fail/ }).click();
  await page.waitForURL(`${shop.url}/preset?session=${id}**`);
  expect(await sessionOf(id)).toMatchObject({ status: 'open', payment_status: 'unpaid' });
  await shop.beginAgain(page, clientSecret);
  await paymentFrame(page).getByText('Test numbers: Card').click();
  await paymentFrame(page)
    .getByRole('button', { name: /4242 4242 4242 4242/ })
    .click();
  expect(await confirmIn(page)).toMatchObject({ type: 'success' });
});

test('[redirect-method] who comes Back from there to the living page can confirm again, and pays once', async () => {
  const { id, clientSecret } = await elementsSession(shop, inCurrency('usd'));
  const page = await shop.begin(clientSecret);
  await leave(page, 'Amazon Pay');
  const first = page.url();
  await page.goBack({ waitUntil: 'commit' });
  expect(await page.evaluate(() => 'actions' in window)).toBe(true);
  await eventually(() => page.evaluate(() => window.actions.getSession().canConfirm)).toBe(true);
  await page.evaluate(() => void window.actions.confirm({ redirect: 'if_required' }));
  await page.waitForURL((url) => url.pathname.startsWith('/authorize/') && url.href !== first);
  await page.getByRole('button', { name: /^Authorize/ }).click();
  await page.waitForURL(`${shop.url}/preset?session=${id}**`);
  expect(await sessionOf(id)).toMatchObject({ status: 'complete', payment_status: 'paid' });
  expect((await shop.account.raw(new URL(first).pathname)).status).toBe(404);
});

test('[express-checkout] the wallet says confirm and pays, or cancel and does not', async () => {
  const { id, clientSecret } = await elementsSession(shop, {}, ['customer_email']);
  const page = await shop.begin(clientSecret, { mount: ['express'] });
  await page.evaluate(() => {
    const element = window.checkout.getExpressCheckoutElement();
    element?.on('cancel', () => window.events.push('cancel'));
    element?.on('confirm', (event) => {
      const options = { redirect: 'if_required', expressCheckoutConfirmEvent: event } as const;
      void window.actions
        .confirm(options)
        .then((result) => window.events.push([event.expressPaymentType, result.type]));
    });
  });
  const frame = page.frameLocator('iframe[title="Secure express checkout frame"]');
  await frame.getByRole('button', { name: 'Pay with the sandbox wallet' }).click();
  await frame.getByRole('button', { name: 'Cancel' }).click();
  await frame.getByRole('button', { name: 'Pay with the sandbox wallet' }).click();
  await frame.getByRole('button', { name: 'Authorize' }).click();
  await eventually(() => page.evaluate(() => window.events)).toEqual(['cancel', ['link', 'success']]);
  expect(await sessionOf(id)).toMatchObject({
    payment_status: 'paid',
    customer_details: { email: 'wallet@example.com' },
  });
});
