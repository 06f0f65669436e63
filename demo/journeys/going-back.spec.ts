import { Cart, Receipt } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { arriveAtPayment, pay } from './payment-page.ts';
import { COMES_BACK } from './settings.ts';

test.beforeEach(async ({ context }) => {
  await context.addInitScript(() => {
    addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset['restored'] = String(persisted);
    });
  });
});

test('Back with the same cart leads to the same payment', COMES_BACK, async ({ page, stage }) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('breakfast-bowl');
  await cart.open();
  await cart.checkout();
  const session = await arriveAtPayment(page);

  for (let time = 1; time <= 3; time++) {
    await page.goBack({ waitUntil: 'commit' });
    // The page came out of the browser's cache, alive, as it was when its button was pressed.
    await expect(page.locator('html')).toHaveAttribute('data-restored', 'true');
    await expect(cart.checkoutButton).toHaveText('Checkout');
    await cart.checkout();
    expect(await arriveAtPayment(page)).toBe(session);
  }
  expect(await stage.ledger.sessions()).toEqual([session]);
  await pay(page);
  await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
  expect(await stage.ledger.charges()).toHaveLength(1);
});

test.describe(() => {
  test.use({ provokes: [410] });

  test(
    'Back with a changed cart closes the old payment before it opens a new one',
    COMES_BACK,
    async ({ page, context, stage }) => {
      const cart = new Cart(page);
      await cart.addFromFrontPage('breakfast-bowl');
      await cart.open();
      await cart.checkout();
      const before = await arriveAtPayment(page);
      const oldAddress = page.url();

      await page.goBack({ waitUntil: 'commit' });
      await expect(cart.checkoutButton).toHaveText('Checkout');
      await cart.more('Breakfast bowl');
      await expect(cart.subtotal).toHaveText('£48.00');
      await cart.checkout();
      await page.waitForURL((url) => url.href !== oldAddress && url.pathname.startsWith('/c/pay/'));
      const after = await arriveAtPayment(page);

      expect(after).not.toBe(before);
      expect(await stage.ledger.sessions()).toEqual([before, after]);
      expect(await stage.ledger.states(before)).toEqual(['open', 'expired']);
      const order = (await stage.ledger.entries()).flatMap((entry) =>
        entry.kind === 'object' && entry.object === 'checkout.session' ? [`${entry.state} ${entry.id}`] : [],
      );
      expect(order).toEqual([`open ${before}`, `expired ${before}`, `open ${after}`]);

      // Whoever still has the old page cannot pay it any more, and is told the way back.
      const old = await context.newPage();
      await old.goto(oldAddress);
      await expect(old.getByTestId('closed-expired')).toBeVisible();
      await old.getByTestId('back').click();
      await expect(new Cart(old).count).toHaveText('2');

      await pay(page);
      await expect(new Receipt(page).total).toHaveText('£48.00');
      expect(await stage.ledger.charges()).toMatchObject([{ session: after, amount: 4800 }]);
    },
  );
});

test('Back and forward after paying neither charge nor tell twice', COMES_BACK, async ({ page, stage }) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('bud-vase');
  await cart.open();
  await cart.checkout();
  await arriveAtPayment(page);
  await pay(page);
  const receipt = new Receipt(page);
  await expect(receipt.order).toHaveAttribute('data-status', 'paid');

  for (let time = 1; time <= 3; time++) {
    await page.goBack({ waitUntil: 'commit' });
    await page.goForward({ waitUntil: 'commit' });
    await expect(receipt.order).toHaveAttribute('data-status', 'paid');
    await expect(cart.count).toHaveText('0');
  }
  expect(await stage.ledger.sessions()).toHaveLength(1);
  expect(await stage.ledger.charges()).toHaveLength(1);
  expect(stage.orders).toHaveLength(1);
});
