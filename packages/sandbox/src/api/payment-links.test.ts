import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { clientFor, MUG, refusal, useAccount } from '../account.fixture.js';

type CreateParams = Stripe.PaymentLinkCreateParams;

const account = useAccount();
const line = { price_data: MUG, quantity: 1 };
const create = (params: Partial<CreateParams> = {}) =>
  account.stripe.paymentLinks.create({ line_items: [line], ...params });
const update = (id: string, params: Stripe.PaymentLinkUpdateParams) => account.stripe.paymentLinks.update(id, params);
const eventTypes = async () => (await account.stripe.events.list()).data.map(({ type }) => type).toReversed();

describe('a payment link', () => {
  test('is created, retrieved, changed and listed', async () => {
    const link = await create({
      line_items: [line, { price_data: { ...MUG, unit_amount: 400 }, quantity: 2 }],
      metadata: { stripe_cart: '1' },
    });
    expect(link).toMatchObject({
      object: 'payment_link',
      active: true,
      currency: 'usd',
      metadata: { stripe_cart: '1' },
      after_completion: { type: 'hosted_confirmation', hosted_confirmation: { custom_message: null } },
      restrictions: null,
      url: expect.stringMatching(new RegExp(`^${account.url}/links/test_\\w{18}$`)),
    });
    expect(link.line_items).toBeUndefined();
    expect(await account.stripe.paymentLinks.retrieve(link.id)).toMatchObject({ id: link.id, url: link.url });
    const { data } = await account.stripe.paymentLinks.listLineItems(link.id, { expand: ['data.price.product'] });
    expect(data).toMatchObject([
      { quantity: 1, amount_total: 1500, price: { product: { name: 'Mug' } } },
      { quantity: 2, amount_total: 800 },
    ]);
    const other = await create();
    expect(await update(link.id, { active: false, metadata: { season: 'winter' } })).toMatchObject({
      active: false,
      metadata: { stripe_cart: '1', season: 'winter' },
      url: link.url,
    });
    const listed = async (params: Stripe.PaymentLinkListParams) =>
      (await account.stripe.paymentLinks.list(params)).data.map(({ id }) => id);
    expect(await listed({})).toEqual([other.id, link.id]);
    expect(await listed({ active: true })).toEqual([other.id]);
    expect(await listed({ active: false })).toEqual([link.id]);
    expect(await eventTypes()).toEqual(
      expect.arrayContaining(['payment_link.created', 'payment_link.created', 'payment_link.updated']),
    );
  });
});

describe('what a link sells', () => {
  const refused = (params: Partial<CreateParams>) => refusal(create(params));

  test('[payment-link-lines] is one to twenty lines', async () => {
    const lines = Array.from({ length: 21 }, () => line);
    const link = await create({ line_items: lines.slice(0, 20) });
    expect((await account.stripe.paymentLinks.listLineItems(link.id, { limit: 100 })).data).toHaveLength(20);
    expect(await refused({ line_items: lines })).toMatchObject({ status: 400, param: 'line_items' });
    expect(await refused({ line_items: [] })).toMatchObject({ code: 'parameter_missing', param: 'line_items' });
    const none = await account.form('/v1/payment_links', 'metadata[a]=b');
    expect(await none.json()).toMatchObject({ error: { code: 'parameter_missing', param: 'line_items' } });
  });

  test('[payment-link-lines] has one price a line, one currency, and a total that can be charged', async () => {
    const price = await account.price();
    const euros = { price_data: { ...MUG, currency: 'eur' }, quantity: 1 };
    const at = 'line_items[0]';
    const cases: [Partial<CreateParams>, object][] = [
      [{ line_items: [{ quantity: 1 }] }, { code: 'parameter_missing', param: `${at}[price]` }],
      [{ line_items: [{ ...line, price: price.id }] }, { param: `${at}[price]` }],
      [{ line_items: [{ price: 'price_0', quantity: 1 }] }, { code: 'resource_missing', param: `${at}[price]` }],
      [{ line_items: [{ price_data: MUG, quantity: 0 }] }, { param: `${at}[quantity]` }],
      [{ line_items: [line, euros] }, { param: 'line_items' }],
      [{ currency: 'eur' }, { param: 'currency' }],
      [{ line_items: [{ price_data: { ...MUG, unit_amount: 49 }, quantity: 1 }] }, { code: 'amount_too_small' }],
      [
        { line_items: [{ price_data: { ...MUG, unit_amount: 99_999_999 }, quantity: 2 }] },
        { code: 'amount_too_large' },
      ],
    ];
    for (const [params, expected] of cases) expect(await refused(params)).toMatchObject({ status: 400, ...expected });
    await account.stripe.prices.update(price.id, { active: false });
    const inactive = refused({ line_items: [{ price: price.id, quantity: 1 }] });
    expect(await inactive).toMatchObject({ param: `${at}[price]` });
    expect((await account.stripe.paymentLinks.list()).data).toEqual([]);
  });

  test('is nothing that recurs: that is not covered, and says so', async () => {
    const monthly = await account.price({ recurring: { interval: 'month' } });
    expect(await refused({ line_items: [{ price: monthly.id, quantity: 1 }, line] })).toMatchObject({
      code: 'sandbox_not_covered',
      param: 'line_items[0][price]',
    });
    const inline = { price_data: { ...MUG, recurring: { interval: 'month' } }, quantity: 1 } as const;
    expect(await refused({ line_items: [inline] })).toMatchObject({ code: 'sandbox_not_covered' });
  });

  test('[adjustable-quantity] may be adjustable, within bounds that there can be', async () => {
    const adjustable = (bounds: object, quantity = 1) => ({
      line_items: [{ price_data: MUG, quantity, adjustable_quantity: { enabled: true, ...bounds } }],
    });
    const { id } = await create(adjustable({}));
    const { data } = await account.stripe.paymentLinks.listLineItems(id);
    expect(data[0]?.adjustable_quantity).toEqual({ enabled: true, minimum: 0, maximum: 99 });
    await create(adjustable({ minimum: 5, maximum: 999_999 }, 5));
    const cases: [object, number, string][] = [
      [{ maximum: 1_000_000 }, 1, '[adjustable_quantity][maximum]'],
      [{ minimum: -1 }, 1, '[adjustable_quantity][minimum]'],
      [{ minimum: 5, maximum: 4 }, 4, '[adjustable_quantity][minimum]'],
      [{ minimum: 5 }, 4, '[quantity]'],
      [{}, 100, '[quantity]'],
    ];
    for (const [bounds, quantity, param] of cases) {
      expect(await refused(adjustable(bounds, quantity))).toMatchObject({
        status: 400,
        param: `line_items[0]${param}`,
      });
    }
  });
});

describe('the settings of a link', () => {
  test('are those that were given, and Stripe’s own where nothing was said', async () => {
    const rate = await account.stripe.shippingRates.create({
      display_name: 'Post',
      type: 'fixed_amount',
      fixed_amount: { amount: 500, currency: 'usd' },
    });
    const given = {
      allow_promotion_codes: true,
      billing_address_collection: 'required',
      customer_creation: 'always',
      inactive_message: 'Sold out.',
      phone_number_collection: { enabled: true },
      shipping_address_collection: { allowed_countries: ['DE'] },
      submit_type: 'book',
    } satisfies Partial<CreateParams>;
    const link = await create({
      ...given,
      automatic_tax: { enabled: true },
      consent_collection: { terms_of_service: 'required' },
      payment_intent_data: { description: 'A mug', metadata: { promise: 'signed' } },
      restrictions: { completed_sessions: { limit: 1 } },
      shipping_options: [{ shipping_rate: rate.id }],
    });
    expect(link).toMatchObject({
      ...given,
      automatic_tax: { enabled: true, liability: { type: 'self' } },
      consent_collection: { terms_of_service: 'required', promotions: null },
      payment_intent_data: { description: 'A mug', metadata: { promise: 'signed' }, setup_future_usage: null },
      restrictions: { completed_sessions: { count: 0, limit: 1 } },
      shipping_options: [{ shipping_amount: 500, shipping_rate: rate.id }],
    });
    expect(await create()).toMatchObject({
      allow_promotion_codes: false,
      automatic_tax: { enabled: false, liability: null },
      billing_address_collection: 'auto',
      consent_collection: null,
      customer_creation: 'if_required',
      inactive_message: null,
      payment_intent_data: null,
      phone_number_collection: { enabled: false },
      restrictions: null,
      shipping_address_collection: null,
      shipping_options: [],
      submit_type: 'auto',
    });
  });

  test('[payment-link-update] change one by one, but payment_intent_data as a whole', async () => {
    const link = await create({
      inactive_message: 'Sold out.',
      metadata: { a: '1', b: '2' },
      payment_intent_data: { description: 'A mug', metadata: { a: '1' } },
      restrictions: { completed_sessions: { limit: 3 } },
    });
    const changed = await update(link.id, { metadata: { b: '' }, payment_intent_data: { metadata: { b: '2' } } });
    expect(changed).toMatchObject({
      inactive_message: 'Sold out.',
      metadata: { a: '1' },
      payment_intent_data: { description: null, metadata: { b: '2' } },
      restrictions: { completed_sessions: { limit: 3 } },
    });
    expect(changed.payment_intent_data?.metadata).toEqual({ b: '2' });
    expect(await update(link.id, { restrictions: '', inactive_message: '' })).toMatchObject({
      restrictions: null,
      inactive_message: null,
    });
    const lines = update(link.id, { line_items: [{ id: 'li_0', quantity: 2 }] });
    expect(await refusal(lines)).toMatchObject({ code: 'sandbox_not_covered', param: 'line_items' });
  });

  test('[after-completion] a redirect is a whole address, and a confirmation goes nowhere', async () => {
    const url = 'https://shop.example/thanks?session_id={CHECKOUT_SESSION_ID}';
    const link = await create({ after_completion: { type: 'redirect', redirect: { url } } });
    expect(link.after_completion).toEqual({ type: 'redirect', redirect: { url } });
    const hosted = { type: 'hosted_confirmation', hosted_confirmation: { custom_message: 'Thank you.' } } as const;
    expect((await create({ after_completion: hosted })).after_completion).toEqual(hosted);
    const cases: [CreateParams['after_completion'] & object, string][] = [
      [{ type: 'redirect' }, 'after_completion[redirect]'],
      [{ type: 'redirect', redirect: { url: '/thanks' } }, 'after_completion[redirect][url]'],
      [{ type: 'redirect', redirect: { url: 'javascript:alert(1)' } }, 'after_completion[redirect][url]'],
      [{ ...hosted, redirect: { url } }, 'after_completion[redirect]'],
      [{ ...hosted, type: 'redirect', redirect: { url } }, 'after_completion[hosted_confirmation]'],
    ];
    for (const [after, param] of cases) {
      expect(await refusal(create({ after_completion: after }))).toMatchObject({ status: 400, param });
      expect(await refusal(update(link.id, { after_completion: after }))).toMatchObject({ status: 400, param });
    }
  });

  test('are refused where Stripe would', async () => {
    const tooMany = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key${index}`, 'v']));
    const cases: [object, object][] = [
      [{ metadata: tooMany }, { param: 'metadata' }],
      [{ payment_intent_data: { metadata: tooMany } }, { param: 'payment_intent_data[metadata]' }],
      [{ restrictions: { completed_sessions: { limit: 0 } } }, { param: 'restrictions[completed_sessions][limit]' }],
      [{ shipping_options: [{ shipping_rate: 'shr_0' }] }, { code: 'resource_missing' }],
      [{ submit_type: 'subscribe' }, { param: 'submit_type' }],
      [{ success_url: 'https://shop.example' }, { code: 'parameter_unknown', param: 'success_url' }],
      [{ mode: 'payment' }, { code: 'parameter_unknown', param: 'mode' }],
      [{ client_reference_id: 'cart' }, { code: 'parameter_unknown', param: 'client_reference_id' }],
      [{ expires_at: 2_000_000_000 }, { code: 'parameter_unknown', param: 'expires_at' }],
      [{ custom_text: { submit: { message: 'Buy' } } }, { code: 'sandbox_not_covered', param: 'custom_text' }],
      [{ payment_method_types: ['card'] }, { code: 'sandbox_not_covered', param: 'payment_method_types' }],
    ];
    for (const [params, expected] of cases) {
      expect(await refusal(create(params)), JSON.stringify(params)).toMatchObject({ status: 400, ...expected });
    }
    const inline = { shipping_options: [{ shipping_rate_data: { display_name: 'Post', type: 'fixed_amount' } }] };
    expect(await refusal(create(inline as never))).toMatchObject({ code: 'parameter_unknown' });
    expect(await refusal(update('plink_0', { active: false }))).toMatchObject({
      status: 404,
      code: 'resource_missing',
    });
  });
});

describe('around it', () => {
  test('one idempotency key makes one link', async () => {
    const again = () => account.stripe.paymentLinks.create({ line_items: [line] }, { idempotencyKey: 'attempt-1' });
    expect((await again()).id).toBe((await again()).id);
    expect((await account.stripe.paymentLinks.list()).data).toHaveLength(1);
  });

  test('a restricted key needs the permission for payment links', async () => {
    const key = 'rk_test_links';
    await account.control('keys', { key, permissions: ['rak_payment_link_read'] });
    const { paymentLinks } = clientFor(account.url, key);
    await paymentLinks.list();
    const refused = await refusal(paymentLinks.create({ line_items: [line] }));
    expect(refused).toMatchObject({ status: 403, message: expect.stringContaining("'rak_payment_link_write'") });
  });

  test('the rate limit counts them', async () => {
    await account.control('limits', { mode: 'test' });
    for (let call = 0; call < 25; call += 1) await account.stripe.paymentLinks.list();
    expect(await refusal(create())).toMatchObject({ status: 429, code: 'rate_limit' });
  });

  test('a lost answer leaves the link that was made', async () => {
    await account.control('faults', { operation: 'paymentLinks.create', kind: 'lost' });
    expect((await refusal(create())).status).toBe(503);
    expect((await account.stripe.paymentLinks.list()).data).toHaveLength(1);
  });

  test('pages follow each other both ways, past what the filter leaves out', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.unshift((await create()).id);
    await update(String(ids[2]), { active: false });
    const page = async (params: Stripe.PaymentLinkListParams) => {
      const { data, has_more: more } = await account.stripe.paymentLinks.list({ active: true, limit: 2, ...params });
      return [data.map(({ id }) => id), more];
    };
    expect(await page({})).toEqual([[ids[0], ids[1]], true]);
    expect(await page({ starting_after: String(ids[2]) })).toEqual([[ids[3], ids[4]], false]);
    expect(await page({ ending_before: String(ids[3]) })).toEqual([[ids[0], ids[1]], false]);
    const all: string[] = [];
    for await (const { id } of account.stripe.paymentLinks.list({ limit: 2 })) all.push(id);
    expect(all).toEqual(ids);
  });
});
