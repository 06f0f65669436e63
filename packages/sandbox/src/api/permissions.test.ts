import { describe, expect, test } from 'vitest';
import { clientFor, refusal, useAccount } from '../account.fixture.js';
import { permissionFor } from './permissions.js';

const account = useAccount();
const KEY = 'rk_test_checkout';
const declare = (permissions: unknown, key = KEY) => account.control('keys', { key, permissions });

describe('[restricted-key] a restricted key', () => {
  test('[restricted-key] may do what was declared, and writing is also reading', async () => {
    await declare(['rak_checkout_session_write', 'rak_plan_read']);
    const restricted = clientFor(account.url, KEY);
    const { id } = await account.session();
    await restricted.checkout.sessions.retrieve(id);
    await restricted.checkout.sessions.expire(id);
    await restricted.prices.list();
  });

  test('[restricted-key] is refused the rest with 403, which names the permission and hides the key', async () => {
    await declare(['rak_plan_read']);
    const restricted = clientFor(account.url, KEY);
    for (const [call, permission] of [
      [restricted.prices.create({ currency: 'usd', unit_amount: 100, product: 'prod_0' }), 'rak_plan_write'],
      [restricted.products.list(), 'rak_product_read'],
      // Before it is known whether there is such a thing.
      [restricted.checkout.sessions.retrieve('cs_test_0'), 'rak_checkout_session_read'],
      [restricted.refunds.create({ payment_intent: 'pi_0' }), 'rak_charge_write'],
      [restricted.webhookEndpoints.del('we_0'), 'rak_webhook_write'],
    ] as const) {
      const refused = await refusal(call);
      expect(refused).toMatchObject({ status: 403, rawType: 'invalid_request_error' });
      expect(refused.message).toContain(`Having the '${permission}' permission`);
      expect(refused.message).not.toContain(KEY);
    }
    await expect(restricted.products.list()).rejects.toMatchObject({ type: 'StripePermissionError' });
  });

  test('[restricted-key] that nobody has declared may do everything, and a reset forgets', async () => {
    await declare([]);
    expect((await refusal(clientFor(account.url, KEY).products.list())).status).toBe(403);
    await clientFor(account.url, 'rk_test_other').products.list();
    await account.control('reset');
    await clientFor(account.url, KEY).products.list();
  });
});

test('[restricted-key] a declaration says what it lacks', async () => {
  for (const [permissions, key] of [
    ['rak_plan_read', KEY],
    [['plan_read'], KEY],
    [['rak_plan_read'], 'sk_test_1'],
    [[1], KEY],
  ] as const) {
    expect((await declare(permissions, key))['error']).toMatch(/Give key as rk_test_/);
  }
});

test('[restricted-key] permissions have Stripe’s names', () => {
  expect(permissionFor({ method: 'POST', path: '/v1/payment_intents/:id' })).toBe('rak_payment_intent_write');
  expect(permissionFor({ method: 'GET', path: '/v1/checkout/sessions/:id/line_items' })).toBe(
    'rak_checkout_session_read',
  );
  expect(permissionFor({ method: 'GET', path: '/v1/prices' })).toBe('rak_plan_read');
});
