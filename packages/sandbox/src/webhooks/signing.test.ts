import { expect, test } from 'vitest';
import { useAccount } from '../account.fixture.js';
import type { Attempt } from './delivery.js';
import { useReceiver } from './receiver.fixture.js';

const account = useAccount();
const receiver = useReceiver();
const deliver = async (body: object) =>
  (await account.control<{ attempts: Attempt[] }>('webhooks', body)).attempts.map(({ type }) => type);
const roll = (body: object) => account.control<{ secret: string; error?: string }>('webhooks', body);

async function endpoint(): Promise<{ id: string; secret: string }> {
  const { id, secret = '' } = await account.stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ['customer.created', 'product.created'],
  });
  return { id, secret };
}

/** Whether the SDK's own verifier accepts the newest delivery with this secret. */
function isAccepted(secret: string): boolean {
  const { body, signature } = receiver.received.at(-1) ?? { body: '', signature: '' };
  try {
    account.stripe.webhooks.constructEvent(body, signature, secret);
    return true;
  } catch {
    return false;
  }
}

test('[webhook-secret-roll] the old secret signs as well for as long as was asked, and not a second more', async () => {
  const { id, secret: first } = await endpoint();
  await account.stripe.customers.create({});
  const { secret: second } = await roll({ roll: id, expiresIn: 3600 });
  await deliver({ deliver: 'again' });
  expect([isAccepted(first), isAccepted(second), first === second]).toEqual([true, true, false]);
  expect(receiver.received.at(-1)?.signature.match(/v1=/g)).toHaveLength(2);
  await account.control('clock', { advance: 3599 });
  await deliver({ deliver: 'again' });
  expect([isAccepted(first), isAccepted(second)]).toEqual([true, true]);
  await account.control('clock', { advance: 1 });
  await deliver({ deliver: 'again' });
  expect([isAccepted(first), isAccepted(second)]).toEqual([false, true]);
});

test('[webhook-secret-roll] at once, the old one is gone; what cannot be rolled is said', async () => {
  const { id, secret } = await endpoint();
  await account.stripe.customers.create({});
  await roll({ roll: id, expiresIn: 0 });
  await deliver({ deliver: 'again' });
  expect(isAccepted(secret)).toBe(false);
  expect((await roll({ roll: 'we_0' })).error).toMatch(/id of a webhook endpoint/);
  expect((await roll({ roll: id, expiresIn: 24 * 60 * 60 + 1 })).error).toMatch(/0 to 86400/);
});

test('[webhook-signature] on request: too old, of the future, with a wrong secret', async () => {
  const { secret } = await endpoint();
  await deliver({ deliver: 'hold' });
  await account.stripe.customers.create({});
  const accepted: Record<string, boolean> = {};
  for (const [name, manner] of Object.entries({
    old: { age: 301 },
    aging: { age: 240 },
    future: { age: -86_400 },
    wrong: { secret: 'whsec_wrong' },
    plain: {},
  })) {
    expect(await deliver({ deliver: 'again', ...manner })).toEqual(['customer.created']);
    accepted[name] = isAccepted(secret);
  }
  // The SDK looks at age only, so what is signed for tomorrow passes: a receiver has to look for itself.
  expect(accepted).toEqual({ old: false, aging: true, future: true, wrong: false, plain: true });
  expect(isAccepted('whsec_wrong')).toBe(false);
});

test('[webhook-signature] what is already on its way is not taken for what was asked', async () => {
  const { secret } = await endpoint();
  const arrived = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  receiver.before = async () => {
    arrived.resolve();
    await gate.promise;
  };
  await account.stripe.customers.create({});
  await arrived.promise;
  const asked = Promise.all([deliver({ deliver: 'again', age: 301 }), deliver({ deliver: 'now', age: 301 })]);
  await account.stripe.products.list();
  gate.resolve();
  expect(await asked).toEqual([['customer.created'], []]);
  expect(receiver.received).toHaveLength(2);
  expect(isAccepted(secret)).toBe(false);
});

test('[webhook-at-least-once] one event alone can be sent, and sent again', async () => {
  await endpoint();
  await deliver({ deliver: 'hold' });
  await account.stripe.customers.create({});
  await account.stripe.products.create({ name: 'Mug' });
  const [event] = (await account.stripe.events.list({ type: 'product.created' })).data;
  expect(await deliver({ deliver: 'now', event: event?.id })).toEqual(['product.created']);
  expect(await deliver({ deliver: 'now', event: event?.id })).toEqual([]);
  expect(await deliver({ deliver: 'again', event: event?.id })).toEqual(['product.created']);
  expect(await deliver({ deliver: 'reversed' })).toEqual(['customer.created']);
});

test.each([
  [{ deliver: 'sideways' }, /deliver as one of now, twice/],
  [{ deliver: 'now', age: 'old' }, /age as whole seconds/],
  [{ deliver: 'now', event: 1 }, /event as the id/],
  [{ deliver: 'now', secret: 1 }, /secret as what to sign with/],
])('[webhook-at-least-once] %j is told what to give', async (body, sentence) => {
  expect((await account.control('webhooks', body))['error']).toMatch(sentence);
});
