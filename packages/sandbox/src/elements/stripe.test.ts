import { expect, test } from 'vitest';
import { useShop } from './shop-page.fixture.js';

const shop = useShop();

test('[publishable-key] Stripe() refuses a secret key, an empty one and what is no string', async () => {
  const page = await shop.open();
  const refusals = await page.evaluate(() => {
    const keys: unknown[] = ['sk_test_secret', 'rk_test_restricted', '', 'test', undefined, 4242, null];
    return Promise.all(
      keys.map((key) => window.refusalOf(() => Reflect.apply(window.Stripe ?? Object, undefined, [key]))),
    );
  });
  expect(refusals.map((refusal) => refusal?.name)).toEqual(Array.from({ length: 7 }, () => 'IntegrationError'));
  // Told for what it is, and not repeated where others might read it.
  for (const refusal of refusals.slice(0, 2)) {
    expect(refusal?.message).toContain('secret key');
    expect(refusal?.message).not.toContain('_test_');
  }
});

test('[renamed-methods] names of earlier releases throw IntegrationError and say what took their place', async () => {
  const page = await shop.open();
  const refusals = await page.evaluate(async () => {
    const stripe = await window.loadStripe('pk_test_sandbox');
    return Promise.all(
      ['initCheckout', 'initEmbeddedCheckout', 'redirectToCheckout'].map((name) =>
        window.refusalOf(() => Reflect.apply(Reflect.get(stripe ?? {}, name), stripe, [{}])),
      ),
    );
  });
  expect(refusals).toMatchObject([
    { name: 'IntegrationError', message: expect.stringContaining('initCheckoutElementsSdk') },
    { name: 'IntegrationError', message: expect.stringContaining('createEmbeddedCheckoutPage') },
    { name: 'IntegrationError', message: expect.stringContaining('redirectToCheckout') },
  ]);
});

test('[stripe-js-url] the script is at /endive/stripe.js, knows its sandbox, and leaves a Stripe that is there alone', async () => {
  const page = await shop.open();
  expect(await page.evaluate(() => Reflect.get(window.Stripe ?? {}, 'version'))).toBe('endive');
  const script = await (await shop.account.raw('/endive/stripe.js')).text();
  expect(script).toContain(JSON.stringify(shop.account.url));
  expect(script).not.toContain('__STRIPE_SANDBOX_ORIGIN__');
  const kept = await page.evaluate(async (sandbox) => {
    const first = window.Stripe;
    const again = document.createElement('script');
    const policy = Reflect.get(window, 'trustedTypes').createPolicy('test', { createScriptURL: (url: string) => url });
    again.src = policy.createScriptURL(`${sandbox}/endive/stripe.js`);
    await new Promise((resolve) => {
      again.addEventListener('load', resolve);
      document.head.append(again);
    });
    return first === window.Stripe;
  }, shop.account.url);
  expect(kept).toBe(true);
});
