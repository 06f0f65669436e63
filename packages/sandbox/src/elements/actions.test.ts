import { expect, test } from 'vitest';
import { elementsSession, eventually, fillCard, paymentFrame, useShop } from './shop-page.fixture.js';

const shop = useShop();

const SHIPPED = {
  shipping_address_collection: { allowed_countries: ['GB', 'DE'] as ('GB' | 'DE')[] },
  shipping_options: [
    {
      shipping_rate_data: {
        display_name: 'Slow',
        type: 'fixed_amount' as const,
        fixed_amount: { amount: 500, currency: 'usd' },
      },
    },
    {
      shipping_rate_data: {
        display_name: 'Fast',
        type: 'fixed_amount' as const,
        fixed_amount: { amount: 900, currency: 'usd' },
      },
    },
  ],
};
const ADDRESS = { line1: '1 Test Street', line2: null, city: 'Testville', postal_code: 'T1 1TT', state: null };

const retrieve = (id: string) => shop.account.stripe.checkout.sessions.retrieve(id);

test('[client-secret-opens] a malformed secret is refused at once, an unknown one when the session is loaded', async () => {
  const page = await shop.open();
  const refusals = await page.evaluate(async () => {
    const stripe = await window.loadStripe('pk_test_sandbox');
    if (!stripe) throw new Error('There is no Stripe.');
    const malformed: unknown[] = ['', 'pi_1_secret_2', 'cs_test_1', null, undefined, 7];
    const load = (clientSecret: string | Promise<string>, key = stripe) =>
      key.initCheckoutElementsSdk({ clientSecret }).loadActions();
    const live = await window.loadStripe('pk_live_sandbox');
    return {
      atOnce: await Promise.all(
        malformed.map((clientSecret) =>
          window.refusalOf(() => Reflect.apply(stripe.initCheckoutElementsSdk, stripe, [{ clientSecret }])),
        ),
      ),
      later: await Promise.all([
        load('cs_test_nothing_secret_nothing'),
        load(Promise.resolve('pi_1_secret_2')),
        load(Promise.reject(new Error('the shop’s server is down'))),
        load('cs_test_nothing_secret_nothing', live ?? stripe),
      ]),
    };
  });
  expect(refusals.atOnce.map((refusal) => refusal?.name)).toEqual(Array.from({ length: 6 }, () => 'IntegrationError'));
  expect(refusals.later).toMatchObject(Array.from({ length: 4 }, () => ({ type: 'error', error: { code: null } })));
});

test('[client-secret-finished] loadActions() and the elements say so when the session is over', async () => {
  const { id, clientSecret } = await elementsSession(shop);
  await shop.account.stripe.checkout.sessions.expire(id);
  const page = await shop.open();
  const [loaded, event] = await page.evaluate(async (secret) => {
    const stripe = await window.loadStripe('pk_test_sandbox');
    const checkout = stripe?.initCheckoutElementsSdk({ clientSecret: secret });
    const element = checkout?.createPaymentElement();
    const failed = new Promise((resolve) => element?.on('loaderror', resolve));
    element?.mount('#payment');
    return [await checkout?.loadActions(), await failed];
  }, clientSecret);
  expect(loaded).toMatchObject({ type: 'error', error: { code: null, message: expect.stringContaining('expired') } });
  expect(event).toMatchObject({ elementType: 'payment', error: { type: 'invalid_request_error' } });
});

test('[load-error] an element says loaderror when the sandbox cannot be reached; a promise of a secret is waited for', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.open();
  await page.route('**/_elements/session', (route) => route.abort());
  const load = () =>
    page.evaluate(async (secret) => {
      const stripe = await window.loadStripe('pk_test_sandbox');
      const checkout = stripe?.initCheckoutElementsSdk({ clientSecret: Promise.resolve(secret) });
      const element = checkout?.createPaymentElement();
      const told = new Promise((resolve) => {
        element?.on('loaderror', ({ error }) => resolve(error.type));
        element?.on('ready', () => resolve('ready'));
      });
      element?.mount('#payment');
      const loaded = await checkout?.loadActions();
      const heard = await told;
      element?.destroy();
      return [loaded?.type, heard];
    }, clientSecret);
  expect(await load()).toEqual(['error', 'api_connection_error']);
  await page.unroute('**/_elements/session');
  expect(await load()).toEqual(['success', 'ready']);
});

test('the session is what the types say, and its amounts are written out', async () => {
  const { id, clientSecret } = await elementsSession(shop, SHIPPED);
  const page = await shop.begin(clientSecret, { mount: [] });
  const session = await page.evaluate(() => window.actions.getSession());
  expect(session).toMatchObject({
    id,
    currency: 'usd',
    minorUnitsAmountDivisor: 100,
    email: 'buyer@example.com',
    livemode: false,
    status: { type: 'open' },
    lineItems: [{ name: 'Mug', quantity: 1, unitAmount: { amount: '$15.00', minorUnitsAmount: 1500 } }],
    shippingOptions: [{ displayName: 'Slow', amount: '$5.00' }, { displayName: 'Fast' }],
    shipping: { shippingOption: { displayName: 'Slow' } },
    total: {
      subtotal: { amount: '$15.00' },
      shippingRate: { amount: '$5.00' },
      total: { amount: '$20.00', minorUnitsAmount: 2000 },
    },
    lastPaymentError: null,
  });
});

test('[update-email] half an address is incomplete, a wrong one invalid, and the one from the server stays', async () => {
  const { id, clientSecret } = await elementsSession(shop, {}, ['customer_email']);
  const page = await shop.begin(clientSecret, { mount: [] });
  const results = await page.evaluate(async () => {
    const codes: unknown[] = [];
    for (const email of [
      'buyer',
      'buyer@',
      'buyer@example',
      'buyer@exa mple.com',
      'buyer@example.com',
      null,
      'b@example.com',
    ]) {
      const result = await window.actions.updateEmail(email);
      codes.push(result.type === 'error' ? result.error.code : result.session.email);
    }
    return codes;
  });
  expect(results).toEqual([
    'incompleteEmail',
    'incompleteEmail',
    'invalidEmail',
    'incompleteEmail',
    'buyer@example.com',
    null,
    'b@example.com',
  ]);
  expect((await retrieve(id)).customer_details?.email).toBe('b@example.com');

  const fixed = await elementsSession(shop);
  await shop.beginAgain(page, fixed.clientSecret, { mount: [] });
  expect(await page.evaluate(() => window.actions.updateEmail('other@example.com'))).toMatchObject({ type: 'error' });
});

test('[update-shipping-address] an address of the session’s countries is taken, others are not', async () => {
  const { id, clientSecret } = await elementsSession(shop, SHIPPED);
  const page = await shop.begin(clientSecret, { mount: [] });
  const results = await page.evaluate(async (address) => {
    const to = (country: string) =>
      window.actions.updateShippingAddress({ name: 'Test Buyer', address: { ...address, country } });
    return [(await to('FR')).type, (await to('DE')).type, window.actions.getSession().shippingAddress?.address.country];
  }, ADDRESS);
  expect(results).toEqual(['error', 'success', 'DE']);
  expect((await retrieve(id)).collected_information?.shipping_details).toMatchObject({
    name: 'Test Buyer',
    address: { country: 'DE', line1: '1 Test Street' },
  });
});

test('[update-shipping-option] another option changes the total; one that the session does not have changes nothing', async () => {
  const { id, clientSecret } = await elementsSession(shop, SHIPPED);
  const page = await shop.begin(clientSecret, { mount: [] });
  const results = await page.evaluate(async () => {
    const [, fast] = window.actions.getSession().shippingOptions;
    const unknown = await window.actions.updateShippingOption('shr_nothing');
    const known = await window.actions.updateShippingOption(fast?.id ?? '');
    return [unknown.type, known.type, window.actions.getSession().total.total.minorUnitsAmount];
  });
  expect(results).toEqual(['error', 'success', 2400]);
  expect((await retrieve(id)).amount_total).toBe(2400);
});

test('[promotion-codes] a code takes off, a wrong one has its code, and it can be taken away again', async () => {
  const { stripe } = shop.account;
  const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'once', name: 'Winter' });
  const promotion = { type: 'coupon' as const, coupon: coupon.id };
  await stripe.promotionCodes.create({ promotion, code: 'WINTER20' });
  const restrictions = { minimum_amount: 5000, minimum_amount_currency: 'usd' };
  await stripe.promotionCodes.create({ promotion, code: 'LARGE', restrictions });
  const { id, clientSecret } = await elementsSession(shop, { allow_promotion_codes: true });
  const page = await shop.begin(clientSecret, { mount: [] });
  const results = await page.evaluate(async () => {
    const apply = async (code: string) => {
      const result = await window.actions.applyPromotionCode(code);
      if (result.type === 'error') return result.error.code;
      const { total, discountAmounts } = result.session;
      return [total.total.minorUnitsAmount, total.discount.minorUnitsAmount, discountAmounts?.[0]?.promotionCode];
    };
    const applied = [await apply('NOTHING'), await apply('LARGE'), await apply('winter20')];
    const removed = await window.actions.removePromotionCode();
    return [...applied, removed.type === 'success' ? removed.session.total.total.minorUnitsAmount : removed.error];
  });
  expect(results).toEqual(['invalidCode', 'promotionCodeAmountInsufficient', [1200, 300, 'WINTER20'], 1500]);
  expect((await retrieve(id)).amount_total).toBe(1500);
});

test('[server-update] the session is looked at again, and nothing can be confirmed meanwhile', async () => {
  const { clientSecret } = await elementsSession(shop, { shipping_options: SHIPPED.shipping_options });
  const page = await shop.begin(clientSecret);
  await fillCard(page, '4242424242424242');
  await eventually(() => page.evaluate(() => window.actions.getSession().canConfirm)).toBe(true);
  const other = await shop.begin(clientSecret, { mount: [] });
  await page.exposeFunction('askServer', () =>
    other.evaluate(async () => {
      const [, fast] = window.actions.getSession().shippingOptions;
      await window.actions.updateShippingOption(fast?.id ?? '');
    }),
  );
  const result = await page.evaluate(async () => {
    const pending: boolean[] = [];
    const updated = await window.actions.runServerUpdate(async () => {
      pending.push(window.actions.getSession().canConfirm);
      await Reflect.get(window, 'askServer')();
    });
    const failed = await window.refusalOf(() =>
      window.actions.runServerUpdate(() => Promise.reject(new Error('shop down'))),
    );
    const total = updated.type === 'success' && updated.session.total.total.minorUnitsAmount;
    return { pending, total, failed, afterwards: window.actions.getSession().canConfirm };
  });
  expect(result).toMatchObject({ pending: [false], total: 2400, afterwards: true, failed: { message: 'shop down' } });
});

test('[can-confirm] what is needed comes together, and a pending update takes it away for a moment', async () => {
  const { clientSecret } = await elementsSession(shop, SHIPPED, ['customer_email']);
  const page = await shop.begin(clientSecret, { mount: ['payment', 'contact'] });
  await page.evaluate(() => {
    window.checkout.on('change', ({ canConfirm }) => window.events.push(canConfirm));
  });
  const canConfirm = () => page.evaluate(() => window.actions.getSession().canConfirm);
  expect(await canConfirm()).toBe(false);
  await fillCard(page, '4242424242424242');
  const contact = page.frameLocator('iframe[title="Secure email input frame"]');
  await contact.getByRole('textbox', { name: 'Email' }).fill('buyer@example.com');
  expect(await canConfirm()).toBe(false);
  await page.evaluate(
    (address) => window.actions.updateShippingAddress({ name: 'Test Buyer', address: { ...address, country: 'GB' } }),
    ADDRESS,
  );
  await eventually(canConfirm).toBe(true);
  await page.evaluate(() => {
    window.events = [];
    return window.actions.updateShippingOption(window.actions.getSession().shippingOptions[1]?.id ?? '');
  });
  expect(await page.evaluate(() => window.events)).toEqual([false, false, true]);
  await paymentFrame(page).getByRole('textbox', { name: 'Security code' }).fill('1');
  await eventually(canConfirm).toBe(false);
});

test('[confirm-needs] validateElements() asks every element, and tells what each is missing', async () => {
  const { clientSecret } = await elementsSession(shop, SHIPPED, ['customer_email']);
  const page = await shop.begin(clientSecret, { mount: ['payment', 'contact', 'address'] });
  const validate = () =>
    page.evaluate(async () => {
      const result = await window.actions.validateElements();
      return result.type === 'success'
        ? 'success'
        : [result.error.code, ...result.error.validation_errors.map(({ element }) => element)];
    });
  expect(await validate()).toEqual(['validation_error', 'contactDetails', 'shippingAddress', 'payment']);
  await fillCard(page, '4242424242424242');
  await page
    .frameLocator('iframe[title="Secure email input frame"]')
    .getByRole('textbox', { name: 'Email' })
    .fill('b@example.com');
  const address = page.frameLocator('iframe[title="Secure address input frame"]');
  for (const name of ['Full name', 'Address line 1', 'City', 'Postal code'])
    await address.getByRole('textbox', { name }).fill('Test');
  await address.getByRole('combobox', { name: 'Country or region' }).selectOption('DE');
  expect(await validate()).toBe('success');
  const paid = await page.evaluate(async () => (await window.actions.confirm({ redirect: 'if_required' })).type);
  expect(paid).toBe('success');
});

test('validateElements() without a mounted element says so', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret, { mount: [] });
  expect(await page.evaluate(() => window.actions.validateElements())).toMatchObject({
    type: 'error',
    error: { code: 'no_elements' },
  });
});
