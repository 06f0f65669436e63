import { afterEach, expect, test, vi } from 'vitest';
import type { CartLine, CheckoutMode } from '@stripe-cart/contract';
import { catalogFromFile } from '../catalog/from-file.js';
import { readConfig } from '../config/read-config.js';
import type { Deps } from '../deps.js';
import { createKeyring } from '../order/keyring.js';
import { GOLD_JUG, MUG } from '../test-stack/buyer.js';
import { SHOP, SOUND_SETTINGS } from '../test-stack/shop.js';
import { CLUB, CLUBS } from '../test-stack/subscribers.js';
import type { Checkout } from './checkout.js';
import { makePayment } from './make-payment.js';
import { priceCart } from './price-cart.js';

const DAY_MS = 24 * 3600 * 1000;

afterEach(() => vi.useRealTimers());

/** What Stripe is asked to make, and under which key: it makes nothing. */
async function askedOf(mode: CheckoutMode, lines: readonly CartLine[], now: number): Promise<readonly unknown[]> {
  vi.useFakeTimers({ toFake: ['Date'], now });
  const reading = readConfig({ ...SOUND_SETTINGS, CART_PUBLIC_URL: 'https://pay.example' });
  const priced = priceCart(lines, catalogFromFile(CLUBS));
  if (!reading.ok || !priced.ok) throw new Error('settings and cart are sound');
  const { config } = reading;
  const asked: unknown[] = [];
  const make = (params: unknown, key: string) => {
    asked.push(params, key);
    return Promise.resolve({ session: { id: 'cs_test_1' }, intent: { id: 'pi_1' }, link: { id: 'plink_1' } });
  };
  const checkout: Checkout = {
    deps: {
      config,
      gateway: { createSession: make, createPaymentIntent: make, createLink: make },
      log: () => undefined,
      now: Date.now,
    } as unknown as Deps,
    keys: createKeyring(config.tokenSecrets),
    attempt: { shop: config.shop, origin: SHOP, id: '6f1c1b1e-7a57-4c0e-9d5e-0a1b2c3d4e5f' },
    mode,
    cart: priced.cart,
    charge: mode === 'intent' ? { total: priced.cart.subtotal, shipping: null, shipsTo: [] } : null,
    deadline: new AbortController().signal,
  };
  await makePayment(checkout, 'cs_test_0');
  return asked;
}

test.each<[string, CheckoutMode, CartLine]>([
  ['hosted', 'hosted', GOLD_JUG],
  ['a subscription', 'hosted', CLUB],
  ['embedded', 'embedded', MUG],
  ['elements', 'elements', MUG],
  ['intent', 'intent', MUG],
  ['link', 'link', MUG],
])('what Stripe is asked for is the same whatever the clock says, key and parameters: %s', async (_, mode, line) => {
  const today = Date.UTC(2026, 10, 22, 12);
  const asked = await askedOf(mode, [line], today);
  const isSigned = expect.objectContaining({ cart_signature: expect.any(String) as string }) as object;
  expect(asked).toEqual([expect.objectContaining({ metadata: isSigned }), expect.stringMatching(/^[\w-]{43}$/)]);
  for (const days of [-2, 1, 400]) expect(await askedOf(mode, [line], today + days * DAY_MS)).toEqual(asked);
});
