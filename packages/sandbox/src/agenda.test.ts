import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { useAccount } from './account.fixture.js';
import { useReceiver } from './webhooks/receiver.fixture.js';

const account = useAccount();
const receiver = useReceiver();
const advance = (seconds: number) => account.control('clock', { advance: seconds });
const events = () => receiver.received.map(({ body }) => JSON.parse(body) as Stripe.Event);
const DAY = 24 * 60 * 60;
const HOUR = 60 * 60;

test('[due-in-order] two days at one go: what falls due happens at its own time, tries of webhooks in between', async () => {
  const soon = await account.session({ expires_at: Math.floor(Date.now() / 1000) + HOUR });
  const late = await account.session();
  await account.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['checkout.session.expired'] });
  receiver.answers.push(500, 500);
  await advance(2 * DAY);
  const told = events().map(({ created, data }) => [(data.object as Stripe.Checkout.Session).id, created]);
  // The first expiry is told three times: it was refused twice, and accepted an hour before the second one.
  expect(told).toEqual([
    [soon.id, soon.expires_at],
    [soon.id, soon.expires_at],
    [soon.id, soon.expires_at],
    [late.id, late.expires_at],
  ]);
  const expired = (await account.ledger()).filter((entry) => entry.kind === 'object' && entry.state === 'expired');
  expect(expired.map(({ at }) => at)).toEqual([soon.expires_at, late.expires_at]);
});

test('[due-in-order] the shop that is told finds the account at that time, not at the end', async () => {
  const session = await account.session();
  await account.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['checkout.session.expired'] });
  const seen: number[] = [];
  receiver.before = async () => {
    seen.push((await account.stripe.products.create({ name: 'Made at that moment' })).created);
  };
  await advance(30 * DAY);
  expect(seen).toEqual([session.expires_at]);
});

test('[due-in-order] held deliveries do not keep the clock from moving', async () => {
  await account.session();
  await account.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
  await account.control('webhooks', { deliver: 'hold' });
  const { now } = await account.control<{ now: number }>('clock', { advance: 0 });
  expect(await advance(2 * DAY)).toEqual({ now: now + 2 * DAY });
  expect(events()).toEqual([]);
});
