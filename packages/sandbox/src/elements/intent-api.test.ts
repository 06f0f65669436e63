import fc from 'fast-check';
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { useAccount } from '../account.fixture.js';

const account = useAccount();

const CARD = {
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': '4242 4242 4242 4242',
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '2068',
  'payment_method_data[card][cvc]': '123',
  return_url: 'https://shop.example/return',
};

const money = async () => (await account.ledger()).filter(({ kind }) => kind === 'money');
const make = (params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  account.stripe.paymentIntents.create({ amount: 1500, currency: 'usd', ...params });

interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & { readonly error?: Readonly<Record<string, unknown>> };
}

async function answered(response: Response): Promise<Answered> {
  return { status: response.status, body: (await response.json()) as Answered['body'] };
}

async function look(id: string, fields: Record<string, string>): Promise<Answered> {
  return answered(await account.raw(`/v1/payment_intents/${id}?${new URLSearchParams(fields)}`));
}

async function confirm(id: string, fields: Record<string, string>): Promise<Answered> {
  const body = new URLSearchParams(fields);
  return answered(await account.raw(`/v1/payment_intents/${id}/confirm`, { method: 'POST', body }));
}

test('[publishable-params] the secret opens its own intent, and shows nothing of the shop’s', async () => {
  const intent = await make({ metadata: { order: '4711' }, description: 'A mug' });
  const other = await make();
  const key = 'pk_test_sandbox';
  const secret = String(intent.client_secret);
  const seen = await look(intent.id, { key, client_secret: secret });
  expect(seen).toMatchObject({ status: 200, body: { id: intent.id, description: 'A mug', amount: 1500 } });
  expect(JSON.stringify(seen.body)).not.toContain('4711');
  for (const name of ['metadata', 'customer', 'latest_charge', 'amount_received']) {
    expect(seen.body).not.toHaveProperty(name);
  }

  // A wrong secret, somebody else's, and an intent that is not there are one answer.
  const wrong = [
    await look(intent.id, { key, client_secret: `${secret}x` }),
    await look(intent.id, { key, client_secret: String(other.client_secret) }),
    await look('pi_nothing', { key, client_secret: 'pi_nothing_secret_nothing' }),
    await look(intent.id, { key }),
  ];
  expect(new Set(wrong.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(wrong[0]).toMatchObject({ status: 404, body: { error: { code: 'resource_missing' } } });
  expect(await look(intent.id, { key: 'pk_live_sandbox', client_secret: secret })).toMatchObject({ status: 401 });
  // Without a publishable key it is a call like any other.
  expect((await account.raw(`/v1/payment_intents/${intent.id}?client_secret=${secret}`)).status).toBe(401);
});

test('[publishable-params] a browser confirms, and can change neither amount nor metadata', async () => {
  const intent = await make({ metadata: { order: '4711' } });
  const fields = { key: 'pk_test_sandbox', client_secret: String(intent.client_secret), ...CARD };
  for (const [name, value] of [
    ['amount', '50'],
    ['currency', 'eur'],
    ['metadata[order]', '1'],
    ['capture_method', 'manual'],
  ] as const) {
    const refused = await confirm(intent.id, { ...fields, [name]: value });
    expect(refused, name).toMatchObject({ status: 400, body: { error: { code: 'parameter_unknown' } } });
  }
  const { return_url: _, ...nowhere } = fields;
  expect(await confirm(intent.id, { ...nowhere, receipt_email: 'ann@example.com' })).toMatchObject({
    status: 400,
    body: { error: { param: 'return_url' } },
  });
  expect((await account.stripe.paymentIntents.retrieve(intent.id)).receipt_email).toBeNull();
  expect(await confirm(intent.id, { ...fields, receipt_email: 'nobody' })).toMatchObject({
    status: 400,
    body: { error: { code: 'email_invalid', param: 'receipt_email' } },
  });
  expect(await money()).toEqual([]);

  // A refusal shows the intent, and nothing of the shop's either.
  const broke = await confirm(intent.id, { ...fields, 'payment_method_data[card][number]': '4000000000009995' });
  expect(broke).toMatchObject({ status: 402, body: { error: { payment_intent: { id: intent.id } } } });

  expect(await confirm(intent.id, { ...fields, receipt_email: 'ann@example.com' })).toMatchObject({
    status: 200,
    body: { status: 'succeeded', receipt_email: 'ann@example.com' },
  });
  const again = await confirm(intent.id, fields);
  expect(again).toMatchObject({
    status: 400,
    body: { error: { code: 'payment_intent_unexpected_state', payment_intent: { status: 'succeeded' } } },
  });
  expect(JSON.stringify([broke, again])).not.toContain('4711');
  expect(await money()).toHaveLength(1);
});

test('[publishable-shipping] where the shop has said where to, a browser says no other place', async () => {
  const address = { line1: '1 Dune Row', city: 'London', postal_code: 'SW1A 1AA', country: 'GB' };
  const told = await make({ shipping: { name: 'Robin', address } });
  const open = await make();
  const to = ({ client_secret: secret }: Stripe.PaymentIntent, city: string): Record<string, string> => ({
    key: 'pk_test_sandbox',
    client_secret: String(secret),
    ...CARD,
    'payment_method_data[card][number]': '4000000000000002',
    'shipping[name]': 'Robin',
    'shipping[address][line1]': address.line1,
    'shipping[address][city]': city,
  });
  expect(await confirm(told.id, to(told, 'Paris'))).toMatchObject({
    status: 400,
    body: { error: { param: 'shipping' } },
  });
  expect((await account.stripe.paymentIntents.retrieve(told.id)).shipping?.address?.city).toBe('London');
  // What a browser has said, it may say otherwise.
  for (const city of ['Paris', 'Rome']) expect(await confirm(open.id, to(open, city))).toMatchObject({ status: 402 });
  expect((await account.stripe.paymentIntents.retrieve(open.id)).shipping?.address?.city).toBe('Rome');
});

test('[challenge-overlay] what the bank asks about one intent, the secret of another does not answer', async () => {
  const [asked, other] = [await make(), await make()];
  const card = { ...CARD, 'payment_method_data[card][number]': '4000002760003184' };
  const key = 'pk_test_sandbox';
  const { body } = await confirm(asked.id, { key, client_secret: String(asked.client_secret), ...card });
  const { source } = (body['next_action'] as { use_stripe_sdk: { source: string } }).use_stripe_sdk;
  const answer = async ({ client_secret: clientSecret }: Stripe.PaymentIntent): Promise<Answered> => {
    const sent = JSON.stringify({ key, clientSecret, challenge: source, answer: 'pass' });
    return answered(await account.raw('/_elements/intent_challenge', { method: 'POST', body: sent }));
  };
  expect(await answer(other)).toMatchObject({ status: 400, body: { ok: false } });
  expect(await money()).toEqual([]);
  expect(await answer(asked)).toEqual({ status: 200, body: { ok: true } });
  expect(await money()).toHaveLength(1);
});

test('[session-intent] the intent of a Checkout Session is none for a browser to confirm', async () => {
  const session = await account.session();
  await account.buyer(session.id, 'decline');
  const { payment_intent: id } = await account.stripe.checkout.sessions.retrieve(session.id);
  const { client_secret: secret } = await account.stripe.paymentIntents.retrieve(String(id));
  const fields = { key: 'pk_test_sandbox', client_secret: String(secret), ...CARD };
  expect(await confirm(String(id), fields)).toMatchObject({
    status: 400,
    body: { error: { type: 'invalid_request_error' } },
  });
  expect(await money()).toEqual([]);
});

test('[invoice-default-payment] the intent of an invoice is paid from a browser, and with it the invoice', async () => {
  const { customers, invoiceItems, invoices } = account.stripe;
  const customer = (await customers.create({ email: 'ann@example.com' })).id;
  const { id } = await invoices.create({ customer, collection_method: 'send_invoice', days_until_due: 30 });
  await invoiceItems.create({ customer, invoice: id, amount: 1500, currency: 'usd' });
  const open = await invoices.finalizeInvoice(id, { expand: ['confirmation_secret'] });
  const secret = String(open.confirmation_secret?.client_secret);
  const [intent = ''] = secret.split('_secret_');
  const fields = { key: 'pk_test_sandbox', client_secret: secret, ...CARD };
  expect(await confirm(intent, fields)).toMatchObject({ status: 200, body: { status: 'succeeded' } });
  expect(await invoices.retrieve(id)).toMatchObject({ status: 'paid', amount_remaining: 0 });
  expect(await confirm(intent, fields)).toMatchObject({ status: 400 });
  expect(await money()).toHaveLength(1);
});

test('[publishable-params] whatever is sent, the answer is an error or an intent, and nobody is charged', async () => {
  const { id, client_secret: secret } = await make();
  const names = fc.constantFrom(
    'payment_method_data',
    'payment_method_data[type]',
    'payment_method_data[card]',
    'payment_method_data[billing_details][address]',
    'shipping',
    'shipping[address][city]',
    'client_context[amount]',
    'confirmation_token',
    'payment_method',
    'receipt_email[]',
    '__proto__',
  );
  const values = fc.constantFrom('', 'card', 'sepa_debit', 'paypal', '1e9', '__proto__', '\u0000', '{}');
  await fc.assert(
    fc.asyncProperty(fc.dictionary(names, values), async (fields) => {
      const all = {
        ...fields,
        key: 'pk_test_sandbox',
        client_secret: String(secret),
        return_url: 'https://a.example/',
      };
      expect([200, 400, 402]).toContain((await confirm(id, all)).status);
    }),
    { numRuns: 60 },
  );
  expect(await money()).toEqual([]);
});
