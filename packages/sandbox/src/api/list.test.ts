import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MUG, refusal, useAccount } from '../account.fixture.js';

const account = useAccount();

test('[list-limit] ten at a time by default, from 1 to 100 on request', async () => {
  for (let index = 0; index < 11; index += 1) await account.stripe.customers.create({ name: `${index}` });
  const first = await account.stripe.customers.list();
  expect([first.data.length, first.has_more, first.url]).toEqual([10, true, '/v1/customers']);
  expect((await account.stripe.customers.list({ limit: 100 })).has_more).toBe(false);
  for (const limit of [0, 101, -1]) {
    expect(await refusal(account.stripe.customers.list({ limit }))).toMatchObject({ status: 400, param: 'limit' });
  }
});

test('[list-cursor] a cursor is one, and is known', async () => {
  const { id } = await account.stripe.customers.create({});
  const both = account.stripe.customers.list({ starting_after: id, ending_before: id });
  expect(await refusal(both)).toMatchObject({ status: 400 });
  const unknown = account.stripe.customers.list({ starting_after: 'cus_0' });
  expect(await refusal(unknown)).toMatchObject({ status: 400, code: 'resource_missing', param: 'starting_after' });
});

test('[list-cursor] walking the pages, either way, meets every price once, newest first', async () => {
  const product = await account.stripe.products.create({ name: 'Mug' });
  const ids: string[] = [];
  for (let amount = 1; amount <= 23; amount += 1) {
    const price = await account.stripe.prices.create({
      product: product.id,
      currency: 'usd',
      unit_amount: amount,
      active: amount % 3 !== 0,
    });
    ids.unshift(price.id);
  }
  const active = ids.filter((_, index) => (23 - index) % 3 !== 0);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.boolean(), async (limit, onlyActive) => {
      const filter = onlyActive ? { limit, active: true } : { limit };
      const expected = onlyActive ? active : ids;
      const forwards = await account.stripe.prices.list(filter).autoPagingToArray({ limit: 100 });
      expect(forwards.map(({ id }) => id)).toEqual(expected);

      const backwards: string[] = [];
      let before = expected.at(-1) ?? '';
      for (let more = true; more;) {
        const page = await account.stripe.prices.list({ ...filter, ending_before: before });
        backwards.unshift(...page.data.map(({ id }) => id));
        before = page.data[0]?.id ?? '';
        more = page.has_more;
      }
      expect(backwards).toEqual(expected.slice(0, -1));
    }),
    { numRuns: 20 },
  );
});

test('[line-items-handful] an expanded session has ten lines and says that there are more; all of them are listed', async () => {
  const lines = Array.from({ length: 37 }, (_, index) => ({ price_data: MUG, quantity: index + 1 }));
  const created = await account.session({ line_items: lines, expand: ['line_items'] });
  expect([created.line_items?.data.length, created.line_items?.has_more]).toEqual([10, true]);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 50 }), async (limit) => {
      const all = await account.stripe.checkout.sessions
        .listLineItems(created.id, { limit })
        .autoPagingToArray({ limit: 100 });
      expect(all.map(({ quantity }) => quantity)).toEqual(lines.map(({ quantity }) => quantity));
    }),
    { numRuns: 10 },
  );
  const few = await account.session({ line_items: lines.slice(0, 10), expand: ['line_items'] });
  expect([few.line_items?.data.length, few.line_items?.has_more]).toEqual([10, false]);
});
