import { ROUTES } from '@stripe-cart/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../test-stack/refusal.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, SHOP, type TestShop } from '../test-stack/shop.js';

/** Origins that resemble the shop's, each in a way that somebody's comparison has fallen for. */
const FOREIGN = [
  'null',
  'https://shop.example.evil.test',
  'https://evilshop.example',
  'http://shop.example',
  'https://shop.example:444',
  'https://SHOP.example',
  'https://shop.example.',
  'https://xn--shp-9la.example',
  'https://shop.example@evil.test',
  'https://shop.example/',
  'https://shop.example, https://evil.test',
  'https://sub.shop.example',
];

const PAGE_ROUTES = Object.values(ROUTES).filter(({ caller }) => caller === 'page');

export function originSuite(runtime: Runtime): void {
  describe(`origins on ${runtime.name}`, () => {
    let shop: TestShop;
    beforeAll(async () => {
      shop = await openShop(runtime, { CART_ORIGINS: `${SHOP},https://www.shop.example` });
    });
    afterAll(() => shop.close());

    it.each([SHOP, 'https://www.shop.example'])('lets a page on %s call and read', async (origin) => {
      const response = await shop.send('/v1/catalog', { headers: { origin } });
      expect(response.status).toBe(200);
      expect(response.headers.get('access-control-allow-origin')).toBe(origin);
      expect(response.headers.get('vary')).toContain('Origin');
    });

    it.each(FOREIGN)('refuses %s on every route that pages call, before anything is done', async (origin) => {
      for (const { method, path } of PAGE_ROUTES) {
        for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
          const response = await shop.send(path, {
            method,
            headers: { origin, 'content-type': type },
            ...(method === 'POST' ? { body: '{}' } : {}),
          });
          expect([path, type, response.status]).toEqual([path, type, 403]);
          expect(await codeOf(response)).toBe('origin_not_allowed');
          expect(response.headers.get('access-control-allow-origin')).toBeNull();
          expect(response.headers.get('vary')).toContain('Origin');
        }
      }
      expect(await shop.stripeCalls()).toBe(0);
    });

    it('refuses a POST that names no origin, as programs send it', async () => {
      for (const { method, path } of PAGE_ROUTES) {
        const headers = { 'content-type': 'application/json' };
        const response = await shop.send(path, method === 'POST' ? { method, headers, body: '{}' } : { method });
        await response.body?.cancel();
        expect([path, response.status]).toEqual([path, method === 'POST' ? 403 : 200]);
      }
      expect(await shop.stripeCalls()).toBe(0);
    });

    it('looks at the origin before the body: a foreign page learns nothing about what it sent', async () => {
      const response = await shop.send('/v1/checkout', {
        method: 'POST',
        headers: { origin: 'https://evil.test', 'content-type': 'application/json' },
        body: ' '.repeat(20_000),
      });
      expect(response.status).toBe(403);
    });

    it('answers the preflight of a page of the shop, to be remembered for two hours', async () => {
      const response = await shop.send('/v1/checkout', {
        method: 'OPTIONS',
        headers: {
          origin: SHOP,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
      expect(response.status).toBe(204);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'access-control-allow-origin': SHOP,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '7200',
      });
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    });

    it.each([['https://evil.test'], [undefined]])('tells the preflight of %s nothing', async (origin) => {
      const response = await shop.send('/v1/checkout', {
        method: 'OPTIONS',
        headers: { 'access-control-request-method': 'POST', ...(origin === undefined ? {} : { origin }) },
      });
      expect(response.status).toBe(403);
      const names = [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));
      expect(names).toEqual([]);
    });

    it('keeps two origins apart in any cache between', async () => {
      for (const path of ['/v1/catalog', '/v1/checkout', '/v1/nowhere']) {
        for (const origin of [SHOP, 'https://evil.test']) {
          const response = await shop.send(path, { headers: { origin } });
          await response.body?.cancel();
          expect(response.headers.get('vary')).toContain('Origin');
          expect(response.headers.get('cache-control')).toBe('no-store');
        }
      }
    });

    it('asks no origin of the webhook, the return and the health check', async () => {
      expect((await shop.send('/v1/health')).status).toBe(200);
      expect((await shop.send('/v1/return')).status).toBe(303);
      const webhook = await shop.send('/v1/webhooks/stripe', { method: 'POST', body: '{}' });
      expect(await webhook.json()).toMatchObject({ code: 'invalid_signature' });
    });
  });
}
