import { describe, expect, test } from 'vitest';
import type Stripe from 'stripe';
import { refusal, useAccount } from '../account.fixture.js';
import type { Attempt } from './delivery.js';
import { useReceiver } from './receiver.fixture.js';

const account = useAccount();
const receiver = useReceiver();
const deliver = async (how: string) =>
  (await account.control<{ attempts: Attempt[] }>('webhooks', { deliver: how })).attempts;
const types = () => receiver.received.map(({ body }) => (JSON.parse(body) as Stripe.Event).type);
const statuses = (attempts: readonly Attempt[]) => attempts.map(({ status }) => status);

async function endpoint(...events: Stripe.WebhookEndpointCreateParams.EnabledEvent[]) {
  return account.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: events });
}

describe('endpoints', () => {
  test('[webhook-secret-once] show their secret when they are made, and not again', async () => {
    const created = await endpoint('*');
    expect(created.secret).toMatch(/^whsec_\w{32}$/);
    expect((await account.stripe.webhookEndpoints.retrieve(created.id)).secret).toBeUndefined();
    expect((await account.stripe.webhookEndpoints.list()).data).toEqual([
      expect.not.objectContaining({ secret: created.secret }),
    ]);
    expect(await account.stripe.webhookEndpoints.del(created.id)).toMatchObject({ deleted: true });
    expect((await account.stripe.webhookEndpoints.list()).data).toEqual([]);
  });

  test('[webhook-url] have an address and an event', async () => {
    const create = (url: string) => account.stripe.webhookEndpoints.create({ url, enabled_events: ['*'] });
    expect(await refusal(create('shop.example'))).toMatchObject({ code: 'url_invalid', param: 'url' });
    expect(await refusal(create('ftp://shop.example/'))).toMatchObject({ code: 'url_invalid' });
    const unknown = 'checkout.session.done' as '*';
    const call = account.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: [unknown] });
    expect(await refusal(call)).toMatchObject({ param: 'enabled_events[0]' });
  });

  test('[webhook-endpoints] are sixteen at most', async () => {
    for (let index = 0; index < 16; index += 1) await endpoint('*');
    expect((await refusal(endpoint('*'))).status).toBe(400);
  });
});

describe('a delivery', () => {
  test('[webhook-signature] is signed so that the SDK’s verifier accepts it, and nothing else', async () => {
    const { secret = '' } = await endpoint('checkout.session.completed');
    const session = await account.session({ metadata: { name: 'Zoë 😀' } });
    await account.buyer(session.id, 'pay');
    const [{ body, signature } = { body: '', signature: '' }] = receiver.received;
    const event = account.stripe.webhooks.constructEvent(body, signature, secret);
    expect(event).toMatchObject({
      object: 'event',
      type: 'checkout.session.completed',
      api_version: '2026-10-28.endive',
      livemode: false,
      data: { object: { id: session.id, status: 'complete', payment_status: 'paid', metadata: { name: 'Zoë 😀' } } },
    });
    expect(() => account.stripe.webhooks.constructEvent(`${body} `, signature, secret)).toThrow();
    expect(() => account.stripe.webhooks.constructEvent(body, signature, `whsec_${'x'.repeat(32)}`)).toThrow();
    expect(await account.stripe.events.retrieve(event.id)).toMatchObject({ type: event.type, pending_webhooks: 0 });
  });

  test('[events] goes to the endpoints that asked for it, for each change', async () => {
    await endpoint('payment_intent.succeeded', 'payment_intent.payment_failed');
    const session = await account.session();
    await account.buyer(session.id, 'decline');
    await account.buyer(session.id, 'pay');
    await deliver('now');
    expect(types().sort()).toEqual(['payment_intent.payment_failed', 'payment_intent.succeeded']);
    const all = (await account.stripe.events.list({ limit: 100 })).data.map(({ type }) => type).toReversed();
    expect(all).toEqual([
      'product.created',
      'price.created',
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ]);
    expect((await account.stripe.events.list({ types: ['charge.failed', 'charge.succeeded'] })).data).toHaveLength(2);
  });

  test('[webhook-retries] is tried again when its time comes, four times in all, and then given up', async () => {
    await endpoint('customer.created');
    receiver.answers.push(500, 302, 404, 503);
    await account.stripe.customers.create({});
    await deliver('resume');
    expect(receiver.received).toHaveLength(1);
    for (const [seconds, tries] of [
      [599, 1],
      [1, 2],
      [3600, 3],
      [7199, 3],
      [1, 4],
      [1_000_000, 4],
    ] as const) {
      await account.control('clock', { advance: seconds });
      expect(receiver.received).toHaveLength(tries);
    }
    expect((await account.stripe.events.list({ type: 'customer.created' })).data[0]?.pending_webhooks).toBe(1);
  });

  test('[webhook-retries] stops once it was accepted', async () => {
    await endpoint('customer.created');
    receiver.answers.push(500);
    await account.stripe.customers.create({});
    await deliver('resume');
    expect(statuses(await deliver('now'))).toEqual([200]);
    expect(await deliver('now')).toEqual([]);
  });

  test('[webhook-at-least-once] can be asked for twice, in reverse and later', async () => {
    await endpoint('customer.created', 'product.created');
    await deliver('hold');
    await account.stripe.customers.create({});
    await account.stripe.products.create({ name: 'Mug' });
    expect(receiver.received).toEqual([]);
    expect((await deliver('reversed')).map(({ type }) => type)).toEqual(['product.created', 'customer.created']);
    expect(types()).toEqual(['product.created', 'customer.created']);
    await account.stripe.products.create({ name: 'Cup' });
    expect((await deliver('twice')).map(({ type }) => type)).toEqual([
      'customer.created',
      'product.created',
      'product.created',
      'product.created',
    ]);
    expect(await deliver('now')).toEqual([]);
  });

  test('[webhook-at-least-once] is not sent again by one who was only waiting for his turn', async () => {
    await endpoint('customer.created', 'product.created');
    await deliver('hold');
    await account.stripe.customers.create({});
    await account.stripe.products.create({ name: 'Mug' });
    const gate = Promise.withResolvers<void>();
    const firstArrived = Promise.withResolvers<void>();
    receiver.before = async () => {
      if (types().at(-1) !== 'customer.created') return;
      firstArrived.resolve();
      await gate.promise;
    };
    const inOrder = deliver('now');
    await firstArrived.promise;
    const reversed = deliver('reversed');
    const isPending = async () =>
      (await account.stripe.events.list({ type: 'product.created' })).data[0]?.pending_webhooks !== 0;
    while (await isPending());
    gate.resolve();
    expect([(await inOrder).length, (await reversed).length]).toEqual([1, 2]);
    expect(types()).toEqual(['customer.created', 'product.created']);
  });

  test('tells when nobody answers', async () => {
    await deliver('hold');
    await account.stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:1/', enabled_events: ['*'] });
    await account.stripe.customers.create({});
    expect(await deliver('now')).toMatchObject([{ type: 'customer.created', status: null, delivered: false }]);
  });
});

describe('[checkout-waits] the buyer', () => {
  test('is sent on only after the shop has answered', async () => {
    await endpoint('checkout.session.completed');
    const order: string[] = [];
    const answer = Promise.withResolvers<void>();
    const arrived = new Promise<void>((resolve) => {
      receiver.before = async () => {
        resolve();
        await answer.promise;
        order.push('answered');
      };
    });
    const session = await account.session();
    const paying = account.buyer(session.id, 'pay').then((result) => {
      order.push('sent on');
      return result;
    });
    await arrived;
    // The shop may ask while the buyer waits, and finds the session paid.
    expect((await account.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    answer.resolve();
    expect((await paying).status).toBe(303);
    expect(order).toEqual(['answered', 'sent on']);
  });

  test('does not wait for a shop that refuses, nor for held deliveries', async () => {
    await endpoint('checkout.session.completed');
    receiver.answers.push(500);
    expect((await account.buyer((await account.session()).id, 'pay')).status).toBe(303);
    await deliver('hold');
    expect((await account.buyer((await account.session()).id, 'pay')).status).toBe(303);
    expect(receiver.received).toHaveLength(1);
  });
});
