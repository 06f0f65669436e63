/** From an empty folder to a shop that sells, with nothing but what `init` wrote. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './folder.fixture.js';

let place: Place;
beforeEach(async () => {
  place = await openPlace();
});
afterEach(() => place.remove());

const ANSWERS = ['--shop', 'shop.example', '--proxy', 'pay.shop.example', '--thanks', '/thanks.html'];

/** Six programs start in each test, and share two cores with other tests. How long that takes is not what is tested. */
const HANGS_MS = 240_000;

/** What an owner sets for the shop as it is on the web: its pages, and its own account at Stripe. */
const OF_THE_SITE = {
  STRIPE_PUBLISHABLE_KEY: 'pk_live_TYooMQauvdEDq54NiTphI7jx',
  CART_PENDING_URL: 'https://shop.example/waiting.html',
  CART_ERROR_URL: 'https://shop.example/failed.html',
  CART_RETURN_PAGES: 'de=https://shop.example/danke.html',
  CART_CANCEL_URL: 'https://shop.example/cart.html',
  CART_INVOICE_URL: 'https://shop.example/invoice.html',
  CART_INVOICE_FOOTER: 'Pay on our site: {link}',
  CART_SHIPPING_COUNTRIES: 'DE',
  CART_SHIPPING_RATES: 'shr_1QbXyz2eZvKYlo2C',
  CART_SINK_URL: 'https://shop.example/orders',
  CART_CONFIRM: 'server',
};

describe.each([
  ['workers', 'wrangler.jsonc', '"vars": {'],
  ['node', 'start.js', 'const settings = {'],
])('npm run dev, on %s', (runtime, file, settings) => {
  const set = async (more: Readonly<Record<string, string>>) => {
    const path = join(place.path, 'pay', file);
    const lines = Object.entries(more).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)},`);
    await writeFile(path, (await readFile(path, 'utf8')).replace(settings, [settings, ...lines].join('\n')));
  };

  it(
    'says what is wrong with a setting, and ends',
    async () => {
      await place.stripeCart('init', 'pay', ...ANSWERS, '--runtime', runtime);
      await set({ CART_SUBMIT_TYPE: 'sell', CART_LOCALE: 'xx' });
      await place.install('pay');
      await expect(place.dev('pay')).rejects.toThrow(
        /^dev\.js ended with 1: (?=.*CART_SUBMIT_TYPE.*is one of)(?=.*CART_LOCALE.*is not a)/s,
      );
    },
    HANGS_MS,
  );

  it(
    'sells against the sandbox, whatever is set for the site, and the doctor finds nothing wrong',
    async () => {
      await place.stripeCart('init', 'pay', ...ANSWERS, '--runtime', runtime);
      await set(OF_THE_SITE);
      await place.install('pay');
      const dev = await place.dev('pay');

      const response = await fetch(`${dev.proxy}/v1/checkout`, {
        method: 'POST',
        headers: { origin: dev.shop, 'content-type': 'application/json' },
        body: JSON.stringify({
          mode: 'hosted',
          attempt: crypto.randomUUID(),
          lines: [{ item: 'example', options: [], quantity: 2 }],
          expected: { currency: 'eur', subtotal: 2000 },
        }),
      });
      expect(await response.json()).toMatchObject({ status: 'open', url: expect.stringMatching(`^${dev.sandbox}`) });

      const examined = await place.stripeCart(
        'doctor',
        dev.proxy,
        '--page',
        `${dev.shop}/`,
        '--folder',
        'pay',
        '--strict',
      );
      expect(examined.code, examined.stdout + examined.stderr).toBe(0);
      expect(examined.stderr).toMatch(/^0 errors, 0 warnings, 1 note/);

      await dev.stop();
      await expect(fetch(dev.shop)).rejects.toThrow();
      // workerd is a child of wrangler's, and is told to end when wrangler ends.
      const answers = () =>
        fetch(dev.proxy).then(
          () => true,
          () => false,
        );
      await expect.poll(answers, { timeout: HANGS_MS }).toBe(false);
    },
    HANGS_MS,
  );
});
