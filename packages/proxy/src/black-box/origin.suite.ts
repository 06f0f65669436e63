import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  'https://sub.shop.example',
];

export function originSuite(runtime: Runtime): void {
  describe(`origins on ${runtime.name}`, () => {
    let shop: TestShop;
    beforeAll(async () => {
      shop = await openShop(runtime);
    });
    afterAll(() => shop.close());

    it('lets a page of the shop read the catalogue', async () => {
      const response = await shop.send('/v1/catalog', { headers: { origin: SHOP } });
      expect(response.status).toBe(200);
      expect(response.headers.get('access-control-allow-origin')).toBe(SHOP);
      expect(response.headers.get('vary')).toContain('Origin');
    });

    it.each(FOREIGN)('refuses %s before anything is done', async (origin) => {
      const calls = await shop.stripeCalls();
      for (const [method, path] of [
        ['GET', '/v1/catalog'],
        ['GET', '/v1/config'],
        ['POST', '/v1/checkout'],
        ['POST', '/v1/order'],
      ] as const) {
        const response = await shop.send(path, { method, headers: { origin, 'content-type': 'application/json' } });
        expect([path, response.status]).toEqual([path, 403]);
        expect(await response.json()).toMatchObject({ code: 'origin_not_allowed', status: 403, retryable: false });
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
        expect(response.headers.get('vary')).toContain('Origin');
      }
      expect(await shop.stripeCalls()).toBe(calls);
    });
  });
}
