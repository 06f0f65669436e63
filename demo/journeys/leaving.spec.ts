import { Cart, Receipt } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { arriveAtPayment, fillIn, pay, pressPay } from './payment-page.ts';

test('a buyer who cancels finds the cart as it was, and the same payment when they try again', async ({
  page,
  stage,
}) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('breakfast-bowl', 'tide-plate');
  await cart.open();
  await cart.checkout();
  const session = await arriveAtPayment(page);

  await page.getByTestId('back').click();
  await expect(cart.drawer).toContainText('as you left it');
  await expect.poll(() => cart.contents()).toEqual(['1 × Breakfast bowl', '2 × Tide plate']);
  expect(page.url()).toBe(`${stage.shop}/`);

  await cart.checkout();
  expect(await arriveAtPayment(page)).toBe(session);
  expect(await stage.ledger.sessions()).toEqual([session]);
});

test.use({ provokes: ['net::ERR_FAILED'] });

test('a tab closed before the return: the order reaches the shop, and the cart hears of it later', async ({
  page,
  context,
  stage,
}) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('drip-cone');
  await cart.open();
  await cart.checkout();
  const session = await arriveAtPayment(page);

  await fillIn(page);
  await context.route('**/v1/return?*', (route) => route.abort());
  const returning = page.waitForRequest('**/v1/return?*');
  await pressPay(page);
  await returning;
  await page.close();

  await expect.poll(() => stage.orders).toMatchObject([{ status: 'paid', totals: { total: 3800 } }]);
  expect(await stage.ledger.charges()).toMatchObject([{ session, amount: 3800 }]);

  const later = await context.newPage();
  await later.goto('/');
  const laterCart = new Cart(later);
  await laterCart.opener.click();
  await expect(laterCart.drawer.locator('[data-status=paid]')).toContainText('1 × Drip cone');
  await expect(laterCart.count).toHaveText('0');
  expect(await stage.ledger.sessions()).toEqual([session]);
});

test('a reload at every step changes nothing', async ({ page, context, stage }) => {
  await context.addInitScript(() => {
    addEventListener('cart-paid', () => {
      localStorage.setItem('heard', String(Number(localStorage.getItem('heard') ?? 0) + 1));
    });
  });
  const cart = new Cart(page);
  await cart.addFromFrontPage('bud-vase', 'storm-jug');
  await page.reload();
  await expect(cart.count).toHaveText('2');

  await cart.open();
  await page.reload();
  await cart.open();
  await expect.poll(() => cart.contents()).toEqual(['1 × Bud vase', '1 × Storm jug']);

  // While the payment is being started: Stripe has made the session, and the answer never arrives.
  await page.route('**/v1/checkout', async (route) => {
    await route.fetch();
    await route.abort();
  });
  const lost = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/v1/checkout'));
  await cart.checkout();
  await lost;
  await page.unroute('**/v1/checkout');
  await page.reload();
  await cart.open();
  await cart.checkout();
  const session = await arriveAtPayment(page);
  expect(await stage.ledger.sessions()).toEqual([session]);

  await page.reload();
  await pay(page);
  const receipt = new Receipt(page);
  for (const visit of ['the return', 'a reload', 'another']) {
    await expect(receipt.order, visit).toHaveAttribute('data-status', 'paid');
    await expect(receipt.total).toHaveText('£86.00');
    await page.reload();
  }
  await expect(receipt.order).toHaveAttribute('data-status', 'paid');
  await expect(cart.count).toHaveText('0');
  expect(await page.evaluate(() => localStorage.getItem('heard'))).toBe('1');
  expect(await stage.ledger.sessions()).toEqual([session]);
  expect(await stage.ledger.charges()).toHaveLength(1);
  expect(stage.orders).toHaveLength(1);
});
