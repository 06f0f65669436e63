import { afterEach, describe, expect, it } from 'vitest';
import { Buyer, MUG } from '../test-stack/buyer.js';
import { json, openOddStripe } from '../test-stack/odd-stripe.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, SHOP, type TestShop } from '../test-stack/shop.js';

const CART = {
  mode: 'hosted',
  attempt: 'a3f0c1de-1111-4222-8333-444455556666',
  lines: [{ item: 'mug', options: [], quantity: 1 }],
  expected: { currency: 'eur', subtotal: 1800 },
};

const OPEN_SESSION = {
  id: 'cs_test_a1B2c3D4e5F6g7H8i9J0',
  object: 'checkout.session',
  ui_mode: 'hosted_page',
  livemode: false,
  status: 'open',
  payment_status: 'unpaid',
  metadata: {},
};

export function settingsSuite(runtime: Runtime): void {
  describe(`settings on ${runtime.name}`, () => {
    let shop: TestShop | undefined;
    afterEach(() => shop?.close());

    it('shows a page what it may know of the shop, and not one field more', async () => {
      shop = await openShop(runtime);
      const config = {
        version: '0.1.0',
        shop: 'pottery',
        livemode: false,
        publishableKey: expect.stringMatching(/^pk_test_/),
        modes: ['hosted', 'embedded', 'elements', 'intent'],
        closed: null,
        checkoutOrigins: ['https://checkout.stripe.com', shop.sandbox],
        portal: false,
      };
      expect(await (await shop.send('/v1/config')).json()).toEqual(config);
      expect(await (await shop.send('/v1/catalog')).json()).toEqual({ config, items: expect.any(Array) });
    });

    it.each([
      ['no publishable key', { STRIPE_PUBLISHABLE_KEY: undefined }, ['hosted']],
      ['terms that only Stripe’s page can ask for', { CART_TERMS: 'true' }, ['hosted', 'embedded']],
    ])('sells on Stripe’s page alone with %s, and says so before Stripe is asked', async (_, settings, modes) => {
      shop = await openShop(runtime, settings);
      expect(await (await shop.send('/v1/config')).json()).toMatchObject({ modes });
      const refused = await shop.post('/v1/checkout', { ...CART, mode: 'elements' });
      expect(refused.status).toBe(422);
      expect(await refused.json()).toMatchObject({ code: 'mode_not_offered', modes, retryable: false });
      expect(await shop.stripeCalls()).toBe(0);
      expect((await shop.post('/v1/checkout', CART)).status).toBe(200);
    });

    it('gives away no secret, in no answer and no line of the log', async () => {
      const secrets = {
        STRIPE_SECRET_KEY: 'sk_test_CanarySecretKey0123456789',
        STRIPE_WEBHOOK_SECRET: 'whsec_CanaryWebhookSecret0123456789',
        CART_TOKEN_SECRET: 'CanaryTokenSecret0123456789abcdefghij',
      };
      shop = await openShop(runtime, secrets);
      const texts: string[] = [];
      for (const path of [
        '/v1/config',
        '/v1/catalog',
        '/v1/health',
        '/v1/return',
        '/v1/checkout',
        '/',
        '/stripe-cart.js',
      ]) {
        const response = await shop.send(path, { headers: { origin: SHOP } });
        texts.push(JSON.stringify([...response.headers]), await response.text());
      }
      texts.push(await (await shop.post('/v1/checkout', CART)).text(), shop.log());
      expect(texts.join('\n')).not.toMatch(/Canary/);
    });

    it('goes on answering for what was sold while nothing is sold any more', async () => {
      shop = await openShop(runtime, { CART_CLOSED: 'We are back on Monday.' });
      const refused = await shop.post('/v1/checkout', CART);
      expect(refused.status).toBe(503);
      expect(await refused.json()).toMatchObject({
        code: 'closed',
        message: 'We are back on Monday.',
        retryable: true,
      });
      expect(await shop.stripeCalls()).toBe(0);

      expect(await (await shop.send('/v1/config')).json()).toMatchObject({ closed: 'We are back on Monday.' });
      expect((await shop.send('/v1/return')).status).toBe(303);
      expect((await shop.post('/v1/order', { by: 'order', token: 'a.b.c.d.e' })).status).toBe(404);
      const webhook = await shop.send('/v1/webhooks/stripe', { method: 'POST', body: '{}' });
      expect(await webhook.json()).toMatchObject({ code: 'invalid_signature' });
    });

    it('sends the buyer nowhere but to Stripe’s page, even if Stripe itself were to say so', async () => {
      const elsewhere = 'https://evil.example/pay/cs_test_a1B2c3D4e5F6g7H8i9J0';
      const odd = await openOddStripe((response) => json(response, 200, { ...OPEN_SESSION, url: elsewhere }));
      shop = await openShop(runtime, { STRIPE_API_BASE: odd.url });
      const { status, body } = await new Buyer(shop).ask([MUG]);
      expect([status, body.code]).toEqual([503, 'misconfigured']);
      expect(JSON.stringify(body)).not.toContain('evil');
      await odd.close();
    });
  });
}
