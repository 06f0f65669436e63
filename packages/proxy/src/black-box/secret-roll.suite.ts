import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, MUG } from '../test-stack/buyer.js';
import type { RunningProxy, Runtime } from '../test-stack/runtime.js';
import { openShop, SOUND_SETTINGS, type TestShop } from '../test-stack/shop.js';

const OLD = String(SOUND_SETTINGS['CART_TOKEN_SECRET']);
const NEW = 'Zt8Rk1Wc6Xp3Lm9Qv4Hs7Nb2Jd5Fg0Ya';

/** A new `CART_TOKEN_SECRET` with the old one after it: the proxy is started anew, and no buyer notices. */
export function secretRollSuite(runtime: Runtime): void {
  describe(`a roll of CART_TOKEN_SECRET on ${runtime.name}`, () => {
    let shop: TestShop;
    let running: RunningProxy[];
    let rolled: TestShop;
    let forgetful: TestShop;

    beforeAll(async () => {
      shop = await openShop(runtime);
      const start = (secrets: string) =>
        runtime.start({ ...SOUND_SETTINGS, STRIPE_API_BASE: shop.sandbox, CART_TOKEN_SECRET: secrets });
      running = await Promise.all([start(`${NEW},${OLD}`), start(NEW)]);
      const behind = (proxy = ''): TestShop => ({
        ...shop,
        proxy,
        post: (path, body) =>
          fetch(`${proxy}${path}`, {
            method: 'POST',
            headers: { origin: 'https://shop.example', 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
      });
      [rolled, forgetful] = [behind(running[0]?.url), behind(running[1]?.url)];
    });
    afterAll(async () => {
      await Promise.all(running.map((proxy) => proxy.close()));
      await shop.close();
    });

    /** The same browser, after the shop's proxy was started anew. */
    const at = (there: TestShop, { attempt, resume }: Buyer) => Object.assign(new Buyer(there), { attempt, resume });

    it('leaves an open payment where it was', async () => {
      const buyer = new Buyer(shop);
      const before = await buyer.goToPay([MUG]);
      expect(await at(rolled, buyer).goToPay([MUG])).toEqual(before);
    });

    it('knows a buyer who went to pay before it and comes back after it', async () => {
      const buyer = new Buyer(shop);
      const { session } = await buyer.goToPay([MUG]);
      const { redirect } = (await shop.control('buyer', { session, action: 'pay' })) as { redirect: string };
      const { pathname, search } = new URL(redirect);
      const fragment = await buyer.comeBack(`${rolled.proxy}${pathname}${search}`);
      const token = fragment.replace('#order=', '');
      expect((await at(rolled, buyer).order({ by: 'order', token })).body).toMatchObject({ status: 'paid' });
    });

    it('opens what was sealed before it, and what is not listed any more opens nothing', async () => {
      const buyer = new Buyer(shop);
      const { session } = await buyer.goToPay([MUG]);
      const token = (await buyer.pay(session)).replace('#order=', '');
      for (const request of [
        { by: 'order', token },
        { by: 'resume', token: buyer.resume ?? '' },
      ]) {
        expect((await at(rolled, buyer).order(request)).body).toMatchObject({ status: 'paid', attempt: buyer.attempt });
        expect((await at(forgetful, buyer).order(request)).body).toMatchObject({ code: 'order_not_found' });
      }
      expect((await at(rolled, buyer).ask([MUG])).body.status).toBe('paid');
    });
  });
}
