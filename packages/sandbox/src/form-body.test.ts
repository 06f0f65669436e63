import fc from 'fast-check';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { readForm } from './form-body.js';

/** What the real SDK sends for these parameters. */
async function encoded(params: Record<string, unknown>): Promise<string> {
  const bodies: string[] = [];
  const httpClient = Stripe.createFetchHttpClient(async (_url: unknown, init?: RequestInit) => {
    bodies.push(String(init?.body ?? ''));
    return new Response('{"object":"product"}', { headers: { 'content-type': 'application/json' } });
  });
  await new Stripe('sk_test_1', { httpClient, telemetry: false }).products.create(
    params as unknown as Stripe.ProductCreateParams,
  );
  return bodies.join('');
}

// Not the names that every object has: the SDK's own encoder loses some of them. Nor brackets, which are its syntax.
const key = fc
  .string({ minLength: 1, maxLength: 12, unit: 'binary' })
  .filter((name) => !/[[\]]/.test(name) && !(name in {}));
const leaf = fc.string({ unit: 'binary', maxLength: 20 });
const params = fc.dictionary(
  key,
  fc.oneof(
    leaf,
    fc.dictionary(key, leaf, { minKeys: 1 }),
    fc.array(fc.dictionary(key, leaf, { minKeys: 1, maxKeys: 3 }), { minLength: 1, maxLength: 25 }),
  ),
  { minKeys: 1, maxKeys: 5 },
);

test('[form-encoding] what the SDK writes is read back as it was, whatever the keys and texts', async () => {
  await fc.assert(
    fc.asyncProperty(params, async (input) => {
      const form = JSON.parse(JSON.stringify(readForm(await encoded(input)))) as unknown;
      expect(form).toEqual(JSON.parse(JSON.stringify(input)));
    }),
    { numRuns: 300 },
  );
});

test('[form-encoding] a hundred lines stay a hundred lines in their order', async () => {
  const line_items = Array.from({ length: 100 }, (_, index) => ({ price: `price_${index}` }));
  expect(readForm(await encoded({ line_items }))['line_items']).toMatchObject(line_items);
});
