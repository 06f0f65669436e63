import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serveSandbox, type ServedSandbox } from '@stripe-cart/sandbox/node';
import { eachAtOnce } from './at-once.js';
import { openStripeAccount, type StripeAccount } from './stripe-account.js';

let served: ServedSandbox;
let account: StripeAccount;
let calls: { operation: string | null; idempotencyKey: string | null }[] = [];

beforeAll(async () => {
  served = await serveSandbox({ onEntry: (entry) => entry.kind === 'call' && calls.push(entry) });
  account = await openStripeAccount({}, { STRIPE_SECRET_KEY: 'sk_test_51abcdefghijk', STRIPE_API_BASE: served.url });
});
beforeEach(() => {
  calls = [];
});
afterAll(() => served.close());

const fault = async (order: object) =>
  expect((await fetch(`${served.url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(order) })).ok).toBe(true);
const create = (name: string) =>
  account.call('product', (stripe, options) => stripe.products.create({ name }, options), `key-${name}`);
const products = async () => {
  const names: string[] = [];
  for await (const { name } of account.every((stripe, page) => stripe.products.list({ ...page, limit: 2 }))) {
    names.push(name);
  }
  return names;
};

describe('a call', () => {
  it.each(['429', '503', '409', 'reset', 'reset-body', 'html', '{}', 'null', 'truncated'])(
    'is tried again after %s, under a key that makes one object of it',
    async (kind) => {
      await fault({ operation: 'products.create', kind });
      await create(kind);
      expect((await products()).filter((name) => name === kind)).toEqual([kind]);
      expect(calls.filter(({ operation }) => operation === 'products.create')).toHaveLength(2);
    },
  );

  it('goes on under a second key, when Stripe only repeats a failure it has saved', async () => {
    await fault({ operation: 'products.create', kind: '500', executed: true });
    expect(await create('saved')).toMatchObject({ name: 'saved' });
    expect(calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['key-saved', 'key-saved', 'key-saved.again']);
  });

  it('is given up when Stripe wants to be left alone for longer than anybody would wait', async () => {
    await fault({ operation: 'products.create', kind: '429', headers: { 'retry-after': '100' } });
    await expect(create('late')).rejects.toMatchObject({ code: 'stripe_busy', status: 429 });
    expect(calls).toHaveLength(1);
  });

  it('is not repeated when Stripe has said no', async () => {
    const missing = account.call('product', (stripe) => stripe.products.retrieve('prod_none'));
    await expect(missing).rejects.toMatchObject({ status: 404, stripeCode: 'resource_missing', exitCode: 1 });
    expect(calls).toHaveLength(1);
  });
});

it('a list is read to its end', async () => {
  for (const name of ['a', 'b', 'c']) await create(`page-${name}`);
  const names = await products();
  expect(names.slice(0, 3)).toEqual(['page-c', 'page-b', 'page-a']);
  expect(calls.filter(({ operation }) => operation === 'products.list')).toHaveLength(Math.ceil(names.length / 2));
});

it('work done a few at a time keeps its order, and begins nothing after a failure', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 20 }), async (succeed) => {
      let begun = 0;
      const outcome = eachAtOnce([...succeed.keys()], async (index) => {
        begun += 1;
        await Promise.resolve();
        if (succeed[index] === false) throw new Error(String(index));
        return index;
      });
      const firstFailure = succeed.indexOf(false);
      if (firstFailure === -1) {
        expect(await outcome).toEqual([...succeed.keys()]);
      } else {
        await expect(outcome).rejects.toThrow(String(firstFailure));
        expect(begun).toBeLessThanOrEqual(firstFailure + 4);
      }
    }),
  );
});
