import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, SHOP, type TestShop } from '../test-stack/shop.js';

/** Buyers close tabs, and networks break off, in the middle of a request. */
export function abortSuite(runtime: Runtime): void {
  describe(`clients that go away, on ${runtime.name}`, () => {
    let shop: TestShop;
    beforeAll(async () => {
      shop = await openShop(runtime);
    });
    afterAll(() => shop.close());

    const checkout = (attempt: string, signal?: AbortSignal) =>
      shop.send('/v1/checkout', {
        method: 'POST',
        headers: { origin: SHOP, 'content-type': 'application/json' },
        body: JSON.stringify({
          mode: 'hosted',
          attempt,
          lines: [{ item: 'mug', options: [], quantity: 1 }],
          expected: { currency: 'eur', subtotal: 1800 },
        }),
        ...(signal === undefined ? {} : { signal }),
      });

    it('leave nothing broken behind, and find their one payment when they try again', async () => {
      for (let round = 0; round < 20; round += 1) {
        const attempt = crypto.randomUUID();
        const leaving = new AbortController();
        const gone = checkout(attempt, leaving.signal).catch(() => undefined);
        setTimeout(() => leaving.abort(), round);
        await gone;
        let again = await checkout(attempt);
        // The first one may still be on its way to Stripe, which the proxy says as what it is: not yet.
        while (again.status === 409) {
          expect(await again.json()).toMatchObject({ code: 'checkout_in_progress', retryable: true });
          again = await checkout(attempt);
        }
        expect(again.status).toBe(200);
        expect(['open', 'replayed']).toContain(((await again.json()) as { status: string }).status);
      }
      const sessions = (await shop.ledger()).filter(
        ({ kind, object, state }) => kind === 'object' && object === 'checkout.session' && state === 'open',
      );
      expect(sessions).toHaveLength(20);
      expect((await shop.send('/v1/health')).status).toBe(200);
      expect(shop.log()).not.toContain('"level":"error"');
    });
  });
}
