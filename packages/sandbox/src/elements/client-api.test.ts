import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useAccount } from '../account.fixture.js';
import type { Reply } from './protocol.js';

const account = useAccount();

async function ask(name: string, body: object | string): Promise<Reply> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (await (await account.raw(`/_elements/${name}`, { method: 'POST', body: text })).json()) as Reply;
}

const session = async (params = {}): Promise<{ id: string; clientSecret: string }> => {
  const { id, client_secret: clientSecret } = await account.stripe.checkout.sessions.create({
    mode: 'payment',
    ui_mode: 'elements',
    return_url: 'https://shop.example/return',
    line_items: [{ price_data: { currency: 'usd', unit_amount: 1500, product_data: { name: 'Mug' } }, quantity: 1 }],
    ...params,
  });
  return { id, clientSecret: String(clientSecret) };
};

const key = 'pk_test_sandbox';
const card = { type: 'card', number: '4242424242424242', expMonth: 12, expYear: 2068, cvc: '123' };
const buyer = { email: 'buyer@example.com' };

test('[publishable-key] a browser asks with a publishable test key', async () => {
  const { clientSecret } = await session();
  for (const wrong of ['sk_test_sandbox', 'pk_live_sandbox', '', 7]) {
    expect(await ask('session', { key: wrong, clientSecret })).toMatchObject({ ok: false });
  }
  expect(await ask('session', { key, clientSecret, first: true })).toMatchObject({ ok: true });
});

test('[client-secret-opens] a secret opens its own session and no other, and only one for Elements', async () => {
  const [one, other] = [await session(), await session()];
  const hosted = await account.session();
  const embedded = await session({ ui_mode: 'embedded_page' });
  const foreign = [
    `${one.id}_secret_`,
    `${one.id}_secret_wrong`,
    `${one.id}_secret_${other.clientSecret.split('_secret_')[1]}`,
    'cs_test_a1nothing_secret_nothing',
    `${hosted.id}_secret_null`,
    hosted.id,
    '__proto__',
    '',
  ];
  for (const clientSecret of foreign) {
    for (const name of ['session', 'update', 'confirm']) {
      const reply = await ask(name, {
        key,
        clientSecret,
        update: {},
        confirm: { buyer, expectedAmount: 1500 },
        method: card,
      });
      expect(reply, `${name} ${clientSecret}`).toMatchObject({ ok: false, error: { code: 'resource_missing' } });
    }
  }
  const inAnotherMode = { key, ...embedded, confirm: { buyer, expectedAmount: 1500 }, method: card };
  expect(await ask('confirm', inAnotherMode)).toMatchObject({ ok: false });
  expect((await account.ledger()).filter((entry) => entry.kind === 'money')).toEqual([]);
});

test('[client-secret-finished] a page that begins with a paid or expired session is refused', async () => {
  const paid = await session();
  await ask('confirm', {
    key,
    clientSecret: paid.clientSecret,
    confirm: { buyer, expectedAmount: 1500 },
    method: card,
  });
  const expired = await session();
  await account.stripe.checkout.sessions.expire(expired.id);
  for (const { clientSecret } of [paid, expired]) {
    expect(await ask('session', { key, clientSecret, first: true })).toMatchObject({ ok: false });
    // A page that is open already may see how it ended.
    expect(await ask('session', { key, clientSecret, first: false })).toMatchObject({ ok: true });
    expect(await ask('update', { key, clientSecret, update: { email: 'a@b.example' } })).toMatchObject({ ok: false });
    const again = { key, clientSecret, confirm: { buyer, expectedAmount: 1500 }, method: card };
    expect(await ask('confirm', again)).toMatchObject({ ok: false });
  }
  expect((await account.ledger()).filter((entry) => entry.kind === 'money')).toHaveLength(1);
});

test('[confirm-amount] another amount than the session’s is not paid', async () => {
  const { clientSecret } = await session();
  for (const expectedAmount of [1499, 1501, 0]) {
    expect(await ask('confirm', { key, clientSecret, confirm: { buyer, expectedAmount }, method: card })).toMatchObject(
      {
        ok: false,
        error: { code: 'checkout_amount_mismatch' },
      },
    );
  }
  expect((await account.ledger()).filter((entry) => entry.kind === 'money')).toEqual([]);
});

test('[confirm-needs] email, phone number and address are needed where the session asks for them', async () => {
  const shippingAddress = {
    name: 'Test Buyer',
    address: { country: 'GB', line1: '1 Test Street', city: 'Testville', postal_code: 'T1 1TT' },
  };
  const { clientSecret } = await session({
    shipping_address_collection: { allowed_countries: ['GB'] },
    phone_number_collection: { enabled: true },
  });
  const all = { ...buyer, phone: '+44 20 7946 0000', shippingAddress };
  const confirm = (given: object): Promise<Reply> =>
    ask('confirm', { key, clientSecret, confirm: { buyer: given, expectedAmount: 1500 }, method: card });
  for (const missing of [
    { ...all, email: null },
    { ...all, email: 'nobody' },
    { ...all, phone: '' },
    { ...all, shippingAddress: null },
    { ...all, shippingAddress: { ...shippingAddress, name: '' } },
    { ...all, shippingAddress: { ...shippingAddress, address: { country: 'GB' } } },
    { ...all, shippingAddress: { ...shippingAddress, address: { ...shippingAddress.address, country: 'FR' } } },
  ]) {
    expect(await confirm(missing), JSON.stringify(missing)).toMatchObject({ ok: false });
  }
  expect(await confirm(all)).toMatchObject({ ok: true, outcome: { is: 'complete' } });
});

test('[client-secret-opens] the bank’s question about one session is not answered with the secret of another', async () => {
  const [asked, other] = [await session(), await session()];
  const confirm = { buyer, expectedAmount: 1500 };
  const method = { ...card, number: '4000002760003184' };
  const reply = await ask('confirm', { key, clientSecret: asked.clientSecret, confirm, method });
  const challenge = reply.ok && reply.outcome?.is === 'challenge' ? reply.outcome.id : '';
  const answerWith = (clientSecret: string) => ask('challenge', { key, clientSecret, challenge, answer: 'pass' });
  expect(await answerWith(other.clientSecret)).toMatchObject({ ok: false });
  expect((await account.ledger()).filter((entry) => entry.kind === 'money')).toEqual([]);
  expect(await answerWith(asked.clientSecret)).toMatchObject({ ok: true, outcome: { is: 'complete' } });
});

test('[confirm-needs] [automatic-tax] with automatic tax a place is needed: where it is posted, or else billed', async () => {
  const contact = { name: 'Test Buyer', address: { country: 'GB', line1: '1 Test Street' } };
  const automatic = { automatic_tax: { enabled: true } };
  const taxOf = (reply: Reply) => reply.ok && reply.session.session.tax;
  for (const [given, params, missing] of [
    ['billingAddress', automatic, 'requires_billing_address'],
    [
      'shippingAddress',
      { ...automatic, shipping_address_collection: { allowed_countries: ['GB'] } },
      'requires_shipping_address',
    ],
  ] as const) {
    const { id, clientSecret } = await session(params);
    const confirm = { key, clientSecret, confirm: { buyer, expectedAmount: 1500 }, method: card };
    expect(taxOf(await ask('session', { key, clientSecret }))).toEqual({ status: missing });
    expect(await ask('confirm', confirm)).toMatchObject({ ok: false });
    const told = await ask('update', { key, clientSecret, update: { [given]: contact } });
    expect(taxOf(told)).toEqual({ status: 'ready' });
    expect(told).toMatchObject({ session: { session: { [given]: { address: { country: 'GB' } } } } });
    expect(await ask('confirm', confirm)).toMatchObject({ ok: true, outcome: { is: 'complete' } });
    const { customer_details: details } = await account.stripe.checkout.sessions.retrieve(id);
    expect(details?.address).toMatchObject(contact.address);
  }
});

test('what no page of the stand-in sends is refused, and nothing breaks', async () => {
  const { clientSecret } = await session();
  for (const body of ['', 'null', '[]', '{"confirm":7}', '{', JSON.stringify({ key, clientSecret, confirm: null })]) {
    expect(await ask('confirm', body)).toMatchObject({ ok: false });
  }
  expect(await ask('nothing', { key, clientSecret })).toMatchObject({ ok: false });
  expect((await account.raw('/elements/nothing')).status).toBe(404);
});

test('whatever is sent, the answer is an error or a session, and nobody is charged', async () => {
  const { clientSecret } = await session();
  const names = fc.constantFrom('session', 'update', 'confirm', 'challenge', '__proto__');
  const confirm = fc.record({
    buyer: fc.jsonValue(),
    returnUrl: fc.jsonValue(),
    expectedAmount: fc.constantFrom(1500, '1500', null),
  });
  const body = fc.record(
    {
      key: fc.constantFrom(key, key, 'sk_test_x', 7),
      clientSecret: fc.constantFrom(clientSecret, clientSecret, '', null),
      update: fc.jsonValue(),
      confirm: fc.oneof(confirm, fc.jsonValue()),
      method: fc.oneof(fc.record({ type: fc.constantFrom('card', 'ideal', 'us_bank_account', 'x') }), fc.jsonValue()),
      challenge: fc.jsonValue(),
      answer: fc.constantFrom('pass', 'fail', 'other'),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(names, body, async (name, sent) => {
      const response = await account.raw(`/_elements/${name}`, { method: 'POST', body: JSON.stringify(sent) });
      expect([200, 400]).toContain(response.status);
      expect(await response.json()).toMatchObject({ ok: response.status === 200 });
    }),
    { numRuns: 200 },
  );
  expect((await account.ledger()).filter((entry) => entry.kind === 'money')).toEqual([]);
});
