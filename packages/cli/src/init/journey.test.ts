/** From an empty folder to a shop that sells, with nothing but what `init` wrote. */
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

describe.each(['workers', 'node'])('npm run dev, on %s', (runtime) => {
  it(
    'sells against the sandbox, and the doctor finds nothing wrong',
    async () => {
      await place.stripeCart('init', 'pay', ...ANSWERS, '--runtime', runtime);
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
