import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CheckoutMode } from '@stripe-cart/contract';
import { Buyer, callsDuring, MUG, payableIn } from '../test-stack/buyer.js';
import { confirmInPage } from '../test-stack/intent-page.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, SHOP, type TestShop } from '../test-stack/shop.js';

const SWITCHES: readonly (readonly [CheckoutMode, CheckoutMode])[] = [
  ['hosted', 'link'],
  ['link', 'hosted'],
  ['elements', 'link'],
  ['link', 'elements'],
  ['hosted', 'intent'],
  ['intent', 'hosted'],
  ['embedded', 'intent'],
  ['intent', 'elements'],
  ['link', 'intent'],
  ['intent', 'link'],
  ['elements', 'embedded'],
];

/** All the ways to pay, under one attempt: whatever is changed to what, one of them can be paid. */
export function modeSwitchSuite(runtime: Runtime): void {
  describe(`an attempt that changes its way to pay on ${runtime.name}`, () => {
    let shop: TestShop;
    let buyer: Buyer;
    beforeAll(async () => {
      shop = await openShop(runtime, { CART_PAYMENT_LINKS: 'true' });
    });
    beforeEach(async () => {
      await shop.control('reset');
      buyer = new Buyer(shop);
    });
    afterAll(() => shop.close());

    it.each(SWITCHES)('from %s to %s, the first is closed before the second is made', async (from, to) => {
      buyer.mode = from;
      await buyer.goToPay([MUG]);
      buyer.mode = to;
      const { wayIn, session } = await buyer.goToPay([MUG]);
      expect(await payableIn(shop)).toHaveLength(1);
      if (to === 'intent') await confirmInPage(shop, { clientSecret: wayIn, returnUrl: SHOP }, 'card');
      else await shop.control('buyer', { session, action: 'pay' });
      buyer.mode = from;
      expect((await buyer.ask([MUG])).body.status).toBe('paid');
      expect(await payableIn(shop)).toEqual([]);
    });

    it.each(SWITCHES)('from %s to %s without a token is a conflict, and makes nothing', async (from, to) => {
      buyer.mode = from;
      await buyer.goToPay([MUG]);
      const before = await payableIn(shop);
      const forgetful = new Buyer(shop, to);
      forgetful.attempt = buyer.attempt;
      const calls = await callsDuring(shop, async () => {
        expect((await forgetful.ask([MUG])).body.code).toBe('attempt_conflict');
      });
      expect(calls).toHaveLength(1);
      expect(await payableIn(shop)).toEqual(before);
    });

    it.each(SWITCHES)('from %s and %s at the same moment, one can be paid', async (one, other) => {
      const tabs = [one, other].map((mode) => Object.assign(new Buyer(shop, mode), { attempt: buyer.attempt }));
      await Promise.all(tabs.map((tab) => tab.ask([MUG])));
      expect(await payableIn(shop)).toHaveLength(1);
    });
  });
}
