import { afterEach, describe, expect, it } from 'vitest';
import { Buyer, MUG } from '../test-stack/buyer.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, SHOP, type TestShop } from '../test-stack/shop.js';

/** A checkout that is refused by the catalogue, so that it costs a place in the budget and no Stripe call. */
const CHEAP = {
  mode: 'hosted',
  attempt: 'a3f0c1de-1111-4222-8333-444455556666',
  lines: [{ item: 'nothing', options: [], quantity: 1 }],
  expected: { currency: 'eur', subtotal: 0 },
};

export function limitsSuite(runtime: Runtime): void {
  /** On Node the client is the socket's peer; behind Cloudflare it is whom Cloudflare names. */
  const as = (address: string): Record<string, string> =>
    runtime.name === 'workerd' ? { 'cf-connecting-ip': address } : { 'x-forwarded-for': address };

  describe(`limits on ${runtime.name}`, () => {
    let shop: TestShop | undefined;
    afterEach(() => shop?.close());

    const open = async (settings: Record<string, string>) =>
      (shop = await openShop(runtime, { CART_TRUSTED_HOPS: '1', ...settings }));
    const statuses = async (of: TestShop, path: string, body: unknown, addresses: readonly string[]) => {
      const answers: number[] = [];
      for (const address of addresses) {
        const response = await of.post(path, body, as(address));
        await response.body?.cancel();
        answers.push(response.status);
      }
      return answers;
    };

    it('lets one client start so many payments a minute, and others go on', async () => {
      const here = await open({ CART_CHECKOUTS_PER_MINUTE: '3' });
      expect(await statuses(here, '/v1/checkout', CHEAP, Array(4).fill('203.0.113.7'))).toEqual([422, 422, 422, 429]);
      const refused = await here.post('/v1/checkout', CHEAP, as('203.0.113.7'));
      expect(await refused.json()).toMatchObject({ code: 'rate_limited', retryable: true });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.headers.get('access-control-allow-origin')).toBe(SHOP);
      expect(await statuses(here, '/v1/checkout', CHEAP, ['203.0.113.8'])).toEqual([422]);
      expect(await here.stripeCalls()).toBe(0);
    });

    it('counts a network of IPv6 as one client', async () => {
      const here = await open({ CART_CHECKOUTS_PER_MINUTE: '2' });
      const rotating = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '2001:0db8:0001:0002:a:b:c:d'];
      expect(await statuses(here, '/v1/checkout', CHEAP, rotating)).toEqual([422, 422, 429]);
      expect(await statuses(here, '/v1/checkout', CHEAP, ['2001:db8:1:3::1'])).toEqual([422]);
    });

    it('has an own budget for orders, which starting payments cannot use up', async () => {
      const here = await open({ CART_CHECKOUTS_PER_MINUTE: '1' });
      expect(await statuses(here, '/v1/checkout', CHEAP, Array(2).fill('203.0.113.7'))).toEqual([422, 429]);
      const order = { by: 'order', token: 'a.b.c.d.e' };
      expect(await statuses(here, '/v1/order', order, Array(4).fill('203.0.113.7'))).toEqual([404, 404, 404, 429]);
      expect((await here.send('/v1/return', { headers: as('203.0.113.9') })).status).toBe(303);
    });

    it('sends buyers who have paid on to the shop, however many come back at once', async () => {
      const here = await open({ CART_CHECKOUTS_PER_MINUTE: '1' });
      const buyer = new Buyer(here);
      const { session } = await buyer.goToPay([MUG]);
      const { redirect } = (await here.control('buyer', { session, action: 'pay' })) as { redirect: string };
      const [before, back] = [await here.stripeCalls(), new URL(redirect)];
      for (let time = 0; time < 12; time += 1) {
        const forged = await here.send('/v1/return?nonce=forged', { headers: as('203.0.113.7') });
        expect(forged.headers.get('location')).toMatch(/#order=unverified$/);
      }
      for (let time = 0; time < 12; time += 1) {
        const response = await here.send(`${back.pathname}${back.search}`, { headers: as('203.0.113.7') });
        expect(response.status).toBe(303);
        expect(response.headers.get('location')).toMatch(/#order=ey/);
      }
      const calls = (await here.stripeCalls()) - before;
      expect(calls).toBeGreaterThan(0);
      expect(calls).toBeLessThan(12);
    });

    it('sheds what everybody together asks too much of, before it reaches Stripe', async () => {
      const here = await open({ CART_CHECKOUTS_PER_SECOND: '5' });
      const many = Array.from({ length: 40 }, (_, index) =>
        here.post('/v1/checkout', CHEAP, as(`198.51.100.${index}`)),
      );
      const answers = await Promise.all(many);
      const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as { code: string }[];
      const shed = bodies.filter(({ code }) => code === 'overloaded').length;
      expect(shed).toBeGreaterThan(0);
      expect(bodies.filter(({ code }) => code === 'unknown_item').length).toBe(40 - shed);
      expect(answers.find(({ status }) => status === 503)?.headers.get('retry-after')).toBe('1');
      expect(await here.stripeCalls()).toBe(0);
    });

    it('never limits what costs nothing, nor Stripe itself', async () => {
      const here = await open({ CART_CHECKOUTS_PER_MINUTE: '1', CART_CHECKOUTS_PER_SECOND: '1' });
      for (let round = 0; round < 20; round += 1) {
        expect((await here.send('/v1/catalog', { headers: as('203.0.113.7') })).status).toBe(200);
        const webhook = await here.send('/v1/webhooks/stripe', {
          method: 'POST',
          body: '{}',
          headers: as('203.0.113.7'),
        });
        await webhook.body?.cancel();
        expect(webhook.status).toBe(400);
      }
    });

    it('believes no address that the client wrote itself', async () => {
      const here = await open({
        CART_CHECKOUTS_PER_MINUTE: '2',
        CART_TRUSTED_HOPS: runtime.name === 'node' ? '0' : '2',
      });
      const forged = (address: string): Record<string, string> =>
        runtime.name === 'node'
          ? { 'x-forwarded-for': address, 'cf-connecting-ip': address }
          : { 'x-forwarded-for': address, 'cf-connecting-ip': '203.0.113.7' };
      const answers: number[] = [];
      for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
        const response = await here.post('/v1/checkout', CHEAP, forged(address));
        await response.body?.cancel();
        answers.push(response.status);
      }
      expect(answers).toEqual([422, 422, 429]);
    });
  });
}
