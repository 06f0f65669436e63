import { expect, test } from 'vitest';
import { intentOf, MUG_OF_15_USD, openIntentPage, payIn } from './intent-page.fixture.js';
import { challengeFrame, eventually, fillCard, useShop } from './shop-page.fixture.js';

const shop = useShop();

const money = async () => (await shop.account.ledger()).filter(({ kind }) => kind === 'money');

test('[finished-intent] [fetch-updates] Elements of an intent follow it, pay it, and are not made for it again', async () => {
  const intent = await intentOf(shop);
  const clientSecret = String(intent.client_secret);
  const page = await openIntentPage(shop, { options: { clientSecret }, mount: { payment: {}, expressCheckout: {} } });
  expect(await page.evaluate(() => window.refusalOf(() => window.elements.update({ amount: 1 })))).toMatchObject({
    name: 'IntegrationError',
  });
  // A wallet lists what comes to the amount of the intent, which the shop has changed.
  await shop.account.stripe.paymentIntents.update(intent.id, { amount: 1600 });
  await page.evaluate(() => {
    window.elements.getElement('expressCheckout')?.on('click', async ({ resolve }) => {
      const open = () => resolve({ lineItems: [{ name: 'Mug', amount: 1600 }] });
      window.events.push((await window.refusalOf(open))?.name, await window.elements.fetchUpdates());
      open();
    });
  });
  const wallet = page.frameLocator('#express iframe');
  await wallet.getByRole('button').click();
  await wallet.getByRole('button', { name: 'Cancel' }).click();
  expect(await page.evaluate(() => window.events)).toEqual(['IntegrationError', {}]);

  const confirm = () =>
    page.evaluate(async () => {
      const { error, paymentIntent } = await window.stripe.confirmPayment({
        elements: window.elements,
        confirmParams: { return_url: window.location.href },
        redirect: 'if_required',
      });
      return error ? error.type : paymentIntent.status;
    });
  // Nothing was submitted: confirmPayment looks at the form itself.
  expect(await confirm()).toBe('validation_error');
  await fillCard(page, '4242424242424242');
  expect(await confirm()).toBe('succeeded');

  const told = await page.evaluate(
    (secret) =>
      new Promise((resolve) => {
        const again = window.stripe.elements({ clientSecret: secret }).create('payment');
        again.on('loaderror', ({ error }) => resolve(error));
        again.mount('#billing');
      }),
    clientSecret,
  );
  expect(told).toMatchObject({ type: 'invalid_request_error', message: expect.stringContaining('succeeded') });
});

test('[token-in-browser] [next-action] the server confirms with a token, and the page follows to the end', async () => {
  const page = await openIntentPage(shop);
  const tokenIn = () =>
    page.evaluate(async () => {
      const create = () =>
        window.stripe.createConfirmationToken({
          elements: window.elements,
          params: { return_url: window.location.href, payment_method_data: { billing_details: { name: 'Ann' } } },
        });
      const early = await window.refusalOf(create);
      await window.elements.submit();
      const { confirmationToken } = await create();
      return {
        early: early?.name,
        id: confirmationToken?.id ?? '',
        preview: confirmationToken?.payment_method_preview,
      };
    });
  const confirmWith = (token: string) =>
    intentOf(shop, { confirm: true, confirmation_token: token, return_url: `${shop.url}/preset` });

  await fillCard(page, '4242424242424242');
  const plain = await tokenIn();
  expect(plain).toMatchObject({
    early: 'IntegrationError',
    preview: { type: 'card', billing_details: { name: 'Ann' } },
  });
  const paid = await confirmWith(plain.id);
  expect(paid.status).toBe('succeeded');
  const refusals = await page.evaluate(
    (secrets) =>
      Promise.all(
        secrets.map((clientSecret) => window.refusalOf(() => window.stripe.handleNextAction({ clientSecret }))),
      ),
    [String(paid.client_secret), 'pi_1'],
  );
  expect(refusals.map((refusal) => refusal?.name)).toEqual(['IntegrationError', 'IntegrationError']);

  await fillCard(page, '4000002760003184');
  const asking = await confirmWith((await tokenIn()).id);
  expect(asking.status).toBe('requires_action');
  const followed = page.evaluate(
    (clientSecret) => window.stripe.handleNextAction({ clientSecret }),
    String(asking.client_secret),
  );
  await challengeFrame(page).getByRole('button', { name: 'Complete authentication' }).click();
  expect(await followed).toMatchObject({ paymentIntent: { id: asking.id, status: 'succeeded' } });
  expect(await money()).toHaveLength(2);
});

test('[express-click] [express-shipping] [express-confirm] a wallet opens when the page says what it shows, and pays once', async () => {
  await shop.account.control('wallets', { wallets: ['link', 'apple_pay', 'google_pay'] });
  const page = await openIntentPage(shop, {
    mount: {
      expressCheckout: {
        paymentMethods: { googlePay: 'never' },
        shippingAddressRequired: true,
        allowedShippingCountries: ['IE', 'GB'],
      },
    },
  });
  const frame = page.frameLocator('#express iframe');
  expect(await frame.getByRole('button').allTextContents()).toEqual([
    'Pay with the sandbox wallet',
    'Pay with the sandbox’s Apple Pay',
  ]);
  const { id, client_secret: secret } = await intentOf(shop, { amount: 2000 });
  await page.evaluate((clientSecret) => {
    const express = window.elements.getElement('expressCheckout');
    const note = (what: unknown) => window.events.push(what);
    let clicks = 0;
    express?.on('click', async ({ expressPaymentType, resolve, reject }) => {
      clicks += 1;
      note(['click', expressPaymentType]);
      if (clicks === 1) return reject();
      note((await window.refusalOf(() => resolve({ lineItems: [{ name: 'Mug', amount: 1501 }] })))?.name);
      note((await window.refusalOf(() => resolve({})))?.message);
      resolve({
        lineItems: [{ name: 'Mug', amount: 1500 }],
        shippingRates: [
          { id: 'shr_1', amount: 0, displayName: 'By bicycle' },
          { id: 'shr_2', amount: 500, displayName: 'By boat' },
          { id: 'shr_3', amount: 900, displayName: 'By balloon' },
        ],
      });
    });
    express?.on('shippingratechange', async ({ shippingRate, resolve, reject }) => {
      note(shippingRate.id);
      if (shippingRate.id === 'shr_3') return reject();
      await window.elements.update({ amount: 2000 });
      resolve();
    });
    express?.on('cancel', () => note('cancel'));
    let isFirst = true;
    express?.on(
      'confirm',
      async ({ billingDetails, shippingAddress, shippingRate, expressPaymentType, paymentFailed }) => {
        note([
          'confirm',
          expressPaymentType,
          billingDetails?.email,
          shippingAddress?.address.country,
          shippingRate?.id,
        ]);
        const confirmParams = { return_url: window.location.href };
        const confirm = () =>
          window.stripe.confirmPayment({
            elements: window.elements,
            clientSecret,
            confirmParams,
            redirect: 'if_required',
          });
        if (isFirst) {
          isFirst = false;
          // The shop could not make an intent: what the buyer said yes to is over.
          paymentFailed();
          await window.elements.submit();
          note((await window.refusalOf(confirm))?.message);
          return;
        }
        await window.elements.submit();
        note((await confirm()).paymentIntent?.status);
        await window.elements.submit();
        note((await window.refusalOf(confirm))?.message);
      },
    );
  }, String(secret));
  const wallet = frame.getByRole('button', { name: 'Apple Pay' });
  await wallet.click();
  await eventually(() => page.evaluate(() => window.events.length)).toBe(1);
  expect(await frame.getByRole('button', { name: 'Authorize' }).count()).toBe(0);
  await wallet.click();
  await frame.getByRole('button', { name: 'Cancel' }).click();
  await wallet.click();
  await frame.getByLabel('By boat').click();
  await frame.getByLabel('By balloon').click();
  await eventually(() => frame.getByLabel('By boat').isChecked()).toBe(true);
  await frame.getByRole('button', { name: 'Authorize' }).click();
  await wallet.click();
  await frame.getByRole('button', { name: 'Authorize' }).click();
  const clicked = ['click', 'apple_pay'];
  const over = expect.stringContaining('was not called within the “confirm” event');
  const opened = [clicked, 'IntegrationError', expect.stringContaining('shippingRates')];
  await eventually(() => page.evaluate(() => window.events)).toEqual([
    clicked,
    ...opened,
    'cancel',
    ...opened,
    'shr_2',
    'shr_3',
    ['confirm', 'apple_pay', 'wallet@example.com', 'IE', 'shr_2'],
    over,
    ...opened,
    ['confirm', 'apple_pay', 'wallet@example.com', 'IE', 'shr_1'],
    'succeeded',
    over,
  ]);
  // Its sheet is closed.
  await wallet.waitFor();
  expect(await shop.account.stripe.paymentIntents.retrieve(id)).toMatchObject({
    status: 'succeeded',
    shipping: { name: 'Wallet Buyer', address: { country: 'IE' } },
  });
});

test('[express-click] where the buyer has no wallet, the element says so and shows nothing', async () => {
  expect(await shop.account.control('wallets', { wallets: ['cheque'] })).toHaveProperty('error');
  expect(await shop.account.control('wallets', { wallets: [] })).toEqual({ wallets: [] });
  const page = await openIntentPage(shop, { mount: {} });
  const ready = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const express = window.elements.create('expressCheckout');
        express.on('ready', (event) => resolve(event.availablePaymentMethods ?? 'none'));
        express.mount('#express');
      }),
  );
  expect(ready).toBe('none');
  expect(await page.frameLocator('#express iframe').getByRole('button').count()).toBe(0);
  expect(MUG_OF_15_USD.mode).toBe('payment');
  expect(await payIn(page, null).catch(({ message }: Error) => message)).toContain('clientSecret');
});
