import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Cart } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { arriveAtPayment } from './payment-page.ts';

const ATTEMPT = '0b7a3f5e-8c1d-4e2f-9a6b-3c4d5e6f7a8b';
const LINE = { item: 'breakfast-bowl', options: [], quantity: 1 };
const GOOD = { mode: 'hosted', attempt: ATTEMPT, lines: [LINE], expected: { currency: 'gbp', subtotal: 2400 } };
const line = (changes: object) => ({ ...GOOD, lines: [{ ...LINE, ...changes }] });

test.use({ provokes: [409, 422] });

/** Bodies that a buyer with the developer tools open might send, and what each is refused with. */
const TAMPERED: Record<string, readonly [body: unknown, code: string]> = {
  'an amount of the buyer’s own': [line({ unit_amount: 1 }), 'unknown_field'],
  'a price of the buyer’s own': [line({ price: 'price_1AbCdEfGhIjKlMnO' }), 'unknown_field'],
  'Stripe’s parameters': [{ ...GOOD, discounts: [{ coupon: 'free' }] }, 'unknown_field'],
  'a return address': [{ ...GOOD, success_url: 'https://evil.example/' }, 'unknown_field'],
  metadata: [{ ...GOOD, metadata: { paid: 'true' } }, 'unknown_field'],
  'a negative quantity': [line({ quantity: -3 }), 'invalid_request'],
  'half a bowl': [line({ quantity: 0.5 }), 'invalid_request'],
  'a quantity in words': [line({ quantity: '1' }), 'invalid_request'],
  'more bowls than are sold': [line({ quantity: 13 }), 'invalid_quantity'],
  'more than are sold, in two lines': [
    {
      ...GOOD,
      lines: [
        { ...LINE, quantity: 7 },
        { ...LINE, quantity: 6 },
      ],
    },
    'invalid_quantity',
  ],
  'three plates': [line({ item: 'tide-plate', quantity: 3 }), 'invalid_quantity'],
  'a fourth jug of three': [line({ item: 'storm-jug', quantity: 4 }), 'invalid_quantity'],
  'a thing the shop does not sell': [line({ item: 'teapot' }), 'unknown_item'],
  'an item of every object': [line({ item: '__proto__' }), 'unknown_item'],
  'a glaze that does not exist': [
    line({ item: 'harbour-mug', options: [{ name: 'Glaze', value: 'Gold' }] }),
    'invalid_option',
  ],
  'no glaze where one is needed': [line({ item: 'harbour-mug' }), 'invalid_option'],
  'a stamp that does not fit': [
    line({
      item: 'harbour-mug',
      options: [
        { name: 'Glaze', value: 'Kelp' },
        { name: 'Stamp', value: 'thirteen char' },
      ],
    }),
    'invalid_option',
  ],
  'a total that was never shown': [{ ...GOOD, expected: { currency: 'gbp', subtotal: 1 } }, 'price_changed'],
  'another currency': [{ ...GOOD, expected: { currency: 'jpy', subtotal: 2400 } }, 'price_changed'],
  'a mode that does not exist': [{ ...GOOD, mode: 'free' }, 'invalid_request'],
  'no attempt': [{ ...GOOD, attempt: undefined }, 'invalid_request'],
  'an attempt that is no UUID': [{ ...GOOD, attempt: '1' }, 'invalid_request'],
  'nothing to buy': [{ ...GOOD, lines: [] }, 'empty_cart'],
  'not even an object': ['free please', 'invalid_request'],
};

test('a tampered body is refused with its reason, and Stripe never hears of it', async ({ page, stage }) => {
  await page.goto('/');
  for (const [what, [body, code]] of Object.entries(TAMPERED)) {
    const reply = await page.evaluate(
      async ([url, text]) => {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: text,
        });
        return { status: response.status, problem: (await response.json()) as { code?: string } };
      },
      [`${stage.proxy}/v1/checkout`, JSON.stringify(body)] as const,
    );
    expect.soft(reply.problem.code, what).toBe(code);
    expect.soft(reply.status, what).toBeGreaterThanOrEqual(400);
    expect.soft(reply.status, what).toBeLessThan(500);
  }
  expect(await stage.ledger.calls()).toEqual([]);
});

test('a total changed on its way is asked about, never charged', async ({ page, stage }) => {
  await page.route('**/v1/checkout', async (route) => {
    const body = route.request().postDataJSON() as { expected: object };
    await route.continue({ postData: { ...body, expected: { currency: 'gbp', subtotal: 1 } } });
  });
  const cart = new Cart(page);
  await cart.addFromFrontPage('breakfast-bowl');
  await cart.open();
  await cart.checkout();
  await expect(cart.drawer.getByRole('button', { name: 'Continue with £24.00' })).toBeVisible();
  expect(await stage.ledger.calls()).toEqual([]);
});

test('prices rewritten in the page change what is seen there and nothing else', async ({ page, stage }) => {
  await page.goto('/pots/storm-jug.html');
  await page.evaluate(() => {
    for (const price of document.querySelectorAll('.price')) price.textContent = '£1';
    const form = document.querySelector('form');
    if (form) Object.assign(form.dataset, { itemPrice: '1.00', itemName: 'Free jug', itemCurrency: 'jpy' });
  });
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const cart = new Cart(page);
  await cart.open();
  await expect(cart.subtotal).toHaveText('£64.00');
  await cart.checkout();
  await arriveAtPayment(page);
  await expect(page.getByTestId('total')).toHaveText('£64.00');
  expect(await stage.ledger.charges()).toEqual([]);
});

test('a cart rewritten in storage is cleaned, and none of it becomes markup', async ({ page }) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('bud-vase');
  await page.evaluate(() => {
    for (const [key, value] of Object.entries(localStorage)) {
      const stored = JSON.parse(String(value)) as { lines?: unknown[] };
      if (!Array.isArray(stored.lines)) continue;
      stored.lines.push(
        { item: '<img src=x onerror="document.title=`hacked`">', options: [], quantity: 1, unitAmount: 1 },
        {
          item: 'drip-cone',
          options: [{ name: '<b>', value: '<script>document.title=`hacked`</script>' }],
          quantity: 1,
        },
        { item: 'storm-jug', options: [], quantity: -5 },
        { item: 'tide-plate', options: [], quantity: 1e9 },
        null,
        'jug',
      );
      localStorage.setItem(key, JSON.stringify(stored));
    }
  });
  await page.reload();
  await cart.open();
  await expect(cart.line('Bud vase')).toBeVisible();
  await expect(cart.lines).toHaveCount(3);
  await expect(cart.subtotal).toHaveText('£22.00');
  await expect(cart.drawer.locator('img[src=x], script, b')).toHaveCount(0);
  await expect(page).toHaveTitle('Tidewrack Pottery');
});

test('a reply that leads anywhere but to Stripe is not followed', async ({ page, stage }) => {
  await page.route('**/v1/checkout', async (route) => {
    const response = await route.fetch();
    const reply = (await response.json()) as object;
    await route.fulfill({ response, json: { ...reply, url: `${stage.shop}/thanks.html?evil` } });
  });
  const cart = new Cart(page);
  await cart.addFromFrontPage('breakfast-bowl');
  await cart.open();
  await cart.checkout();
  await expect(cart.drawer.locator('[part=problem]')).toBeVisible();
  expect(page.url()).toBe(`${stage.shop}/`);
  await expect.poll(() => cart.contents()).toEqual(['1 × Breakfast bowl']);
});

test('a page on another origin can neither start a payment nor read prices', async ({ browser, stage }) => {
  const foreign = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Elsewhere</title>');
  });
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  const { port } = foreign.address() as AddressInfo;
  // A page of no concern to the shop, so its console is not looked at: the browser complains there, as it should.
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);

  const outcomes = await page.evaluate(
    async ([proxy, body]) => {
      const attempt = (path: string, init: RequestInit) =>
        fetch(proxy + path, init).then(
          ({ type, status }) => `${type} ${status}`,
          () => 'blocked',
        );
      const json = { 'content-type': 'application/json' };
      return Promise.all([
        attempt('/v1/checkout', { method: 'POST', headers: json, body }),
        // What a form could send, without the browser asking first.
        attempt('/v1/checkout', { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body }),
        attempt('/v1/catalog', {}),
        attempt('/v1/order', { method: 'POST', headers: json, body: '{"by":"session","id":"cs_test_a1"}' }),
      ]);
    },
    [stage.proxy, JSON.stringify(GOOD)] as const,
  );
  expect(outcomes).toEqual(['blocked', 'blocked', 'blocked', 'blocked']);
  expect(await stage.ledger.calls()).toEqual([]);
  await page.close();
  foreign.closeAllConnections();
  foreign.close();
});
