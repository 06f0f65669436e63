import { expect, test } from 'vitest';
import { TEST_CARDS } from '../payment/cards.js';
import {
  confirmIn,
  elementsSession,
  fillCard,
  paymentFrame,
  useShop,
  type Loading,
  eventually,
} from './shop-page.fixture.js';

const shop = useShop();

const sessionOf = (id: string) => shop.account.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
const money = async () => (await shop.account.ledger()).filter((entry) => entry.kind === 'money');
const PAID = { type: 'success', status: { type: 'complete', paymentStatus: 'paid' } };

test.each<Loading>(['preset', 'routed'])('a card pays through the real loader, window.Stripe %s', async (loading) => {
  const { id, clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret, { loading });
  await fillCard(page, '4242424242424242');
  expect(await confirmIn(page)).toEqual(PAID);
  expect(await sessionOf(id)).toMatchObject({ status: 'complete', payment_status: 'paid' });
});

test('[confirm-outcome] every test card that pays without a question pays', async () => {
  const page = await shop.open();
  const cards = TEST_CARDS.filter(({ decline, authentication }) => !decline && authentication !== 'required');
  expect(cards.length).toBeGreaterThan(5);
  for (const { number, brand } of cards) {
    const { id, clientSecret } = await elementsSession(shop);
    await shop.beginAgain(page, clientSecret);
    await fillCard(page, number, brand === 'amex' ? '1234' : '123');
    expect(await confirmIn(page), number).toEqual(PAID);
    expect((await sessionOf(id)).payment_status, number).toBe('paid');
  }
  expect(await money()).toHaveLength(cards.length);
});

test('[confirm-outcome] each declined card is told by its decline code, and the same session is paid in the end', async () => {
  const { id, clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  const cards = TEST_CARDS.filter(({ decline, authentication }) => decline && authentication !== 'required');
  expect(cards.length).toBeGreaterThan(8);
  for (const { number, decline } of cards) {
    await fillCard(page, number);
    expect(await confirmIn(page), number).toEqual({
      type: 'error',
      error: {
        code: 'paymentFailed',
        message: decline?.message,
        paymentFailed: { declineCode: decline?.declineCode ?? null },
      },
    });
    expect(await page.evaluate(() => window.actions.getSession().lastPaymentError)).toEqual({
      message: decline?.message,
    });
    expect((await sessionOf(id)).status).toBe('open');
  }
  expect(await money()).toEqual([]);
  await fillCard(page, '4242424242424242');
  expect(await confirmIn(page)).toEqual(PAID);
  expect(await money()).toHaveLength(1);
});

test('a number that is no test card, though it looks like one, is declined', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  await fillCard(page, '4111111111111111');
  expect(await confirmIn(page)).toMatchObject({ type: 'error', error: { code: 'paymentFailed' } });
});

test('[confirm-fields] what is missing is shown in the frame and told as an error, and nothing is sent', async () => {
  const { id, clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url()));
  const frame = paymentFrame(page);
  expect(await confirmIn(page)).toEqual({
    type: 'error',
    error: { code: null, message: 'The card number is incomplete.' },
  });
  await eventually(() => frame.getByRole('alert').allTextContents()).toEqual([
    'The card number is incomplete.',
    'The expiration date is incomplete.',
    'The security code is incomplete.',
  ]);
  expect(await frame.getByRole('textbox', { name: 'Card number' }).getAttribute('aria-invalid')).toBe('true');
  await fillCard(page, '4242424242424241');
  expect(await confirmIn(page)).toMatchObject({ error: { code: null, message: 'The card number is invalid.' } });
  await fillCard(page, '4242424242424242');
  await frame.getByRole('textbox', { name: 'Expiration date (MM / YY)' }).fill('01 / 20');
  expect(await confirmIn(page)).toMatchObject({
    error: { code: null, message: 'The expiration date is in the past.' },
  });
  expect(sent.filter((url) => url.includes('/_elements/confirm'))).toEqual([]);
  expect((await sessionOf(id)).payment_intent).toBeNull();
});

test('[total-shown] confirm() throws in a page that never read the total', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.open();
  const refusals = await page.evaluate(async (secret) => {
    const stripe = await window.loadStripe('pk_test_sandbox');
    const loaded = await stripe?.initCheckoutElementsSdk({ clientSecret: secret }).loadActions();
    if (loaded?.type !== 'success') throw new Error('It did not load.');
    const { confirm, getSession } = loaded.actions;
    const attempt = () => window.refusalOf(() => confirm({ redirect: 'if_required' }));
    const without = await attempt();
    const { currency, minorUnitsAmountDivisor, total } = getSession();
    const withoutAmount = await attempt();
    const inMinorUnits = [total.total.minorUnitsAmount, currency, minorUnitsAmountDivisor];
    return { without, withoutAmount, inMinorUnits, afterwards: await attempt() };
  }, clientSecret);
  expect(refusals).toMatchObject({
    without: { name: 'IntegrationError' },
    withoutAmount: { name: 'IntegrationError' },
    inMinorUnits: [1500, 'usd', 100],
    afterwards: null,
  });
});

test('[confirm-return-url] confirm() throws when neither the session nor the page says where to come back to', async () => {
  const { clientSecret } = await elementsSession(
    shop,
    {
      allowed_payment_method_types: ['card'],
    },
    ['return_url'],
  );
  const page = await shop.begin(clientSecret);
  await fillCard(page, '4242424242424242');
  const refusals = await page.evaluate(() =>
    Promise.all(
      [undefined, '/return', 'javascript:alert(1)'].map((returnUrl) =>
        window.refusalOf(() =>
          window.actions.confirm({ redirect: 'if_required', ...(returnUrl ? { returnUrl } : {}) }),
        ),
      ),
    ),
  );
  expect(refusals.map((refusal) => refusal?.name)).toEqual(Array.from({ length: 3 }, () => 'IntegrationError'));
  expect(refusals[0]?.message).toContain('without return_url');
  expect(await confirmIn(page, { redirect: 'if_required', returnUrl: `${shop.url}/preset` })).toEqual(PAID);
});

test('[confirm-redirect] without if_required the buyer is taken to return_url, the session’s id filled in', async () => {
  const { id, clientSecret } = await elementsSession(shop, {
    return_url: `${shop.url}/preset?session={CHECKOUT_SESSION_ID}&encoded=%7BCHECKOUT_SESSION_ID%7D`,
  });
  const page = await shop.begin(clientSecret);
  await fillCard(page, '4242424242424242');
  await page.evaluate(() => void window.actions.confirm());
  await page.waitForURL(`${shop.url}/preset?session=${id}&encoded=%7BCHECKOUT_SESSION_ID%7D`);
  expect((await sessionOf(id)).payment_status).toBe('paid');
});

test('[confirm-once] of two confirms at once, one pays and the other is refused', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  await fillCard(page, '4242424242424242');
  const sent: string[] = [];
  page.on('request', (request) => sent.push(new URL(request.url()).pathname));
  const results = await page.evaluate(async () => {
    const confirm = async () => (await window.actions.confirm({ redirect: 'if_required' })).type;
    return Promise.all([confirm(), confirm()]);
  });
  expect(results).toEqual(['success', 'error']);
  expect(sent.filter((path) => path === '/_elements/confirm')).toHaveLength(1);
  expect(await confirmIn(page)).toMatchObject({ type: 'error', error: { code: null } });
  expect(await money()).toHaveLength(1);
});

test('[confirm-connection] a connection lost before or during confirm is an error, never a success, and no code says “failed”', async () => {
  const { id, clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  await fillCard(page, '4242424242424242');
  const lost = { type: 'error', error: { code: null, message: expect.stringContaining('connection') } };

  await page.route('**/_elements/confirm', (route) => route.abort());
  expect(await confirmIn(page)).toMatchObject(lost);
  expect((await sessionOf(id)).status).toBe('open');

  // Done, but the answer is lost.
  await page.unroute('**/_elements/confirm');
  await page.route('**/_elements/confirm', async (route) => {
    await route.fetch();
    await route.abort();
  });
  expect(await confirmIn(page)).toMatchObject(lost);
  expect((await sessionOf(id)).status).toBe('complete');

  // An answer that makes no sense is no answer.
  await page.unroute('**/_elements/confirm');
  await page.route('**/_elements/confirm', (route) => route.fulfill({ status: 502, body: '<html>502</html>' }));
  expect(await confirmIn(page)).toMatchObject(lost);
  expect(await money()).toHaveLength(1);
});

test('[confirm-connection] an element that is taken out of the page meanwhile ends confirm() with an error', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  await fillCard(page, '4242424242424242');
  // Nobody answers: only that the element is gone can end it.
  await page.route('**/_elements/confirm', () => undefined);
  const asked = page.waitForRequest('**/_elements/confirm');
  const result = confirmIn(page);
  await asked;
  await page.evaluate(() => window.checkout.getPaymentElement()?.destroy());
  expect(await result).toMatchObject({ type: 'error', error: { code: null } });
});

test('[confirm-amount] a session that was changed behind the page’s back is not paid', async () => {
  const { id, clientSecret } = await elementsSession(shop, {
    shipping_options: [5, 9].map((units) => ({
      shipping_rate_data: {
        display_name: `${units}`,
        type: 'fixed_amount',
        fixed_amount: { amount: units * 100, currency: 'usd' },
      },
    })),
  });
  const page = await shop.begin(clientSecret);
  const other = await shop.begin(clientSecret);
  await fillCard(page, '4242424242424242');
  await other.evaluate(async () => {
    const [, second] = window.actions.getSession().shippingOptions;
    await window.actions.updateShippingOption(second?.id ?? '');
  });
  expect(await confirmIn(page)).toMatchObject({ type: 'error', error: { code: null } });
  expect((await sessionOf(id)).status).toBe('open');
  await page.evaluate(() => window.actions.runServerUpdate(async () => undefined));
  expect(await confirmIn(page)).toEqual(PAID);
  expect(await money()).toMatchObject([{ amount: 2400 }]);
});

test.each([
  { element: 'no element', mount: [] },
  { element: 'the Payment Element', mount: ['payment'] },
] as const)('an order that costs nothing asks for no method and is complete, with $element', async ({ mount }) => {
  const { id, clientSecret } = await elementsSession(shop, {
    line_items: [{ price_data: { currency: 'usd', unit_amount: 0, product_data: { name: 'Leaflet' } }, quantity: 1 }],
  });
  const page = await shop.begin(clientSecret, { mount });
  expect(await page.evaluate(() => window.actions.getSession().canConfirm)).toBe(true);
  expect(await confirmIn(page)).toMatchObject({ type: 'success' });
  expect(await sessionOf(id)).toMatchObject({ status: 'complete', payment_status: 'no_payment_required' });
});

test('[confirm-needs] email, phone number and address may come with confirm() itself', async () => {
  const { id, clientSecret } = await elementsSession(
    shop,
    { shipping_address_collection: { allowed_countries: ['GB'] }, phone_number_collection: { enabled: true } },
    ['customer_email'],
  );
  const page = await shop.begin(clientSecret);
  await fillCard(page, '4242424242424242');
  expect(await confirmIn(page)).toMatchObject({ type: 'error', error: { code: null } });
  const shippingAddress = { name: 'Test Buyer', address: { country: 'GB', line1: '1 Test Street', city: 'Testville' } };
  const all = {
    redirect: 'if_required',
    email: 'buyer@example.com',
    phoneNumber: '+442079460000',
    shippingAddress,
  } as const;
  expect(await confirmIn(page, { ...all, email: 'nobody' })).toMatchObject({ type: 'error', error: { code: null } });
  expect(await confirmIn(page, all)).toEqual(PAID);
  expect(await sessionOf(id)).toMatchObject({
    customer_details: { email: 'buyer@example.com', phone: '+442079460000' },
    collected_information: { shipping_details: { name: 'Test Buyer', address: { country: 'GB' } } },
  });
});
