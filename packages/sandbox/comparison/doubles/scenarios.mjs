// What the doubles of others support as well. Each scenario does something with an SDK and tells what came of it; where
// a double ends otherwise than the sandbox, `why` says who is right and by what.

/** Tells an error as a client sees it. */
const refused = async (call) => {
  try {
    await call;
    return 'accepted';
  } catch (error) {
    if (!error.type?.startsWith('Stripe')) throw error;
    return { type: error.type, status: error.statusCode, code: error.code ?? null };
  }
};

const product = (stripe, params = {}) => stripe.products.create({ name: 'Mug', ...params });
const price = async (stripe, params = {}) =>
  stripe.prices.create({ product: (await product(stripe)).id, currency: 'usd', unit_amount: 1500, ...params });
const session = async (stripe, params = {}) =>
  stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price: (await price(stripe)).id, quantity: 2 }],
    success_url: 'https://shop.example/thanks?id={CHECKOUT_SESSION_ID}',
    ...params,
  });
const kept = (object, keys) => Object.fromEntries(keys.map((key) => [key, object[key]]));
const isId = (id, prefix) => typeof id === 'string' && id.startsWith(prefix);

const NOT_CHECKED = 'It takes any parameters; Stripe refuses what it does not know and misses what it requires.';
const NO_KEYS = 'It has no idempotency layer; https://docs.stripe.com/api/idempotent_requests.';
const SHAPE = 'Its object lacks members that the SDK’s types promise.';

/** @type {{ name: string, run: (stripe: any, double: any) => Promise<unknown>, why?: Record<string, string>, only?: string }[]} */
export const SCENARIOS = [
  {
    name: 'a product, created',
    run: async (stripe) =>
      kept(await product(stripe, { metadata: { made: 'by hand' } }), [
        'object',
        'name',
        'active',
        'livemode',
        'metadata',
      ]),
  },
  {
    name: 'a product’s id begins with prod_',
    run: async (stripe) => isId((await product(stripe)).id, 'prod_'),
  },
  {
    name: 'a product, retrieved',
    run: async (stripe) => {
      const { id } = await product(stripe);
      return kept(await stripe.products.retrieve(id), ['object', 'name', 'active']);
    },
  },
  {
    name: 'products, listed newest first',
    run: async (stripe) => {
      for (const name of ['Mug', 'Cup']) await product(stripe, { name });
      const { object, data, has_more } = await stripe.products.list({ limit: 2 });
      return { object, names: data.map(({ name }) => name), has_more };
    },
    why: {
      'stripe-stateful-mock':
        'It lists oldest first; https://docs.stripe.com/api/pagination says the newest comes first.',
    },
  },
  {
    name: 'products, page by page',
    run: async (stripe) => {
      for (const name of ['A', 'B', 'C']) await product(stripe, { name });
      const first = await stripe.products.list({ limit: 2 });
      const next = await stripe.products.list({ limit: 2, starting_after: first.data[1].id });
      return {
        more: first.has_more,
        next: next.data.length > 0,
        overlap: next.data.some(({ id }) => id === first.data[0].id),
      };
    },
  },
  {
    name: 'a product without a name',
    run: (stripe) => refused(stripe.products.create({})),
    why: { emulate: 'It answers without the code that https://docs.stripe.com/error-codes#parameter-missing names.' },
  },
  {
    name: 'a product with a parameter nobody knows',
    run: (stripe) => refused(product(stripe, { colour: 'red' })),
    why: { emulate: NOT_CHECKED, 'stripe-stateful-mock': NOT_CHECKED },
  },
  {
    name: 'an unknown product',
    run: (stripe) => refused(stripe.products.retrieve('prod_unknown')),
  },
  {
    name: 'a price, created',
    run: async (stripe) =>
      kept(await price(stripe), ['object', 'currency', 'unit_amount', 'type', 'active', 'livemode']),
  },
  {
    name: 'a price has what the types promise',
    run: async (stripe) =>
      kept(await price(stripe), ['billing_scheme', 'recurring', 'lookup_key', 'tax_behavior', 'nickname']),
    why: { emulate: SHAPE, 'stripe-stateful-mock': 'It speaks API 2020-08-27, in which a price had no tax_behavior.' },
  },
  {
    name: 'a recurring price',
    run: async (stripe) => {
      const { type, recurring } = await price(stripe, { recurring: { interval: 'month' } });
      return { type, interval: recurring?.interval };
    },
    why: { emulate: 'It keeps no `recurring`, only the type.' },
  },
  {
    name: 'prices of one product, listed',
    run: async (stripe) => {
      const one = await price(stripe);
      await price(stripe);
      return (await stripe.prices.list({ product: one.product })).data.length;
    },
  },
  {
    name: 'a price of an unknown product',
    run: (stripe) => refused(stripe.prices.create({ product: 'prod_unknown', currency: 'usd', unit_amount: 1500 })),
    why: { 'stripe-stateful-mock': 'It does not look whether there is such a product.' },
  },
  {
    name: 'a price in a currency there is not',
    run: (stripe) => refused(price(stripe, { currency: 'xyz' })),
    why: { emulate: NOT_CHECKED },
  },
  {
    name: 'a price, changed',
    run: async (stripe) => {
      const { id } = await price(stripe);
      return kept(await stripe.prices.update(id, { active: false, metadata: { sold: 'out' } }), ['active', 'metadata']);
    },
    why: { emulate: 'It has no such route, and its 404 has no `error`, which the SDK takes for a success.' },
  },
  {
    name: 'a customer, created and retrieved',
    run: async (stripe) => {
      const { id } = await stripe.customers.create({ email: 'zoe@example.com', name: 'Zoë' });
      return kept(await stripe.customers.retrieve(id), ['object', 'email', 'name', 'livemode']);
    },
    why: { 'stripe-stateful-mock': 'It keeps no name.' },
  },
  {
    name: 'an unknown customer',
    run: (stripe) => refused(stripe.customers.retrieve('cus_unknown')),
  },
  {
    name: 'a customer whose e-mail address is too long',
    run: (stripe) => refused(stripe.customers.create({ email: `${'x'.repeat(512)}@example.com` })),
    why: { emulate: NOT_CHECKED, 'stripe-stateful-mock': NOT_CHECKED },
  },
  {
    name: 'the same idempotency key twice',
    run: async (stripe) => {
      const ids = [];
      for (let time = 0; time < 2; time += 1) {
        ids.push((await stripe.customers.create({ name: 'Zoë' }, { idempotencyKey: 'one' })).id);
      }
      return ids[0] === ids[1];
    },
    why: { emulate: NO_KEYS },
  },
  {
    name: 'an idempotency key with other parameters',
    run: async (stripe) => {
      await stripe.customers.create({ name: 'Zoë' }, { idempotencyKey: 'two' });
      return refused(stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'two' }));
    },
    why: { emulate: NO_KEYS },
  },
  {
    name: 'a replayed answer says that it is one',
    run: async (stripe) => {
      const options = { idempotencyKey: 'three' };
      await stripe.customers.create({ name: 'Zoë' }, options);
      const { lastResponse } = await stripe.customers.create({ name: 'Zoë' }, options);
      return lastResponse.headers['idempotent-replayed'] ?? null;
    },
    why: { emulate: NO_KEYS },
  },
  {
    name: 'every answer has a request id',
    run: async (stripe) => isId((await product(stripe)).lastResponse.requestId, 'req_'),
    why: { emulate: 'It sends no `Request-Id`; https://docs.stripe.com/api/request_ids.' },
  },
  {
    name: 'a secret key of no known form',
    run: (_, double) => refused(double.sdk('nonsense').products.list()),
    why: { emulate: 'It takes any key.' },
  },
  {
    name: 'a publishable key',
    run: (_, double) => refused(double.sdk('pk_test_1').products.list()),
    why: {
      emulate: 'It takes any key.',
      'stripe-stateful-mock':
        'It has 401 for every wrong key; Stripe names a publishable one `secret_key_required`, and newer reports have 403.',
    },
  },
  {
    name: 'a session, created',
    only: 'emulate',
    run: async (stripe) =>
      kept(await session(stripe), ['object', 'mode', 'status', 'payment_status', 'livemode', 'customer', 'metadata']),
  },
  {
    name: 'a session has what the types promise',
    only: 'emulate',
    run: async (stripe) => kept(await session(stripe), ['amount_total', 'currency', 'ui_mode', 'success_url']),
    why: { emulate: `${SHAPE} No amount, currency or ui_mode.` },
  },
  {
    name: 'a session with price_data',
    only: 'emulate',
    run: async (stripe) => {
      const line = { price_data: { currency: 'usd', unit_amount: 1500, product_data: { name: 'Mug' } }, quantity: 1 };
      const { id } = await session(stripe, { line_items: [line] });
      const { data } = await stripe.checkout.sessions.listLineItems(id);
      return data?.map(({ amount_total }) => amount_total) ?? null;
    },
    why: { emulate: 'It takes prices by id only.' },
  },
  {
    name: 'a session without a success_url',
    only: 'emulate',
    run: (stripe) => refused(session(stripe, { success_url: undefined })),
    why: { emulate: NOT_CHECKED },
  },
  {
    name: 'a session with yesterday’s ui_mode',
    only: 'emulate',
    run: (stripe) => refused(session(stripe, { ui_mode: 'hosted' })),
    why: { emulate: NOT_CHECKED },
  },
  {
    name: 'a session of an unknown price',
    only: 'emulate',
    run: (stripe) => refused(session(stripe, { line_items: [{ price: 'price_unknown', quantity: 1 }] })),
  },
  {
    name: 'sessions, listed',
    only: 'emulate',
    run: async (stripe) => {
      for (let time = 0; time < 2; time += 1) await session(stripe);
      return (await stripe.checkout.sessions.list({ limit: 1 })).data.length;
    },
  },
  {
    name: 'a session, expired',
    only: 'emulate',
    run: async (stripe) => (await stripe.checkout.sessions.expire((await session(stripe)).id)).status,
  },
  {
    name: 'a session, expired twice',
    only: 'emulate',
    run: async (stripe) => {
      const { id } = await session(stripe);
      await stripe.checkout.sessions.expire(id);
      return refused(stripe.checkout.sessions.expire(id));
    },
    why: { emulate: 'Its code is not among those of https://docs.stripe.com/error-codes, so the sandbox sends none.' },
  },
  {
    name: 'an unknown session',
    only: 'emulate',
    run: (stripe) => refused(stripe.checkout.sessions.retrieve('cs_test_unknown')),
  },
  {
    name: 'a session, paid on its page: where the buyer goes',
    only: 'emulate',
    run: async (stripe, double) => {
      const { id } = await session(stripe);
      const location = await double.pay(stripe, id);
      return location === `https://shop.example/thanks?id=${id}`;
    },
  },
  {
    name: 'a session, paid: what it says',
    only: 'emulate',
    run: async (stripe, double) => {
      const { id } = await session(stripe);
      await double.pay(stripe, id);
      return kept(await stripe.checkout.sessions.retrieve(id), ['status', 'payment_status']);
    },
  },
  {
    name: 'a session, paid: it has a PaymentIntent that succeeded',
    only: 'emulate',
    run: async (stripe, double) => {
      const { id } = await session(stripe);
      await double.pay(stripe, id);
      const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
      return intent?.status ?? null;
    },
    why: { emulate: 'Its session has no PaymentIntent and nothing expands.' },
  },
  {
    name: 'a paid session, expired',
    only: 'emulate',
    run: async (stripe, double) => {
      const { id } = await session(stripe);
      await double.pay(stripe, id);
      return refused(stripe.checkout.sessions.expire(id));
    },
    why: { emulate: 'Its code is not among those of https://docs.stripe.com/error-codes, so the sandbox sends none.' },
  },
  {
    name: 'a PaymentIntent, created',
    only: 'emulate',
    run: async (stripe) => {
      const intent = await stripe.paymentIntents.create({ amount: 1500, currency: 'usd', metadata: { order: '7' } });
      const isSecret = intent.client_secret?.startsWith(`${intent.id}_secret_`);
      return { ...kept(intent, ['object', 'amount', 'currency', 'status', 'metadata']), isSecret };
    },
    why: { emulate: 'It has no client secret, so that no browser could confirm it.' },
  },
  {
    name: 'a PaymentIntent has what the types promise',
    only: 'emulate',
    run: async (stripe) =>
      kept(await stripe.paymentIntents.create({ amount: 1500, currency: 'usd' }), [
        'amount_capturable',
        'automatic_payment_methods',
        'capture_method',
        'next_action',
        'payment_method_types',
      ]),
    why: { emulate: SHAPE },
  },
  {
    name: 'a PaymentIntent, confirmed with a test method',
    only: 'emulate',
    run: async (stripe) => {
      const { id } = await stripe.paymentIntents.create({ amount: 1500, currency: 'usd' });
      const method = { payment_method: 'pm_card_visa', return_url: 'https://shop.example/back' };
      return kept(await stripe.paymentIntents.confirm(id, method), ['status', 'amount_received']);
    },
    why: { emulate: SHAPE },
  },
  {
    name: 'a PaymentIntent, confirmed with nothing',
    only: 'emulate',
    run: async (stripe) => {
      const { id } = await stripe.paymentIntents.create({ amount: 1500, currency: 'usd' });
      return refused(stripe.paymentIntents.confirm(id, { return_url: 'https://shop.example/back' }));
    },
    why: {
      emulate:
        'It takes any confirmation; https://docs.stripe.com/payments/paymentintents/lifecycle wants a payment method first.',
    },
  },
  {
    name: 'a PaymentIntent, declined',
    only: 'emulate',
    run: async (stripe) => {
      const { id } = await stripe.paymentIntents.create({ amount: 1500, currency: 'usd' });
      const method = { payment_method: 'pm_card_visa_chargeDeclined', return_url: 'https://shop.example/back' };
      return refused(stripe.paymentIntents.confirm(id, method));
    },
    why: { emulate: 'Every card pays; https://docs.stripe.com/testing#declined-payments.' },
  },
  {
    name: 'a PaymentIntent, canceled and confirmed',
    only: 'emulate',
    run: async (stripe) => {
      const { id } = await stripe.paymentIntents.create({ amount: 1500, currency: 'usd' });
      const { status } = await stripe.paymentIntents.cancel(id);
      const method = { payment_method: 'pm_card_visa', return_url: 'https://shop.example/back' };
      return [status, await refused(stripe.paymentIntents.confirm(id, method))];
    },
  },
  {
    name: 'a PaymentIntent with payment_method_types',
    only: 'emulate',
    run: (stripe) =>
      refused(stripe.paymentIntents.create({ amount: 1500, currency: 'usd', payment_method_types: ['card'] })),
    why: { emulate: NOT_CHECKED },
  },
  {
    name: 'a PaymentIntent with a return_url and no confirmation',
    only: 'emulate',
    run: (stripe) =>
      refused(stripe.paymentIntents.create({ amount: 1500, currency: 'usd', return_url: 'https://shop.example/back' })),
    why: { emulate: NOT_CHECKED },
  },
  {
    name: 'a PaymentIntent without an amount',
    only: 'emulate',
    run: (stripe) => refused(stripe.paymentIntents.create({ currency: 'usd' })),
    why: { emulate: 'It answers without the code that https://docs.stripe.com/error-codes#parameter-missing names.' },
  },
  {
    name: 'a charge made with a token',
    run: (stripe) => refused(stripe.charges.create({ amount: 1500, currency: 'usd', source: 'tok_visa' })),
    why: {
      emulate: 'A way to pay of before Checkout; the sandbox does not cover it, and says so.',
      'stripe-stateful-mock': 'A way to pay of before Checkout; the sandbox does not cover it, and says so.',
    },
  },
  {
    name: 'a subscription of an unknown customer',
    run: (stripe) => refused(stripe.subscriptions.create({ customer: 'cus_unknown', items: [] })),
    why: {
      emulate: 'Its 404 has no `error`, so the SDK takes it for a success; the sandbox says `sandbox_not_covered`.',
      'stripe-stateful-mock': 'It has subscriptions of 2020; the sandbox does not cover them, and says so.',
    },
  },
];
