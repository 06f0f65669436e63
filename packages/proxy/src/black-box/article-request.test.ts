import { PROBLEMS, type ProblemCode } from '@stripe-cart/contract';
import * as fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { articleRequests, tamperedArticleForm, tamperedArticleRequest } from '../test-stack/article-request.js';
import { nodeRuntime } from '../test-stack/node-runtime.js';
import { codeOf } from '../test-stack/refusal.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, SHOP, TEST_KEYS, type TestShop } from '../test-stack/shop.js';
import type { TamperedRequest } from '../test-stack/tampered-request.js';
import { workerdRuntime } from '../test-stack/workerd-runtime.js';

/** So many are on their way at once. */
const BATCH = 50;

/** `pnpm --filter @stripe-cart/proxy test:tampering` sends ten times as many. */
const TIMES = Number(process.env['TAMPERING_TIMES'] ?? 1);

const RUNS: readonly (readonly [Runtime, number])[] = [
  [nodeRuntime, 300 * TIMES],
  [workerdRuntime, 100 * TIMES],
];

describe.each(RUNS)('the line items of a careless server', (runtime, count) => {
  it(`${count} requests for a link and ${count} forms with them on ${runtime.name}: none is taken, nothing is made`, async () => {
    const shop = await openShop(runtime, { CART_PAYMENT_LINKS: 'true', CART_CATALOG: undefined });
    const seed = Number(process.env['TAMPERING_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    const refusals = new Map<string, number>();
    try {
      const targets = await openForSale(shop);
      // Read once, before what is made can be counted.
      expect((await shop.send('/v1/catalog', { headers: { origin: SHOP } })).status).toBe(200);
      const before = (await shop.ledger()).length;

      for (const body of articleRequests(targets)) {
        const response = await shop.post('/v1/checkout', body);
        expect([response.status, await codeOf(response)]).toEqual([422, 'invalid_request']);
      }
      for (const arbitrary of [tamperedArticleRequest(targets), tamperedArticleForm(targets)]) {
        await fc.assert(
          fc.asyncProperty(fc.array(arbitrary, { minLength: BATCH, maxLength: BATCH }), async (requests) => {
            await Promise.all(requests.map((request) => refused(shop, request, refusals)));
          }),
          { seed, numRuns: count / BATCH, endOnFailure: true },
        );
      }
      expect([...refusals.values()].reduce((sum, times) => sum + times, 0)).toBe(2 * count);
      expect((await shop.ledger()).slice(before)).toEqual([]);
      // The same shop sells: the price that is marked, and only that.
      const sold = await shop.post('/v1/checkout', {
        mode: 'link',
        attempt: crypto.randomUUID(),
        lines: [{ item: targets.item, options: [], quantity: 1 }],
        expected: { currency: 'eur', subtotal: 1800 },
      });
      expect(sold.status).toBe(200);
      const codes = [...refusals].map(([code, times]) => `${code} ${times}`).join(', ');
      process.stdout.write(
        `the article's line items on ${runtime.name}: seed ${seed}, ${2 * count} sent, 0 accepted, 0 objects made (${codes})\n`,
      );
    } finally {
      await shop.close();
    }
  });
});

/** Refused with a code of ours, with nowhere to go, and by no failure. */
async function refused(shop: TestShop, request: TamperedRequest, refusals: Map<string, number>): Promise<void> {
  const response = await shop.send(request.path, request);
  const { status, headers } = response;
  const code = await codeOf(response);
  expect([code, status]).toEqual([code, PROBLEMS[code as ProblemCode][0]]);
  expect(status).toBeLessThan(500);
  expect(headers.get('location')).toBeNull();
  refusals.set(code, (refusals.get(code) ?? 0) + 1);
}

/** An account with a mug that is for sale, and something for a cent that is not. */
async function openForSale(shop: TestShop) {
  const { hostname, port } = new URL(shop.sandbox);
  const stripe = new Stripe(TEST_KEYS.STRIPE_SECRET_KEY, { host: hostname, port: Number(port), protocol: 'http' });
  const price = async (name: string, amount: number, more: object) => {
    const product = await stripe.products.create({ name, ...more });
    const key = name.toLowerCase();
    return stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: amount, lookup_key: key });
  };
  const mug = await price('Mug', 1800, { metadata: { stripe_cart: '1' } });
  const cheap = await price('Cheap', 100, {});
  return { item: 'mug', price: mug.id, unmarked: cheap.id };
}
