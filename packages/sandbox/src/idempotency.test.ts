import fc from 'fast-check';
import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { clientFor, MUG, refusal, useAccount } from './account.fixture.js';

const account = useAccount();
const create = (name: string, idempotencyKey: string) => account.stripe.products.create({ name }, { idempotencyKey });
const products = async () => (await account.stripe.products.list({ limit: 100 })).data;

describe('a key that was used before', () => {
  test('[idempotency-replay] gets the same answer, marked as a replay, and nothing is done again', async () => {
    const first = await create('Mug', 'one');
    const second = await create('Mug', 'one');
    expect(second).toEqual(first);
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(second.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
    expect(await products()).toHaveLength(1);
    expect((await account.ledger()).filter((entry) => entry.kind === 'call').map(({ replayed }) => replayed)).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('[idempotency-replay] parameters in another order are the same parameters', async () => {
    const headers = { 'idempotency-key': 'order' };
    const [first, second] = [
      await account.form('/v1/products', 'name=Mug&metadata[a]=1&metadata[b]=2', headers),
      await account.form('/v1/products', 'metadata[b]=2&metadata[a]=1&name=Mug', headers),
    ];
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(await second.text()).toBe(await first.text());
  });

  test('[idempotency-replay] an error of the execution is kept as well', async () => {
    const params = { currency: 'usd', unit_amount: 100, product: 'prod_late' };
    const options = { idempotencyKey: 'early' };
    expect(await refusal(account.stripe.prices.create(params, options))).toMatchObject({ code: 'resource_missing' });
    await account.stripe.products.create({ id: 'prod_late', name: 'Late' });
    expect(await refusal(account.stripe.prices.create(params, options))).toMatchObject({ code: 'resource_missing' });
  });

  test('[idempotency-replay] so is a 500', async () => {
    await account.control('faults', { operation: 'products.create', kind: '500' });
    expect((await refusal(create('Mug', 'boom'))).status).toBe(500);
    expect((await refusal(create('Mug', 'boom'))).status).toBe(500);
    expect(await products()).toHaveLength(0);
  });

  test('[idempotency-mismatch] with other parameters, or elsewhere, is refused', async () => {
    await create('Mug', 'mine');
    const other = { status: 400, rawType: 'idempotency_error' };
    expect(await refusal(create('Cup', 'mine'))).toMatchObject(other);
    expect(await refusal(account.stripe.customers.create({ name: 'Mug' }, { idempotencyKey: 'mine' }))).toMatchObject(
      other,
    );
    expect(await products()).toHaveLength(1);
  });

  test('[idempotency-pruned] is new again after 24 hours, and not a second earlier', async () => {
    await create('Mug', 'daily');
    await account.control('clock', { advance: 24 * 60 * 60 - 1 });
    await create('Mug', 'daily');
    expect(await products()).toHaveLength(1);
    await account.control('clock', { advance: 1 });
    await create('Cup', 'daily');
    expect(await products()).toHaveLength(2);
  });
});

describe('a key that was not taken', () => {
  test('[idempotency-not-saved] validation fails before anything is kept', async () => {
    const options = { idempotencyKey: 'retry' };
    expect((await refusal(account.session({ line_items: [] }))).status).toBe(400);
    expect(
      (await refusal(account.stripe.prices.create({ currency: 'usd', unit_amount: -1, product: 'p' }, options))).status,
    ).toBe(400);
    await account.stripe.products.create({ name: 'Mug' }, options);
  });

  test.each(['429', '503'])(
    '[idempotency-not-saved] %s turns the request away, so that it can be tried again',
    async (kind) => {
      await account.control('faults', { operation: 'products.create', kind });
      expect((await refusal(create('Mug', 'again'))).status).toBe(Number(kind));
      await create('Mug', 'again');
    },
  );

  test('[idempotency-not-saved] nor does a wrong API key take it', async () => {
    const stranger = clientFor(account.url, 'sk_live_1');
    expect((await refusal(stranger.products.create({ name: 'Cup' }, { idempotencyKey: 'shared' }))).status).toBe(401);
    await create('Mug', 'shared');
  });
});

test('[idempotency-in-use] of two requests at the same time one is told so; given up, the key is free', async () => {
  await account.control('faults', { operation: 'products.create', kind: 'hang' });
  const patience = new AbortController();
  const request = () =>
    account.raw('/v1/products', {
      method: 'POST',
      headers: {
        'idempotency-key': 'busy',
        authorization: 'Bearer sk_test_1',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'name=Mug',
      signal: patience.signal,
    });
  const both = [request(), request()];
  const answered = await Promise.race(both);
  expect(answered.status).toBe(409);
  expect(await answered.json()).toMatchObject({ error: { code: 'idempotency_key_in_use' } });
  patience.abort();
  expect((await Promise.allSettled(both)).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  // The sandbox hears of the hang-up in its own time; until then the key is in use, and afterwards it is not.
  let again = await statusWith('busy');
  while (again === 409) again = await statusWith('busy');
  expect(again).toBe(200);
});

async function statusWith(key: string): Promise<number> {
  return (await account.form('/v1/products', 'name=Mug', { 'idempotency-key': key })).status;
}

test('[idempotency-key-length] 255 characters are a key, 256 are not', async () => {
  await create('Mug', 'k'.repeat(255));
  expect(await refusal(create('Mug', 'k'.repeat(256)))).toMatchObject({ status: 400, rawType: 'idempotency_error' });
});

test('[idempotency-replay] however calls repeat their keys, each key does its work once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 }), async (keys) => {
      await account.control('reset');
      const seen = new Map<number, string>();
      for (const key of keys) {
        const { id } = await create(`Product ${key}`, `key ${key}`);
        expect(seen.get(key) ?? id).toBe(id);
        seen.set(key, id);
      }
      expect(await products()).toHaveLength(new Set(keys).size);
    }),
    { numRuns: 25 },
  );
});

test('[idempotency-in-use] of a hundred at once with one key, one does the work; the rest get its answer or are told to wait', async () => {
  const KEY = 'hundred';
  const params = { name: 'Mug' };
  const tries = Array.from({ length: 100 }, () => account.stripe.products.create(params, { idempotencyKey: KEY }));
  const ended = await Promise.allSettled(tries);
  const [{ id } = { id: '' }, ...others] = await products();
  expect(others).toEqual([]);
  for (const end of ended) {
    if (end.status === 'fulfilled') expect(end.value.id).toBe(id);
    else expect(end.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
  }
  const calls = (await account.ledger()).filter((entry) => entry.kind === 'call' && entry.idempotencyKey === KEY);
  expect(calls).toHaveLength(100);
  expect(calls.filter((entry) => entry.kind === 'call' && entry.status === 200 && !entry.replayed)).toHaveLength(1);
  // A day later the key is anybody's, and there is a second one.
  await account.control('clock', { advance: 24 * 60 * 60 });
  expect((await create('Mug', KEY)).id).not.toBe(id);
  expect(await products()).toHaveLength(2);
});

test('[idempotency-in-use] while the first hangs, the other ninety-nine are told so', async () => {
  await account.control('faults', { operation: 'products.create', kind: 'hang' });
  const patience = new AbortController();
  const asked = Array.from({ length: 100 }, () =>
    account
      .raw('/v1/products', {
        method: 'POST',
        headers: {
          'idempotency-key': 'busy',
          authorization: 'Bearer sk_test_1',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'name=Mug',
        signal: patience.signal,
      })
      .then(
        ({ status }) => status,
        () => 'given up',
      ),
  );
  let answered = 0;
  await new Promise<void>((resolve) => {
    for (const each of asked) void each.then(() => (answered += 1) === 99 && resolve());
  });
  patience.abort();
  const ends = await Promise.all(asked);
  expect([ends.filter((end) => end === 409).length, ends.filter((end) => end === 'given up').length]).toEqual([99, 1]);
});

test('[idempotency-replay] the replayed answer is the saved one, however old it is by now', async () => {
  const options = { idempotencyKey: 'stale' };
  const params: Stripe.Checkout.SessionCreateParams = {
    mode: 'payment',
    line_items: [{ price_data: MUG, quantity: 1 }],
    success_url: 'https://shop.example/thanks',
  };
  const first = await account.stripe.checkout.sessions.create(params, options);
  await account.buyer(first.id, 'pay');
  const replayed = await account.stripe.checkout.sessions.create(params, options);
  expect(replayed.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect([replayed.status, replayed.payment_status, replayed.url]).toEqual(['open', 'unpaid', first.url]);
  expect(await account.stripe.checkout.sessions.retrieve(first.id)).toMatchObject({ status: 'complete', url: null });
});
