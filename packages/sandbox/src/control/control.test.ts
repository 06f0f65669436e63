import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { useAccount } from '../account.fixture.js';
import { serveSandbox } from '../node.js';

const account = useAccount();
const post = async (name: string, body: unknown) =>
  (
    await account.raw(`/_sandbox/${name}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  ).status;

describe('the ledger', () => {
  test('has each call with its key and outcome, each object with its states, each movement of money', async () => {
    const options = { idempotencyKey: 'key' };
    const price = await account.price();
    const params: Stripe.Checkout.SessionCreateParams = {
      mode: 'payment',
      line_items: [{ price: price.id, quantity: 2 }],
      success_url: 'https://shop.example/',
    };
    const { id } = await account.stripe.checkout.sessions.create(params, options);
    await account.stripe.checkout.sessions.create(params, options);
    await account.buyer(id, 'pay');
    const entries = await account.ledger();
    const call = {
      method: 'POST',
      path: '/v1/checkout/sessions',
      operation: 'checkout.sessions.create',
      idempotencyKey: 'key',
      status: 200,
      object: id,
      error: null,
    };
    expect(entries.filter((entry) => entry.kind === 'call').slice(1)).toMatchObject([
      { ...call, replayed: false },
      { ...call, replayed: true },
    ]);
    const states = entries.flatMap((entry) => (entry.kind === 'object' ? [`${entry.object} ${entry.state}`] : []));
    expect(states).toEqual([
      'product active',
      'price active',
      'checkout.session open',
      'payment_intent requires_payment_method',
      'charge succeeded',
      'payment_intent succeeded',
      'checkout.session complete',
    ]);
    expect(entries.filter((entry) => entry.kind === 'money')).toMatchObject([
      { session: id, amount: 3000, currency: 'usd' },
    ]);
  });

  test('is emptied by a reset, with everything else', async () => {
    const now = async () => (await account.control<{ now: number }>('clock', { advance: 0 })).now;
    const before = await now();
    const { id } = await account.session();
    await account.control('clock', { advance: 1000 });
    await account.control('reset');
    expect(await now()).toBe(before);
    expect(await account.ledger()).toEqual([]);
    expect((await account.stripe.checkout.sessions.list()).data).toEqual([]);
    await expect(account.stripe.checkout.sessions.retrieve(id)).rejects.toMatchObject({ code: 'resource_missing' });
  });
});

describe('the buyer without a browser', () => {
  test('pays, is declined and walks away', async () => {
    const { id } = await account.session();
    expect(await account.buyer(id, 'abandon')).toEqual({ status: 200, redirect: 'https://shop.example/cart' });
    expect(await account.buyer(id, 'decline')).toEqual({ status: 402, redirect: null });
    expect(await account.buyer(id, 'pay', { card: '4000000000009995' })).toEqual({ status: 402, redirect: null });
    const redirect = `https://shop.example/thanks?session_id=${id}`;
    expect(await account.buyer(id, 'pay', { email: 'zoe@example.com' })).toEqual({ status: 303, redirect });
    expect(await account.buyer(id, 'pay')).toEqual({ status: 200, redirect });
    expect((await account.stripe.checkout.sessions.retrieve(id)).customer_details?.email).toBe('zoe@example.com');
    expect(await account.buyer('cs_test_0', 'pay')).toEqual({ status: 404, redirect: null });
  });

  test('fills in whatever the page asks', async () => {
    const { id } = await account.session({
      shipping_address_collection: { allowed_countries: ['JP'] },
      phone_number_collection: { enabled: true },
      consent_collection: { terms_of_service: 'required' },
    });
    expect((await account.buyer(id, 'pay')).status).toBe(303);
  });
});

test('what a control cannot do is a 400', async () => {
  for (const [name, body] of [
    ['buyer', { session: 'x', action: 'steal' }],
    ['buyer', 'not json'],
    ['webhooks', { deliver: 'constructor' }],
    ['clock', { advance: -1 }],
    ['clock', { advance: 0.5 }],
    ['faults', { operation: 'nobody.knows', kind: '500' }],
    ['faults', { operation: '*', kind: 'fire' }],
    ['faults', { operation: '*', kind: '500', times: 0 }],
  ] as const) {
    expect(await post(name, body), `${name} ${JSON.stringify(body)}`).toBe(400);
  }
});

describe('serving', () => {
  test('two sandboxes side by side know nothing of each other', async () => {
    const other = await serveSandbox();
    try {
      expect(other.url).not.toBe(account.url);
      await account.session();
      expect(await (await fetch(`${other.url}/_sandbox/ledger`)).json()).toEqual({ entries: [] });
    } finally {
      await other.close();
    }
  });

  test('a port that is taken is the caller’s to hear about', async () => {
    const port = Number(new URL(account.url).port);
    await expect(serveSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
