import type { Page } from '@playwright/test';
import { Cart } from './cart.ts';
import { expect, test, type Stage } from './fixtures.ts';
import { arriveAtPayment } from './payment-page.ts';
import { openPaymentStep, type PaymentStep } from './payment-step.ts';
import { DAY, letTimePass, payElsewhere } from './sandbox.ts';
import { COMES_BACK } from './settings.ts';

// Stripe refuses what is over, the payment page of an old session is gone, and the proxy asks before another price.
test.use({ provokes: [400, 409, 410] });

test('the time to pay is over while the buyer types: one click starts again with the cart', async ({ page, stage }) => {
  const step = await openPaymentStep(page, 'storm-jug');
  await step.fillIn();
  await letTimePass(stage, DAY + 60);
  await step.pay();
  await expect(step.offer).toContainText('The time to pay is over. Nothing was charged.');
  await step.offer.getByRole('button', { name: 'Start again' }).click();
  await expect(step.payButton).toHaveText('Pay £64.00');
  await step.fillIn();
  await step.pay();
  await isPaid(page, step);
  await isOnlyPayable(stage, 6400);
});

test('the cart is changed in another tab: the step closes, and what is paid is the cart as it is now', async ({
  page,
  context,
  stage,
}) => {
  const step = await openPaymentStep(page, 'storm-jug');
  await step.fillIn();
  const other = await context.newPage();
  await new Cart(other).addFromFrontPage('bud-vase');

  const cart = new Cart(page);
  await expect(cart.drawer).toContainText('Your cart has changed.');
  // Back to the first tab, as a buyer goes: Firefox takes no typing for one that is behind another.
  await page.bringToFront();
  await expect(step.element).toHaveCount(0);
  await expect(cart.subtotal).toHaveText('£86.00');
  await cart.checkout();
  await expect(step.payButton).toHaveText('Pay £86.00');
  await step.fillIn();
  await step.pay();
  await isPaid(page, step);
  await isOnlyPayable(stage, 8600);
});

test('changed in another tab while the bank asks: paid is what was shown, and what came after stays', async ({
  page,
  context,
  stage,
}) => {
  const step = await openPaymentStep(page, 'storm-jug');
  await step.fillIn('4000002760003184');
  await step.pay();
  await expect(step.challenge.getByRole('button', { name: 'Close' })).toBeVisible();
  const other = await context.newPage();
  await new Cart(other).addFromFrontPage('bud-vase');
  await expect(new Cart(page).count).toHaveText('2');
  await expect(step.challengeFrame).toHaveCount(1);

  await page.bringToFront();
  await step.answer('Complete authentication');
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await expect(new Cart(page).count).toHaveText('1');
  await isOnlyPayable(stage, 6400);
});

test('changed while the bank asks, and the bank says no: the step closes, so no stale total is paid', async ({
  page,
  context,
  stage,
}) => {
  const step = await openPaymentStep(page, 'storm-jug');
  await step.fillIn('4000002760003184');
  await step.pay();
  await expect(step.challenge.getByRole('button', { name: 'Close' })).toBeVisible();
  const other = await context.newPage();
  await new Cart(other).addFromFrontPage('bud-vase');
  await expect(new Cart(page).count).toHaveText('2');
  await page.bringToFront();
  await step.answer('Fail authentication');
  await expect(step.element).toHaveCount(0);
  await expect(new Cart(page).subtotal).toHaveText('£86.00');
  expect(await stage.ledger.charges()).toEqual([]);
});

test('two tabs stand at the same payment: one pays, the other says so and offers nothing', async ({
  page,
  context,
  stage,
}) => {
  const first = await openPaymentStep(page, 'storm-jug');
  const other = await context.newPage();
  const second = await openPaymentStep(other);
  await second.fillIn();
  await second.pay();
  await isPaid(other, second);

  await expect(first.element).toHaveCount(0);
  await expect(new Cart(page).drawer).toContainText('This order was paid in another tab.');
  await expect(new Cart(page).count).toHaveText('0');
  await isOnlyPayable(stage, 6400);
});

test('paid where no tab hears of it: a press here says paid, and charges nothing', async ({ page, stage }) => {
  const step = await openPaymentStep(page, 'storm-jug');
  await step.fillIn();
  const [session = ''] = await stage.ledger.sessions();
  await payElsewhere(stage, session);
  await step.pay();
  await isPaid(page, step);
  await isOnlyPayable(stage, 6400);
});

test('a double click, and the Enter key with it, pay once', async ({ page, stage }) => {
  let confirms = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/_elements/confirm')) confirms += 1;
  });
  const step = await openPaymentStep(page, 'storm-jug');
  await step.fillIn();
  await step.payButton.focus();
  await step.payButton.scrollIntoViewIfNeeded();
  const box = await step.payButton.boundingBox();
  if (!box) throw new Error('The button has no place on the page.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await Promise.all([page.mouse.dblclick(x, y), page.keyboard.press('Enter')]);
  await isPaid(page, step);
  expect(confirms).toBe(1);
  await isOnlyPayable(stage, 6400);
});

test('from the page to Stripe’s page and back again: one payment is open at a time', async ({ page, stage }) => {
  const step = await openPaymentStep(page, 'storm-jug');
  await step.editCart.click();
  const cart = new Cart(page);
  await page.goto('/');
  await cart.open();
  await cart.checkout();
  const hosted = await arriveAtPayment(page);
  const [inThePage = ''] = await stage.ledger.sessions();
  expect(await stage.ledger.states(inThePage)).toEqual(['open', 'expired']);

  const again = await openPaymentStep(page);
  expect(await stage.ledger.states(hosted)).toEqual(['open', 'expired']);
  await again.fillIn();
  await again.pay();
  await isPaid(page, again);
  await isOnlyPayable(stage, 6400);
});

test('Stripe’s page is left open in another tab: it cannot be paid any more', async ({ page, context, stage }) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('storm-jug');
  await cart.open();
  await cart.checkout();
  await arriveAtPayment(page);
  const other = await context.newPage();
  const step = await openPaymentStep(other);
  await page.reload();
  await expect(page.getByTestId('closed-expired')).toBeVisible();
  await step.fillIn();
  await step.pay();
  await isPaid(other, step);
  await isOnlyPayable(stage, 6400);
});

test('a reload in the middle, and the way back to the same payment', async ({ page, stage }) => {
  const step = await openPaymentStep(page, 'storm-jug');
  await step.fillIn();
  await page.reload();
  await expect(step.element).toHaveCount(0);
  await openPaymentStep(page);
  await step.fillIn();
  await step.pay();
  await isPaid(page, step);
  expect(await stage.ledger.sessions()).toHaveLength(1);
  await isOnlyPayable(stage, 6400);
});

test(
  'on to another page and Back: the cart is there, alive, and leads to the same payment',
  COMES_BACK,
  async ({ page, stage }) => {
    await page.addInitScript(() => {
      addEventListener('pageshow', ({ persisted }) => {
        document.documentElement.dataset['restored'] = String(persisted);
      });
    });
    const step = await openPaymentStep(page, 'storm-jug');
    await step.fillIn();
    await page.goto('/delivery.html');
    await page.goBack({ waitUntil: 'commit' });
    await expect(page.locator('html')).toHaveAttribute('data-restored', 'true');
    const cart = new Cart(page);
    await expect(cart.checkoutButton).toHaveText('Checkout');
    await cart.checkout();
    await step.fillIn();
    await step.pay();
    await isPaid(page, step);
    expect(await stage.ledger.sessions()).toHaveLength(1);
    await isOnlyPayable(stage, 6400);
  },
);

test('closed and opened later: the cart is as it was, and the payment the same', async ({ page, stage }) => {
  const step = await openPaymentStep(page, 'storm-jug');
  const cart = new Cart(page);
  await cart.close();
  await expect(step.element).toHaveCount(0);
  await cart.open();
  await expect(cart.subtotal).toHaveText('£64.00');
  await cart.checkout();
  await step.fillIn();
  // Escape from a field of Stripe's leads back to the cart as well.
  await step.payment.getByLabel('Card number').press('Escape');
  await expect(step.element).toHaveCount(0);
  await cart.checkout();
  await step.fillIn();
  await step.pay();
  await isPaid(page, step);
  expect(await stage.ledger.sessions()).toHaveLength(1);
  await isOnlyPayable(stage, 6400);
});

test('the price rises while the buyer thinks: asked first, and never the old payment beside the new', async ({
  page,
  stage,
}) => {
  const step = await openPaymentStep(page, 'storm-jug');
  await stage.changePrices((list) => ({
    ...list,
    items: list.items.map((item) => (item.id === 'storm-jug' ? { ...item, amounts: { gbp: 6900 } } : item)),
  }));
  await step.editCart.click();
  const cart = new Cart(page);
  await cart.checkout();
  await expect(cart.drawer.locator('[part=price-changed]')).toBeVisible();
  await cart.drawer.getByRole('button', { name: 'Continue with £69.00' }).click();
  await expect(step.payButton).toHaveText('Pay £69.00');
  await step.fillIn();
  await step.pay();
  await isPaid(page, step);
  await isOnlyPayable(stage, 6900);
});

test('the price rises while the buyer types: they pay what the button says', async ({ page, stage }) => {
  const step = await openPaymentStep(page, 'storm-jug');
  await step.fillIn();
  await stage.changePrices((list) => ({
    ...list,
    items: list.items.map((item) => (item.id === 'storm-jug' ? { ...item, amounts: { gbp: 6900 } } : item)),
  }));
  await expect(step.payButton).toHaveText('Pay £64.00');
  await step.pay();
  await isPaid(page, step);
  await isOnlyPayable(stage, 6400);
});

async function isPaid(page: Page, step: PaymentStep): Promise<void> {
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await expect(new Cart(page).count).toHaveText('0');
}

/** However many sessions there were, at no time were two of them open, and one was paid. */
async function isOnlyPayable(stage: Stage, amount: number): Promise<void> {
  const entries = await stage.ledger.entries();
  const open = new Set<string>();
  let most = 0;
  for (const entry of entries) {
    if (entry.kind !== 'object' || entry.object !== 'checkout.session') continue;
    if (entry.state === 'open') open.add(entry.id);
    else open.delete(entry.id);
    most = Math.max(most, open.size);
  }
  expect(most).toBe(1);
  expect(await stage.ledger.charges()).toMatchObject([{ amount }]);
  // Nothing in the page waits for the webhook.
  await expect.poll(() => stage.orders).toMatchObject([{ status: 'paid', totals: { total: amount } }]);
}
