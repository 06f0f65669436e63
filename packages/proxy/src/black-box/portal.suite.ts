import { beforeAll, describe, expect, it } from 'vitest';
import { parsePortalReply } from '@stripe-cart/contract/parse';
import { createProxy } from '../index.js';
import { callsDuring, MUG } from '../test-stack/buyer.js';
import { SHOP, SOUND_SETTINGS, type TestShop } from '../test-stack/shop.js';
import { CLUB, Subscriber } from '../test-stack/subscribers.js';
import { BILLING, OTHER_ORIGIN, type Stand } from '../test-stack/billing-shop.js';

const YEARS_MS = 3 * 365 * 24 * 3600 * 1000;

/** Who may change the future of a subscription: the browser that began it, from the page's origin it began it on. */
export function portalSuite(stand: Stand): void {
  describe('the customer portal', () => {
    let shop: TestShop;
    beforeAll(() => {
      ({ shop } = stand());
    });

    const ask = (token: string, origin = SHOP) => shop.post('/v1/portal', { token }, { origin });

    it('opens to the resume token of the attempt that subscribed, by two calls', async () => {
      await shop.control('portal');
      const buyer = new Subscriber(shop);
      await buyer.subscribe([CLUB]);
      let reply: unknown;
      const calls = await callsDuring(shop, async () => {
        reply = await (await ask(buyer.resume ?? '')).json();
      });
      expect(calls).toEqual(['checkout.sessions.retrieve', 'billingPortal.sessions.create']);
      expect(parsePortalReply(reply)).toMatchObject({ ok: true });
      const { url } = reply as { url: string };
      expect(url.startsWith(shop.sandbox)).toBe(true);
      expect((await fetch(url)).status).toBe(200);
    });

    it('is the owner’s to set up: without its settings Stripe has none', async () => {
      const buyer = new Subscriber(shop);
      await buyer.subscribe([CLUB]);
      const answer = await ask(buyer.resume ?? '');
      expect([answer.status, await answer.json()]).toMatchObject([502, { code: 'stripe_rejected', retryable: false }]);
    });

    it('opens years later too: a subscription has no other end', async () => {
      await shop.control('portal');
      const [buyer, once] = [new Subscriber(shop), new Subscriber(shop)];
      await buyer.subscribe([CLUB]);
      await once.subscribe([MUG]);
      const env = { ...SOUND_SETTINGS, ...BILLING, STRIPE_API_BASE: shop.sandbox, CART_PUBLIC_URL: shop.proxy };
      const later = createProxy({ env, log: () => undefined, now: () => Date.now() + YEARS_MS });
      const post = async (route: string, body: unknown) =>
        later.request(route, {
          method: 'POST',
          headers: { origin: SHOP, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
      expect((await post('/v1/portal', { token: buyer.resume })).status).toBe(200);
      const asked = await post('/v1/order', { by: 'resume', token: once.resume });
      expect(asked.status).toBe(404);
    });

    it('opens to nothing else, and every wrong token gets one answer', async () => {
      const [subscriber, open, once] = [new Subscriber(shop), new Subscriber(shop), new Subscriber(shop)];
      const { session, order } = await subscriber.subscribe([CLUB]);
      await open.begin([CLUB]);
      await once.subscribe([MUG]);
      const mine = subscriber.resume ?? '';
      const wrong: Readonly<Record<string, () => Promise<Response>>> = {
        'the token of the order': () => ask(order),
        'a session': () => ask(session),
        'a token that was changed': () => ask(`${mine.slice(0, 40)}${mine[40] === 'A' ? 'B' : 'A'}${mine.slice(41)}`),
        'a page of another origin': () => ask(mine, OTHER_ORIGIN),
        'a subscription that nobody paid': () => ask(open.resume ?? ''),
        'a cart that is paid once': () => ask(once.resume ?? ''),
      };
      const calls = await callsDuring(shop, async () => {
        for (const [name, asked] of Object.entries(wrong)) {
          const answer = await asked();
          const { code } = (await answer.json()) as { code: string };
          expect([name, answer.status, code]).toEqual([name, 404, 'order_not_found']);
        }
      });
      expect(calls).toEqual(['checkout.sessions.retrieve', 'checkout.sessions.retrieve']);
    });

    it('opens to nobody who was only given the receipt’s address: what that shows leads to no resume token', async () => {
      await shop.control('portal');
      const subscriber = new Subscriber(shop);
      const { order } = await subscriber.subscribe([CLUB]);
      const { attempt } = (await subscriber.order({ by: 'order', token: order })).body;
      for (const mode of ['hosted', 'elements', 'embedded'] as const) {
        const stranger = new Subscriber(shop, mode);
        stranger.attempt = String(attempt) || stranger.attempt;
        const { resume } = (await stranger.ask([CLUB])).body;
        expect((await ask(resume ?? '')).status).toBe(404);
      }
    });
  });
}
