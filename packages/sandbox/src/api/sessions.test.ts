import { describe, expect, test } from 'vitest';
import { MUG, refusal, useAccount } from '../account.fixture.js';

const account = useAccount();
const now = () => account.control<{ now: number }>('clock', { advance: 0 }).then((clock) => clock.now);
const line = (extra = {}) => ({ price_data: MUG, quantity: 1, ...extra });

describe('a new session', () => {
  test('is open, unpaid and has the address of its page', async () => {
    const session = await account.session({
      client_reference_id: 'cart-1',
      metadata: { shop: 'a' },
      submit_type: 'book',
      locale: 'de',
    });
    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      mode: 'payment',
      ui_mode: 'hosted_page',
      livemode: false,
      amount_subtotal: 1500,
      amount_total: 1500,
      currency: 'usd',
      url: `${account.url}/c/pay/${session.id}`,
      client_secret: null,
      client_reference_id: 'cart-1',
      metadata: { shop: 'a' },
      submit_type: 'book',
      locale: 'de',
      expires_at: (await now()) + 86_400,
    });
    expect(session.id).toMatch(/^cs_test_a1\w{56}$/);
    expect(session.line_items).toBeUndefined();
  });

  test('[intent-at-first-try] has no PaymentIntent before the buyer tries to pay', async () => {
    const session = await account.session({
      payment_intent_data: { metadata: { promise: 'kept' }, description: 'Two mugs' },
    });
    expect(session.payment_intent).toBeNull();
    await account.buyer(session.id, 'decline');
    const tried = await account.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(tried.payment_intent).toMatchObject({
      metadata: { promise: 'kept' },
      description: 'Two mugs',
      amount: 1500,
    });
  });

  test('[session-mode] needs a mode', async () => {
    const body = 'success_url=https://shop.example/&line_items[0][price]=p&line_items[0][quantity]=1';
    const response = await account.form('/v1/checkout/sessions', body);
    expect(await response.json()).toMatchObject({ error: { code: 'parameter_missing', param: 'mode' } });
  });

  test('[parameter-enum] names of earlier versions are refused', async () => {
    for (const mode of ['hosted', 'embedded', 'custom']) {
      expect(await refusal(account.session({ ui_mode: mode }))).toMatchObject({ status: 400, param: 'ui_mode' });
    }
    expect(await refusal(account.session({ submit_type: 'buy' }))).toMatchObject({ param: 'submit_type' });
    expect(await refusal(account.session({ locale: 'xx' }))).toMatchObject({ param: 'locale' });
  });

  test('[parameter-unknown] payment_method_types is gone', async () => {
    const gone = { payment_method_types: ['card'] } as object;
    expect(await refusal(account.session(gone))).toMatchObject({
      code: 'parameter_unknown',
      param: 'payment_method_types',
    });
  });

  test('[session-urls] needs absolute addresses of its own mode', async () => {
    expect(await refusal(account.session({ success_url: '/thanks' }))).toMatchObject({
      code: 'url_invalid',
      param: 'success_url',
    });
    expect(await refusal(account.session({ success_url: 'javascript:alert(1)' }))).toMatchObject({
      code: 'url_invalid',
    });
    expect(await refusal(account.session({ cancel_url: 'shop.example' }))).toMatchObject({
      code: 'url_invalid',
      param: 'cancel_url',
    });
    expect(await refusal(account.session({ return_url: 'https://shop.example' }))).toMatchObject({
      param: 'return_url',
    });
    const missing = account.stripe.checkout.sessions.create({ mode: 'payment', line_items: [line()] });
    expect(await refusal(missing)).toMatchObject({ code: 'parameter_missing', param: 'success_url' });
  });

  test('[session-expires-at] lives from half an hour to a day', async () => {
    const at = await now();
    expect((await account.session({ expires_at: at + 1800 })).expires_at).toBe(at + 1800);
    expect((await account.session({ expires_at: at + 86_400 })).expires_at).toBe(at + 86_400);
    expect(await refusal(account.session({ expires_at: at + 1799 }))).toMatchObject({ param: 'expires_at' });
    expect(await refusal(account.session({ expires_at: at + 86_401 }))).toMatchObject({ param: 'expires_at' });
  });

  test('[client-reference-id] takes 200 characters', async () => {
    await account.session({ client_reference_id: 'r'.repeat(200) });
    expect(await refusal(account.session({ client_reference_id: 'r'.repeat(201) }))).toMatchObject({
      param: 'client_reference_id',
    });
  });

  test('[session-customer] has a customer or makes one, not both', async () => {
    const customer = await account.stripe.customers.create({ email: 'a@example.com' });
    const session = await account.session({ customer: customer.id });
    expect(session).toMatchObject({ customer: customer.id, customer_details: { email: 'a@example.com' } });
    const both = account.session({ customer: customer.id, customer_email: 'b@example.com' });
    expect(await refusal(both)).toMatchObject({ param: 'customer_email' });
    const creating = account.session({ customer: customer.id, customer_creation: 'always' });
    expect(await refusal(creating)).toMatchObject({ param: 'customer_creation' });
  });

  test('[submit-type] cannot subscribe in payment mode', async () => {
    expect(await refusal(account.session({ submit_type: 'subscribe' }))).toMatchObject({ param: 'submit_type' });
  });

  test('[promotion-codes] [automatic-tax] says what the page will offer', async () => {
    const session = await account.session({ allow_promotion_codes: true, automatic_tax: { enabled: true } });
    expect(session).toMatchObject({
      allow_promotion_codes: true,
      automatic_tax: { enabled: true, status: 'requires_location_inputs' },
    });
    await account.buyer(session.id, 'pay');
    const paid = await account.stripe.checkout.sessions.retrieve(session.id);
    expect(paid.automatic_tax.status).toBe('complete');
    expect(paid.total_details?.amount_tax).toBe(0);
  });
});

describe('what happens to a session', () => {
  test('[metadata-merge] an update merges its metadata, also after it was paid', async () => {
    const session = await account.session({ metadata: { keep: '1', drop: '2' } });
    await account.buyer(session.id, 'pay');
    const updated = await account.stripe.checkout.sessions.update(session.id, { metadata: { drop: '', claim: 'x' } });
    expect(updated.metadata).toEqual({ keep: '1', claim: 'x' });
    expect((await account.stripe.checkout.sessions.update(session.id, { metadata: '' })).metadata).toEqual({});
  });

  test('[expire-only-open] an open session can be expired, once, and its page closes', async () => {
    const session = await account.session();
    await account.buyer(session.id, 'decline');
    const expired = await account.stripe.checkout.sessions.expire(session.id, { expand: ['payment_intent'] });
    expect(expired).toMatchObject({
      status: 'expired',
      url: null,
      payment_status: 'unpaid',
      payment_intent: { status: 'canceled' },
    });
    expect(await refusal(account.stripe.checkout.sessions.expire(session.id))).toMatchObject({ status: 400 });
    expect((await account.buyer(session.id, 'pay')).status).toBe(410);
    const paid = await account.session();
    await account.buyer(paid.id, 'pay');
    expect(await refusal(account.stripe.checkout.sessions.expire(paid.id))).toMatchObject({ status: 400 });
  });

  test('[unknown-id] a live session is not there for a test key', async () => {
    const { id } = await account.session();
    for (const call of ['retrieve', 'expire', 'update'] as const) {
      expect(await refusal(account.stripe.checkout.sessions[call](id.replace('cs_test_', 'cs_live_')))).toMatchObject({
        status: 404,
        code: 'resource_missing',
        message: expect.stringContaining('test mode key'),
      });
    }
    expect(await refusal(account.stripe.checkout.sessions.retrieve('pi_0'))).toMatchObject({ status: 404 });
  });

  test('[session-expires-at] a session that nobody pays expires by itself', async () => {
    const session = await account.session();
    await account.control('clock', { advance: 86_399 });
    expect((await account.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
    await account.control('clock', { advance: 1 });
    expect((await account.stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired');
    expect((await account.stripe.events.list({ type: 'checkout.session.expired' })).data).toHaveLength(1);
  });

  test('lists filter by status, customer and PaymentIntent', async () => {
    const customer = await account.stripe.customers.create({});
    const [open, paid] = [await account.session({ customer: customer.id }), await account.session()];
    await account.buyer(paid.id, 'pay');
    const { payment_intent: intent } = await account.stripe.checkout.sessions.retrieve(paid.id);
    const ids = async (params: object) =>
      (await account.stripe.checkout.sessions.list(params)).data.map(({ id }) => id);
    expect(await ids({})).toEqual([paid.id, open.id]);
    expect(await ids({ status: 'open' })).toEqual([open.id]);
    expect(await ids({ customer: customer.id })).toEqual([open.id]);
    expect(await ids({ payment_intent: String(intent) })).toEqual([paid.id]);
    expect(await ids({ created: { gt: await now() } })).toEqual([]);
  });
});
