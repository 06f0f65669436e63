import { createServer } from 'node:http';
import type { CatalogReply } from '@stripe-cart/contract';
import { parseCatalogReply } from '@stripe-cart/contract/parse';
import Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';
import type { Runtime } from '../test-stack/runtime.js';
import { CATALOG, openShop, TEST_KEYS, type TestShop } from '../test-stack/shop.js';

export function catalogSuite(runtime: Runtime): void {
  describe(`catalogue on ${runtime.name}`, () => {
    let shop: TestShop | undefined;
    afterEach(() => shop?.close());

    const itemsOf = async (of: TestShop): Promise<CatalogReply['items']> => {
      const parsed = parseCatalogReply(await (await of.send('/v1/catalog')).json());
      if (!parsed.ok) throw new Error(`the catalogue is not what the contract says: ${JSON.stringify(parsed.problem)}`);
      return parsed.value.items;
    };

    it('sells what the file lists, in the words of the contract', async () => {
      shop = await openShop(runtime);
      const items = await itemsOf(shop);
      expect(items.map(({ id, available }) => [id, available])).toEqual([
        ['mug', true],
        ['bowl', true],
        ['jug', true],
        ['plate', false],
      ]);
      expect(items[1]).toMatchObject({ unitAmount: 3200, quantity: { min: 2, max: 10, step: 2 } });
      expect(items[2]?.options).toEqual([
        {
          kind: 'choice',
          name: 'Glaze',
          required: true,
          values: [
            { value: 'Blue', delta: 0 },
            { value: 'Gold', delta: 1500 },
          ],
        },
        { kind: 'text', name: 'Engraving', required: false, maxLength: 40 },
      ]);
      expect(await shop.stripeCalls()).toBe(0);
    });

    it('sells marked Stripe prices and no other, and says why one is left out', async () => {
      shop = await openShop(runtime, { CART_CATALOG: 'stripe' });
      const stripe = stripeAt(shop);
      const marked = { stripe_cart: '1' };
      const mug = await stripe.products.create({ name: 'Mug', description: 'Holds tea', metadata: marked });
      const secret = await stripe.products.create({ name: 'Not for this shop' });
      const price = (product: string, more: Partial<Stripe.PriceCreateParams>) =>
        stripe.prices.create({ product, currency: 'eur', unit_amount: 1800, ...more });
      await price(mug.id, {
        lookup_key: 'mug',
        metadata: { stripe_cart_min: '2', stripe_cart_max: '8', stripe_cart_step: '2' },
      });
      const plain = await price(secret.id, { unit_amount: 700, metadata: marked });
      await price(secret.id, { unit_amount: 1 });
      await price(mug.id, {
        recurring: { interval: 'month' },
        lookup_key: 'club',
        metadata: { stripe_cart_trial_days: '14' },
      });
      await price(mug.id, { lookup_key: 'odd', metadata: { stripe_cart_min: 'two' } });
      await price(mug.id, { lookup_key: 'gone', active: false });

      const items = await itemsOf(shop);
      expect(items.map(({ id, unitAmount }) => [id, unitAmount]).sort()).toEqual(
        [
          ['mug', 1800],
          [plain.id, 700],
          ['club', 1800],
        ].sort(),
      );
      expect(items.find(({ id }) => id === 'club')).toMatchObject({
        recurring: { interval: 'month', intervalCount: 1, trialDays: 14 },
      });
      expect(items.find(({ id }) => id === 'mug')).toMatchObject({
        name: 'Mug',
        description: 'Holds tea',
        quantity: { min: 2, max: 8, step: 2 },
        options: [],
        available: true,
      });
      await expect.poll(() => shop?.log()).toContain('"reason":"unusable_quantity_metadata"');
    });

    it('asks Stripe once for any number of visitors, and not again while the answer is fresh', async () => {
      shop = await openShop(runtime, { CART_CATALOG: 'stripe' });
      const stripe = stripeAt(shop);
      await stripe.prices.create({
        currency: 'eur',
        unit_amount: 1800,
        lookup_key: 'mug',
        product_data: { name: 'Mug', metadata: { stripe_cart: '1' } },
      });
      const before = await shop.stripeCalls();
      const here = shop;
      await Promise.all(Array.from({ length: 20 }, () => itemsOf(here)));
      await itemsOf(shop);
      expect((await shop.stripeCalls()) - before).toBe(1);
    });

    it('reads a catalogue from the shop, and from nowhere that the shop redirects to', async () => {
      let asked = 0;
      const site = createServer((request, response) => {
        asked += 1;
        if (request.url === '/moved.json') response.writeHead(302, { location: '/catalog.json' }).end();
        else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(CATALOG));
      });
      await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
      const address = site.address();
      const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      try {
        const settings = { CART_ORIGINS: origin, CART_RETURN_URL: `${origin}/thanks.html` };
        shop = await openShop(runtime, { ...settings, CART_CATALOG: `${origin}/catalog.json` });
        expect((await itemsOf(shop)).map(({ id }) => id)).toContain('mug');
        await shop.close();

        shop = await openShop(runtime, { ...settings, CART_CATALOG: `${origin}/moved.json` });
        const refused = await shop.send('/v1/catalog');
        expect(refused.status).toBe(503);
        expect(await refused.json()).toMatchObject({ code: 'catalog_unavailable', retryable: true });
        expect(refused.headers.get('retry-after')).toBe('5');
        expect(asked).toBe(2);
        await expect.poll(() => shop?.log()).toContain('status 302');
      } finally {
        site.closeAllConnections();
        site.close();
      }
    });

    it.each([
      ['an error', 500, JSON.stringify(CATALOG)],
      ['a page', 200, '<!doctype html><title>Not found</title>'],
      ['nothing', 200, ''],
      ['bytes that are not UTF-8', 200, Buffer.from(JSON.stringify(CATALOG).replace('Mug', 'M\u00fcg'), 'latin1')],
      ['a price below nothing', 200, JSON.stringify(CATALOG).replace('1800', '-1800')],
    ])('sells nothing where the shop answers with %s instead of its catalogue', async (_, status, body) => {
      const site = createServer((_request, response) => response.writeHead(status).end(body));
      await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
      const address = site.address();
      const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      try {
        shop = await openShop(runtime, {
          CART_ORIGINS: origin,
          CART_RETURN_URL: `${origin}/thanks.html`,
          CART_CATALOG: `${origin}/catalog.json`,
        });
        const buying = await shop.post(
          '/v1/checkout',
          {
            mode: 'hosted',
            attempt: crypto.randomUUID(),
            lines: [{ item: 'mug', options: [], quantity: 1 }],
            expected: { currency: 'eur', subtotal: 1800 },
          },
          { origin },
        );
        for (const refused of [await shop.send('/v1/catalog'), buying]) {
          expect(refused.status).toBe(503);
          expect(await refused.json()).toMatchObject({ code: 'catalog_unavailable', retryable: true });
        }
        expect(await shop.stripeCalls()).toBe(0);
      } finally {
        site.closeAllConnections();
        site.close();
      }
    });

    it('names the item whose price was archived since the catalogue was read, and starts no payment', async () => {
      shop = await openShop(runtime, { CART_CATALOG: 'stripe' });
      const stripe = stripeAt(shop);
      const { id } = await stripe.prices.create({
        currency: 'eur',
        unit_amount: 1800,
        product_data: { name: 'Mug', metadata: { stripe_cart: '1' } },
      });
      expect((await itemsOf(shop)).map((item) => item.id)).toEqual([id]);
      await stripe.prices.update(id, { active: false });
      const refused = await shop.post('/v1/checkout', {
        mode: 'hosted',
        attempt: crypto.randomUUID(),
        lines: [{ item: id, options: [], quantity: 1 }],
        expected: { currency: 'eur', subtotal: 1800 },
      });
      const text = await refused.text();
      expect(refused.status).toBe(409);
      expect(JSON.parse(text)).toMatchObject({ code: 'item_unavailable', item: id, retryable: false });
      expect(text).not.toMatch(/inactive|line_items/);
      expect((await shop.ledger()).filter(({ object }) => object === 'checkout.session')).toEqual([]);
    });
  });
}

function stripeAt(shop: TestShop): Stripe {
  const { hostname, port } = new URL(shop.sandbox);
  return new Stripe(TEST_KEYS.STRIPE_SECRET_KEY, { host: hostname, port, protocol: 'http', telemetry: false });
}
