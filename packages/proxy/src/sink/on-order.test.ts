import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveProxy, type ServedProxy } from '../node.js';
import { atStripe, Buyer, MUG } from '../test-stack/buyer.js';
import { serveSandbox } from '../test-stack/sandbox.js';
import { SOUND_SETTINGS, type TestShop } from '../test-stack/shop.js';
import type { DeliveredOrder } from './delivered-order.js';
import type { OrderSink } from './order-sink.js';

const SECRET = 'whsec_thePresentSecretOfTheEndpoint';

/** A sink given by code, on its own: no address, no signature, only a function. */
let sandbox: Awaited<ReturnType<typeof serveSandbox>>;
let proxy: ServedProxy;
const taken: DeliveredOrder[] = [];
let accept: () => void;

beforeAll(async () => {
  sandbox = await serveSandbox();
  proxy = await serveProxy({
    env: { ...SOUND_SETTINGS, STRIPE_API_BASE: sandbox.url, STRIPE_WEBHOOK_SECRET: SECRET },
    log: () => undefined,
    onOrder: ((order: DeliveredOrder) => {
      accept();
      taken.push(order);
      // As plain JavaScript often has it: no promise.
    }) as unknown as OrderSink,
  });
});
afterAll(async () => {
  await proxy.close();
  await sandbox.close();
});

test('a function takes orders, and one that throws has not taken this one', async () => {
  const post = (path: string, body: unknown) =>
    fetch(`${proxy.url}${path}`, {
      method: 'POST',
      headers: { origin: 'https://shop.example', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const { session } = await new Buyer({ post } as TestShop).goToPay([MUG]);
  await fetch(`${sandbox.url}/_sandbox/buyer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ session, action: 'pay' }),
  });
  const { data } = (await atStripe({ sandbox: sandbox.url }, '/v1/events?type=checkout.session.completed')) as {
    data: object[];
  };
  const payload = JSON.stringify(data[0]);
  const signature = await new Stripe('sk_test_x').webhooks.generateTestHeaderStringAsync({ payload, secret: SECRET });
  const deliver = () =>
    fetch(`${proxy.url}/v1/webhooks/stripe`, {
      method: 'POST',
      headers: { 'stripe-signature': signature },
      body: payload,
    });

  accept = () => {
    throw new Error('the database is away');
  };
  expect((await deliver()).status).toBe(503);
  expect(taken).toEqual([]);

  accept = () => undefined;
  expect((await deliver()).status).toBe(200);
  expect(taken).toMatchObject([{ status: 'paid', totals: { total: 1800 }, captured: null, stripe: { session } }]);
});
