import { expect, test } from 'vitest';
import { intentOf, MUG_OF_15_USD, openIntentPage, payIn } from './intent-page.fixture.js';
import { challengeFrame, eventually, fillCard, useShop } from './shop-page.fixture.js';

const shop = useShop();

const ROBIN = {
  name: 'Robin Sandford',
  address: { line1: '1 Dune Row', city: 'London', postal_code: 'SW1A 1AA', country: 'GB' },
};

const money = async () => (await shop.account.ledger()).filter(({ kind }) => kind === 'money');

test('[confirm-payment-outcome] [elements-submit] declined, challenged and paid: one form, one intent, one payment', async () => {
  const page = await openIntentPage(shop);
  // Nothing is filled in: the form says so, and there is no intent yet.
  expect(await page.evaluate(() => window.elements.submit())).toMatchObject({ error: { type: 'validation_error' } });
  await page.frameLocator('iframe').locator('[data-field=number] .Error').getByText('incomplete').waitFor();

  const { id, client_secret: secret } = await intentOf(shop, { metadata: { order: '1' }, description: 'A mug' });
  await fillCard(page, '4000000000009995');
  expect(await payIn(page, secret)).toMatchObject({
    error: {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      payment_intent: { id, status: 'requires_payment_method' },
    },
  });

  await fillCard(page, '4000002760003184');
  const failed = payIn(page, secret);
  await challengeFrame(page).getByText('15.00').waitFor();
  await challengeFrame(page).getByRole('button', { name: 'Close' }).click();
  expect(await failed).toMatchObject({
    error: { code: 'payment_intent_authentication_failure', payment_intent: { id } },
  });
  const paid = payIn(page, secret);
  await challengeFrame(page).getByRole('button', { name: 'Complete authentication' }).click();
  expect(await paid).toEqual({ status: 'succeeded' });
  expect(await money()).toMatchObject([{ amount: 1500, currency: 'usd', paymentIntent: id }]);

  // What a browser sees of it afterwards, and what it does not.
  const seen = await page.evaluate((clientSecret) => window.stripe.retrievePaymentIntent(clientSecret), secret ?? '');
  expect(seen.paymentIntent).toMatchObject({ id, status: 'succeeded', description: 'A mug' });
  expect(seen.paymentIntent).not.toHaveProperty('metadata');
  expect(seen.paymentIntent).not.toHaveProperty('latest_charge');
  expect(await payIn(page, secret)).toMatchObject({ error: { code: 'payment_intent_unexpected_state' } });
});

test('[elements-agree] [elements-update] [element-events] an intent of another amount, currency or capture method is not paid', async () => {
  const page = await openIntentPage(shop);
  await page.evaluate(() => {
    const payment = window.elements.getElement('payment');
    payment?.on('change', ({ complete, value }) => window.events.push([value.type, complete]));
    payment?.on('escape', () => window.events.push('escape'));
  });
  await fillCard(page, '4242424242424242');
  await page.keyboard.press('Escape');
  await eventually(() => page.evaluate(() => window.events.slice(-2))).toEqual([['card', true], 'escape']);
  const wrong = [{ amount: 1600 }, { currency: 'eur' }, { capture_method: 'manual' }] as const;
  for (const params of wrong) {
    const { client_secret: secret } = await intentOf(shop, params);
    const [name] = Object.keys(params);
    expect(await payIn(page, secret), name).toMatchObject({
      error: { type: 'invalid_request_error', message: expect.stringContaining(`The provided ${name}`) },
    });
  }
  expect(await money()).toEqual([]);

  // The cart was changed: the form follows, and what was submitted before does not count for it.
  const { client_secret: held } = await intentOf(shop, { amount: 1600, capture_method: 'manual' });
  const refused = await page.evaluate(async (clientSecret) => {
    await window.elements.submit();
    let ended = 0;
    window.elements.on('update-end', () => (ended += 1));
    await window.elements.update({ amount: 1600, captureMethod: 'manual' });
    const refusal = await window.refusalOf(() =>
      window.stripe.confirmPayment({ elements: window.elements, clientSecret, redirect: 'if_required' }),
    );
    return { ended, refusal };
  }, held ?? '');
  expect(refused).toMatchObject({ ended: 1, refusal: { name: 'IntegrationError' } });
  expect(await payIn(page, held)).toEqual({ status: 'requires_capture' });
});

test('[confirm-payment-redirect] without if_required a paid intent leads to return_url, and only an error is heard of', async () => {
  const page = await openIntentPage(shop);
  await fillCard(page, '4242424242424242');
  const { id, client_secret: secret } = await intentOf(shop);
  const refusal = await page.evaluate(async (clientSecret) => {
    await window.elements.submit();
    const options = { elements: window.elements, clientSecret, confirmParams: {} };
    return window.refusalOf(() => Reflect.apply(window.stripe.confirmPayment, window.stripe, [options]));
  }, secret ?? '');
  expect(refusal).toMatchObject({ name: 'IntegrationError', message: expect.stringContaining('return_url') });
  await page.evaluate(
    ([clientSecret, url]) =>
      void window.stripe.confirmPayment({
        elements: window.elements,
        clientSecret,
        confirmParams: { return_url: url },
      }),
    [secret ?? '', `${shop.url}/preset?order=1#end`] as const,
  );
  await page.waitForURL(/payment_intent=/);
  const { searchParams, hash } = new URL(page.url());
  expect(Object.fromEntries(searchParams)).toEqual({
    order: '1',
    payment_intent: id,
    payment_intent_client_secret: secret,
    redirect_status: 'succeeded',
  });
  expect(hash).toBe('#end');
});

test('[voucher-overlay] [delayed-method] [confirm-payment-redirect] in one form: a voucher, a debit, another site', async () => {
  const page = await openIntentPage(shop, { options: { mode: 'payment', amount: 20_000, currency: 'mxn' } });
  const frame = page.frameLocator('iframe');
  const voucherIntent = await intentOf(shop, { amount: 20_000, currency: 'mxn' });
  await frame.getByText('OXXO', { exact: true }).click();
  await frame.getByRole('textbox', { name: 'Full name' }).fill('Robin Sandford');
  await frame.getByRole('textbox', { name: 'Email' }).fill('robin@example.com');
  const waiting = payIn(page, voucherIntent.client_secret);
  const voucher = page.frameLocator('body > iframe[title="Voucher"]');
  await voucher.getByText('oxxo').waitFor();
  await voucher.getByRole('button', { name: 'Close' }).click();
  expect(await waiting).toEqual({ status: 'requires_action' });

  // The form has other methods with another currency. A debit is processed, and the bank answers days later.
  await page.evaluate(() => window.elements.update({ currency: 'usd', amount: 1500 }));
  const debit = await intentOf(shop);
  await frame.getByText('US bank account').first().click();
  await frame.getByRole('textbox', { name: 'Account number' }).fill('000123456789');
  expect(await payIn(page, debit.client_secret)).toEqual({ status: 'processing' });
  await shop.account.control('clock', { advance: 7 * 24 * 60 * 60 });
  expect((await shop.account.stripe.paymentIntents.retrieve(debit.id)).status).toBe('succeeded');

  // Another site: the buyer leaves, says no, and comes back.
  const { id, client_secret: secret } = await intentOf(shop);
  await frame.getByText('Amazon Pay', { exact: true }).click();
  void payIn(page, secret).catch(() => undefined);
  await page.waitForURL(`${shop.account.url}/authorize/**`);
  await page.getByRole('button', { name: 'Fail payment' }).click();
  await page.waitForURL(/redirect_status=failed/);
  expect(new URL(page.url()).searchParams.get('payment_intent')).toBe(id);
});

test('[confirm-connection] a connection lost before or during confirmPayment is an error, never a success', async () => {
  const page = await openIntentPage(shop);
  const { client_secret: secret } = await intentOf(shop);
  await fillCard(page, '4242424242424242');
  const path = '**/v1/payment_intents/*/confirm';
  const lost = { error: { type: 'api_connection_error', message: expect.stringContaining('connection') } };
  await page.route(path, (route) => route.abort());
  expect(await payIn(page, secret)).toEqual(lost);
  expect(await money()).toEqual([]);
  // Done, but the answer is lost, or makes no sense: only another look tells.
  await page.unroute(path);
  await page.route(path, async (route) => {
    await route.fetch();
    await route.fulfill({ status: 502, body: '{}', headers: { 'access-control-allow-origin': '*' } });
  });
  expect(await payIn(page, secret)).toEqual(lost);
  const seen = await page.evaluate((clientSecret) => window.stripe.retrievePaymentIntent(clientSecret), secret ?? '');
  expect(seen).toMatchObject({ paymentIntent: { status: 'succeeded' } });
});

test('[confirm-payment-buyer] what the elements and the page know of the buyer goes along', async () => {
  const page = await openIntentPage(shop, {
    mount: {
      linkAuthentication: { defaultValues: { email: 'link@example.com' } },
      shipping: { allowedCountries: ['GB', 'IE'], fields: { phone: 'always' }, defaultValues: ROBIN },
      billing: { defaultValues: { ...ROBIN, name: 'Robin’s bank' } },
      payment: { fields: { billingDetails: { phone: 'never' } } },
    },
  });
  await page.frameLocator('#address iframe').getByLabel('Phone').fill('+442079460000');
  await fillCard(page, '4242424242424242');
  const { id, client_secret: secret } = await intentOf(shop);
  await expect(payIn(page, secret)).rejects.toThrow('billing_details.phone');
  const params = {
    receipt_email: 'receipt@example.com',
    payment_method_data: { billing_details: { phone: '1', email: 'page@example.com' } },
  };
  expect(await payIn(page, secret, params)).toEqual({ status: 'succeeded' });
  const intent = await shop.account.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
  expect(intent).toMatchObject({
    receipt_email: 'receipt@example.com',
    shipping: { name: 'Robin Sandford', phone: '+442079460000', address: { country: 'GB', line1: '1 Dune Row' } },
    latest_charge: {
      billing_details: { name: 'Robin’s bank', email: 'link@example.com', phone: '1', address: { city: 'London' } },
    },
  });
});

test('[deferred-options] [confirm-payment-elements] [one-element-of-a-kind] what a page must not do is an IntegrationError', async () => {
  const page = await openIntentPage(shop);
  const { client_secret: secret } = await intentOf(shop);
  const refusals = await page.evaluate(
    async ([clientSecret, good]) => {
      const { stripe, elements, refusalOf } = window;
      const make = (options: object) => refusalOf(() => Reflect.apply(stripe.elements, stripe, [options]));
      const confirm = (options: object) =>
        refusalOf(() => Reflect.apply(stripe.confirmPayment, stripe, [{ redirect: 'if_required', ...options }]));
      const unmounted = stripe.elements({ clientSecret });
      const results = {
        both: await make({ ...good, clientSecret }),
        noAmount: await make({ mode: 'payment', currency: 'usd' }),
        fraction: await make({ ...good, amount: 15.5 }),
        upperCase: await make({ ...good, currency: 'USD' }),
        oldName: await make({ ...good, paymentMethodTypes: ['card'] }),
        session: await make({ clientSecret: 'cs_test_a_secret_b' }),
        second: await refusalOf(() => elements.create('payment')),
        noMode: await refusalOf(() => Reflect.apply(elements.create, elements, ['address', {}])),
        noSubmit: await confirm({ elements, clientSecret }),
        noSecret: await elements.submit().then(() => confirm({ elements })),
        badSecret: await confirm({ elements, clientSecret: 'pi_1' }),
        otherSecret: await confirm({ elements: unmounted, clientSecret: `${clientSecret}x` }),
        notMounted: await confirm({ elements: unmounted }),
        foreign: await confirm({ elements: {}, clientSecret }),
        noFetch: await refusalOf(() => elements.fetchUpdates()),
      };
      return Object.entries(results).map(([name, refusal]) => [name, refusal?.name, refusal?.message]);
    },
    [secret ?? '', MUG_OF_15_USD] as const,
  );
  const reasons = {
    both: 'not both',
    noAmount: 'amount',
    fraction: 'amount',
    upperCase: 'currency',
    oldName: 'allowedPaymentMethodTypes',
    session: 'pi_',
    second: 'already',
    noMode: 'shipping or billing',
    noSubmit: 'elements.submit() must be called',
    noSecret: 'needs the clientSecret',
    badSecret: 'pi_',
    otherSecret: 'another one',
    notMounted: 'mounted Payment Element',
    foreign: 'stripe.elements() has made',
    noFetch: 'fetchUpdates',
  };
  expect(refusals).toEqual(
    Object.entries(reasons).map(([name, reason]) => [name, 'IntegrationError', expect.stringContaining(reason)]),
  );
});
