import fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { clientFor, MUG, refusal, useAccount } from '../account.fixture.js';

const account = useAccount();

describe('who may ask', () => {
  test('[api-key] without a key, or with one of no known kind, the answer is 401', async () => {
    expect((await account.raw('/v1/products')).status).toBe(401);
    expect(await refusal(clientFor(account.url, 'nonsense').products.list())).toMatchObject({ status: 401 });
    const { error } = (await (await account.raw('/v1/products')).json()) as { error: { type: string } };
    expect(error.type).toBe('invalid_request_error');
  });

  test('[api-key] a publishable key is told to use a secret one', async () => {
    expect(await refusal(clientFor(account.url, 'pk_test_1').products.list())).toMatchObject({
      status: 403,
      code: 'secret_key_required',
    });
  });

  test('[api-key] secret and restricted keys of test mode pass, as bearer token and as user name', async () => {
    await clientFor(account.url, 'rk_test_1').products.list();
    const basic = await account.raw('/v1/products', { headers: { authorization: `Basic ${btoa('sk_test_1:')}` } });
    expect(basic.status).toBe(200);
  });

  test('[api-key-live] a live key is refused, and told why', async () => {
    for (const key of ['sk_live_1', 'rk_live_1']) {
      const { status, message } = await refusal(clientFor(account.url, key).products.list());
      expect([status, message]).toEqual([401, expect.stringContaining('no live mode')]);
    }
  });
});

describe('what may be asked', () => {
  test('[not-covered] an unknown route is a 404 with an `error`, which the SDK rejects', async () => {
    expect(await refusal(account.stripe.taxRates.list())).toMatchObject({ status: 404, code: 'sandbox_not_covered' });
    expect((await account.ledger()).at(-1)).toMatchObject({
      operation: null,
      status: 404,
      error: 'sandbox_not_covered',
    });
  });

  test('[not-covered] a parameter that Stripe has and the sandbox has not is refused by name', async () => {
    expect(await refusal(account.session({ invoice_creation: { enabled: true } }))).toMatchObject({
      status: 400,
      code: 'sandbox_not_covered',
      param: 'invoice_creation',
    });
    expect(await refusal(account.session({ ui_mode: 'form' }))).toMatchObject({
      code: 'sandbox_not_covered',
      param: 'ui_mode',
    });
  });

  test('[not-covered] so is a part of one that would be passed over', async () => {
    const transfer = { payment_intent_data: { transfer_data: { destination: 'acct_1' } } };
    expect(await refusal(account.session(transfer))).toMatchObject({
      code: 'sandbox_not_covered',
      param: 'payment_intent_data[transfer_data]',
    });
    const taxed = {
      line_items: [
        { price_data: MUG, quantity: 1 },
        { price_data: MUG, quantity: 1, tax_rates: ['txr_1'] },
      ],
    };
    expect(await refusal(account.session(taxed))).toMatchObject({
      code: 'sandbox_not_covered',
      param: 'line_items[1][tax_rates]',
    });
  });

  test('[string-length] a text has 5000 characters at most, where Stripe says nothing else', async () => {
    const create = (params: Partial<Stripe.ProductCreateParams>) =>
      account.stripe.products.create({ name: 'Mug', ...params });
    await create({ name: 'm'.repeat(5000), description: 'd'.repeat(40_000), unit_label: 'u'.repeat(12) });
    expect(await refusal(create({ name: 'm'.repeat(5001) }))).toMatchObject({ status: 400, param: 'name' });
    expect(await refusal(create({ description: 'd'.repeat(40_001) }))).toMatchObject({ param: 'description' });
    expect(await refusal(create({ unit_label: 'u'.repeat(13) }))).toMatchObject({ param: 'unit_label' });
    expect(await refusal(create({ images: ['https://shop.example/', 'x'.repeat(5001)] }))).toMatchObject({
      param: 'images[1]',
    });
  });

  test.each([Stripe.API_VERSION, '2026-03-25.dahlia', '2026-08-26.dahlia', '2026-09-30.endive', '2026-11-25.endive'])(
    '[api-version] %s is spoken, and answered under its name',
    async (version) => {
      const headers = { 'stripe-version': version };
      const answer = await account.form('/v1/products', 'name=Mug', headers);
      expect([answer.status, answer.headers.get('stripe-version')]).toEqual([200, version]);
    },
  );

  test.each(['2022-11-15', '2026-02-25.clover', '2026-03-24.dahlia', '2027-03-31.fern', 'endive', ''])(
    '[api-version] “%s” is refused, and told what is spoken',
    async (version) => {
      const answer = await account.form('/v1/products', 'name=Mug', { 'stripe-version': version });
      expect(answer.status).toBe(400);
      const { error } = (await answer.json()) as { error: { code: string; message: string } };
      expect(error).toMatchObject({
        code: 'sandbox_not_covered',
        message: expect.stringContaining('from 2026-03-25.dahlia to the endive train'),
      });
    },
  );

  test('[api-version] what an older version still took is not covered, rather than unknown', async () => {
    const form = 'payment_method_types[]=card&mode=payment';
    const answered = async (version: string) =>
      (await (await account.form('/v1/checkout/sessions', form, { 'stripe-version': version })).json()) as {
        error: { code: string; param: string };
      };
    expect((await answered('2026-08-26.dahlia')).error).toMatchObject({ code: 'sandbox_not_covered' });
    expect((await answered(Stripe.API_VERSION)).error).toMatchObject({ code: 'parameter_unknown' });
  });

  test('[form-encoding] a body that does not say it is a form is refused, whatever is in it', async () => {
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded-not']) {
      const response = await account.form('/v1/products', 'name=Mug', { 'content-type': type });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
    }
    expect((await account.form('/v1/products', 'name=Mug')).status).toBe(200);
  });

  test('[unknown-id] an unknown id is 404 in the path and 400 in a parameter', async () => {
    for (const call of [
      account.stripe.prices.retrieve('price_0'),
      account.stripe.products.retrieve('prod_0'),
      account.stripe.customers.retrieve('cus_0'),
      account.stripe.paymentIntents.retrieve('pi_0'),
      account.stripe.charges.retrieve('ch_0'),
      account.stripe.events.retrieve('evt_0'),
      account.stripe.shippingRates.retrieve('shr_0'),
      account.stripe.webhookEndpoints.retrieve('we_0'),
      account.stripe.webhookEndpoints.del('we_0'),
      account.stripe.checkout.sessions.retrieve('cs_live_of_another_mode'),
      account.stripe.checkout.sessions.listLineItems('cs_test_0'),
    ]) {
      expect(await refusal(call)).toMatchObject({ status: 404, code: 'resource_missing' });
    }
    expect(await refusal(account.session({ line_items: [{ price: 'price_0', quantity: 1 }] }))).toMatchObject({
      status: 400,
      code: 'resource_missing',
      param: 'line_items[0][price]',
    });
    expect(await refusal(account.session({ customer: 'cus_0' }))).toMatchObject({ status: 400, param: 'customer' });
  });

  test('[error-shape] errors say type, code, message, param and where to read more, and each answer has a request id', async () => {
    const response = await account.form('/v1/products', 'name=Mug&colour=red');
    expect(response.status).toBe(400);
    expect(response.headers.get('request-id')).toMatch(/^req_\w{24}$/);
    expect(await response.json()).toEqual({
      error: {
        type: 'invalid_request_error',
        code: 'parameter_unknown',
        message: 'Received unknown parameter: colour',
        param: 'colour',
        doc_url: 'https://stripe.com/docs/error-codes/parameter-unknown',
      },
    });
    const other = await account.form('/v1/products', 'name=Mug');
    expect(other.headers.get('request-id')).not.toBe(response.headers.get('request-id'));
  });
});

test('[error-shape] no form, however odd, is the sandbox’s own mistake', async () => {
  const name = fc.constantFrom(
    'mode',
    'line_items',
    'metadata',
    'expand',
    'currency',
    'unit_amount',
    'name',
    '__proto__',
    'constructor',
    '',
    'a]b',
    '%',
  );
  const part = fc.tuple(
    name,
    fc.array(fc.oneof(name, fc.constantFrom('0', '1', '99999', '-1')), { maxLength: 4 }),
    fc.string({ maxLength: 6 }),
  );
  const path = fc.constantFrom(
    '/v1/products',
    '/v1/prices',
    '/v1/checkout/sessions',
    '/v1/checkout/sessions/%',
    '/v1/shipping_rates',
    '/v1/refunds',
  );
  await fc.assert(
    fc.asyncProperty(path, fc.array(part, { maxLength: 6 }), async (to, parts) => {
      const body = parts
        .map(([first, rest, value]) => `${first}${rest.map((key) => `[${key}]`).join('')}=${value}`)
        .join('&');
      const response = await account.form(to, body);
      expect(response.status, body).toBeLessThan(500);
      expect(await response.json()).toBeTypeOf('object');
    }),
    { numRuns: 500 },
  );
});

describe('faults on order', () => {
  test.each([
    ['500', 500, 'StripeAPIError'],
    ['503', 503, 'StripeAPIError'],
    ['429', 429, 'StripeRateLimitError'],
  ])('[fault] %s is answered that often, and the ledger says so', async (kind, status, type) => {
    await account.control('faults', { operation: 'products.create', kind, times: 2 });
    for (let time = 0; time < 2; time += 1) {
      await expect(account.stripe.products.create({ name: 'Mug' })).rejects.toMatchObject({ type, statusCode: status });
    }
    await account.stripe.products.create({ name: 'Mug' });
    const calls = (await account.ledger()).filter((entry) => entry.kind === 'call');
    expect(calls.map((call) => [call.status, call.fault])).toEqual([
      [status, kind],
      [status, kind],
      [200, null],
    ]);
    expect((await account.stripe.products.list()).data).toHaveLength(1);
  });

  test.each(['null', '[]', '{}'])('[fault] the body %s comes with status 200 and nothing is done', async (kind) => {
    await account.control('faults', { operation: '*', kind });
    const response = await account.form('/v1/products', 'name=Mug');
    expect([response.status, await response.text()]).toEqual([200, kind]);
    expect((await account.stripe.products.list()).data).toHaveLength(0);
  });

  test('[fault] a gateway’s page is not JSON', async () => {
    await account.control('faults', { operation: 'products.list', kind: 'html' });
    await expect(account.stripe.products.list()).rejects.toMatchObject({ type: 'StripeAPIError' });
  });

  test('[fault] a lost answer is a 503 after the work was done, and the key finds the work', async () => {
    await account.control('faults', { operation: 'products.create', kind: 'lost' });
    const options = { idempotencyKey: 'lost' };
    await expect(account.stripe.products.create({ name: 'Mug' }, options)).rejects.toMatchObject({ statusCode: 503 });
    const product = await account.stripe.products.create({ name: 'Mug' }, options);
    expect((await account.stripe.products.list()).data.map(({ id }) => id)).toEqual([product.id]);
  });
});
