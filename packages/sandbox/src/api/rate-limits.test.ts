import { expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';

const account = useAccount();
const limits = (mode: string) => account.control('limits', { mode });
const list = () => account.raw('/v1/products', { headers: { authorization: 'Bearer sk_test_1' } });
const prices = () => account.raw('/v1/prices', { headers: { authorization: 'Bearer sk_test_1' } });

async function statuses(calls: readonly (() => Promise<Response>)[]): Promise<number[]> {
  const all: number[] = [];
  for (const call of calls) all.push((await call()).status);
  return all;
}

const times = <T>(count: number, value: T): T[] => Array<T>(count).fill(value);

test('[rate-limit] is off until it is switched on, and again after a reset', async () => {
  expect(new Set(await statuses(times(40, list)))).toEqual(new Set([200]));
  await limits('test');
  await account.control('reset');
  expect(new Set(await statuses(times(40, list)))).toEqual(new Set([200]));
});

test('[rate-limit] in test mode: 25 calls in a second, whichever they are, and the next second is a new one', async () => {
  expect(await limits('test')).toEqual({ mode: 'test', perSecond: { account: 25, operation: 25 } });
  expect(await statuses([...times(20, list), ...times(5, prices)])).toEqual(times(25, 200));
  const refused = await prices();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('stripe-rate-limited-reason')).toBe('global-rate');
  expect(refused.headers.get('stripe-should-retry')).toBeNull();
  expect(refused.headers.get('retry-after')).toBeNull();
  await expect(account.stripe.products.list()).rejects.toMatchObject({
    type: 'StripeRateLimitError',
    code: 'rate_limit',
  });
  await account.control('clock', { advance: 1 });
  expect(await statuses(times(26, list))).toEqual([...times(25, 200), 429]);
});

test('[rate-limit] live: 25 of one operation, 100 in all', async () => {
  await limits('live');
  expect(await statuses(times(26, list))).toEqual([...times(25, 200), 429]);
  expect((await list()).headers.get('stripe-rate-limited-reason')).toBe('endpoint-rate');
  const get = (path: string) => () => account.raw(path, { headers: { authorization: 'Bearer sk_test_1' } });
  const others = ['/v1/prices', '/v1/customers', '/v1/events'].flatMap((path) => times(25, get(path)));
  expect(await statuses(others)).toEqual(times(75, 200));
  expect((await get('/v1/shipping_rates')()).headers.get('stripe-rate-limited-reason')).toBe('global-rate');
});

test('[rate-limit] what is turned away was not executed and leaves the idempotency key free', async () => {
  await limits('test');
  await statuses(times(25, list));
  const create = () => account.stripe.products.create({ name: 'Mug' }, { idempotencyKey: 'key' });
  expect(await refusal(create())).toMatchObject({ status: 429 });
  await account.control('clock', { advance: 1 });
  const product = await create();
  expect((await account.stripe.products.list()).data.map(({ id }) => id)).toEqual([product.id]);
});

test('[rate-limit] any other mode is told of the three', async () => {
  expect(await limits('fast')).toEqual({ error: 'Give mode as one of off, test, live.' });
});
