import { Cart, Receipt } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { arriveAtPayment, pay } from './payment-page.ts';
import { payElsewhere } from './sandbox.ts';
import { COMES_BACK } from './settings.ts';

test('however often the button is pressed, one payment is started', async ({ page, stage }) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('breakfast-bowl');
  await cart.open();
  await cart.checkoutButton.evaluate((button: HTMLElement) => {
    for (let press = 0; press < 5; press++) button.click();
  });
  const session = await arriveAtPayment(page);

  expect(await stage.ledger.sessions()).toEqual([session]);
  const creates = (await stage.ledger.calls()).filter(({ operation }) => operation === 'checkout.sessions.create');
  expect(creates).toHaveLength(1);
});

test('a double click and the Enter key after it start one payment', async ({ page, stage }) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('bud-vase');
  await cart.open();
  await cart.checkoutButton.focus();
  const box = await cart.checkoutButton.boundingBox();
  if (!box) throw new Error('The button has no place on the page.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await Promise.all([page.mouse.dblclick(x, y), page.keyboard.press('Enter')]);
  const session = await arriveAtPayment(page);
  expect(await stage.ledger.sessions()).toEqual([session]);
});

test('two tabs with the same cart lead to the same payment', async ({ page, context, stage }) => {
  const first = new Cart(page);
  await first.addFromFrontPage('drip-cone');
  const page2 = await context.newPage();
  await page2.goto('/');
  const second = new Cart(page2);
  await expect(second.count).toHaveText('1');
  await first.open();
  await second.open();
  await Promise.all([first.checkout(), second.checkout()]);
  const sessions = await Promise.all([arriveAtPayment(page), arriveAtPayment(page2)]);

  expect(new Set(sessions).size).toBe(1);
  expect(await stage.ledger.sessions()).toEqual([sessions[0]]);
});

test('what one tab puts into the cart or takes out, the other shows', async ({ page, context }) => {
  const first = new Cart(page);
  await first.addFromFrontPage('drip-cone', 'bud-vase');
  const page2 = await context.newPage();
  await page2.goto('/');
  const second = new Cart(page2);
  await first.open();
  await second.open();
  await second.drawer.getByRole('button', { name: 'Remove Drip cone' }).click();
  await expect.poll(() => first.contents()).toEqual(['1 × Bud vase']);
  await first.more('Bud vase');
  await expect.poll(() => second.contents()).toEqual(['2 × Bud vase']);
});

test('an order paid in another tab is not offered for payment again', async ({ page, context, stage }) => {
  const first = new Cart(page);
  await first.addFromFrontPage('storm-jug');
  await first.open();
  const page2 = await context.newPage();
  await page2.goto('/');
  const second = new Cart(page2);
  await second.open();
  await second.checkout();
  const session = await arriveAtPayment(page2);
  await pay(page2);
  await expect(new Receipt(page2).order).toHaveAttribute('data-status', 'paid');

  await expect(first.count).toHaveText('0');
  await expect(first.drawer).toContainText('This order was paid in another tab.');
  expect(await stage.ledger.sessions()).toEqual([session]);
});

test(
  'the old session was paid elsewhere: the page finds out by itself when the buyer comes Back',
  COMES_BACK,
  async ({ page, stage }) => {
    const cart = new Cart(page);
    await cart.addFromFrontPage('storm-jug');
    await cart.open();
    await cart.checkout();
    const session = await arriveAtPayment(page);
    await payElsewhere(stage, session);

    await page.goBack({ waitUntil: 'commit' });
    await expect(cart.drawer.locator('[data-status=paid]')).toContainText('1 × Storm jug');
    await expect(cart.count).toHaveText('0');
    expect(await stage.ledger.sessions()).toEqual([session]);
    expect(await stage.ledger.charges()).toHaveLength(1);
  },
);

test.describe(() => {
  test.use({ provokes: [404] });

  test(
    'the old session was paid elsewhere: a page that does not know is told when it asks to pay',
    COMES_BACK,
    async ({ page, stage }) => {
      const cart = new Cart(page);
      await cart.addFromFrontPage('storm-jug');
      await cart.open();
      await cart.checkout();
      const session = await arriveAtPayment(page);
      await payElsewhere(stage, session);

      // For now the page cannot learn how the order stands.
      await page.route('**/v1/order', (route) =>
        route.fulfill({
          status: 404,
          headers: { 'access-control-allow-origin': stage.shop },
          json: { code: 'order_not_found', status: 404, retryable: false, requestId: '' },
        }),
      );
      await page.goBack({ waitUntil: 'commit' });
      await expect(cart.checkoutButton).toHaveText('Checkout');
      await expect(cart.count).toHaveText('1');
      await page.unroute('**/v1/order');

      const answer = page.waitForResponse('**/v1/checkout');
      await cart.checkout();
      expect(await (await answer).json()).toMatchObject({ status: 'paid' });
      await expect(cart.drawer.locator('[data-status=paid]')).toContainText('1 × Storm jug');
      await expect(cart.count).toHaveText('0');
      expect(await stage.ledger.sessions()).toEqual([session]);
      expect(await stage.ledger.charges()).toHaveLength(1);
    },
  );
});
