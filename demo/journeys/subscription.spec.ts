import type { Page } from '@playwright/test';
import { Cart, Receipt } from './cart.ts';
import { expect, test, type Stage } from './fixtures.ts';
import { arriveAtPayment, fillIn, pay, pressPay } from './payment-page.ts';
import { openPaymentStepOn } from './payment-step.ts';
import { DAY, letTimePass } from './sandbox.ts';

test('every month, and a pot with it: said before it is agreed to, paid once for both, and renewed as the same order', async ({
  page,
  stage,
}) => {
  const cart = await goToPay(page, 'pot-of-the-month', 'bud-vase');
  await expect(cart.subtotal).toHaveText('£40.00');
  await expect(cart.drawer.locator('[part=recurring]')).toHaveText(
    '£40.00 is due today; then £18.00 every month until cancelled.',
  );
  await cart.checkout();
  const session = await arriveAtPayment(page);
  await expect(page.getByTestId('total')).toHaveText('£40.00');
  await pay(page);
  const receipt = new Receipt(page);
  await expect(receipt.order).toHaveAttribute('data-status', 'paid');
  await expect(receipt.lines).toContainText(['1 × Pot of the month', '1 × Bud vase']);
  await expect(receipt.order.locator('[part=recurring]')).toContainText('£18.00 every month until cancelled.');
  await expect(cart.count).toHaveText('0');
  expect(await stage.ledger.sessions()).toEqual([session]);
  expect(await amounts(stage)).toEqual([4000]);
  await expect.poll(() => stage.orders).toMatchObject([{ status: 'paid', totals: { total: 4000 }, renewal: null }]);

  await letTimePass(stage, 32 * DAY);
  await expect.poll(() => stage.orders.length).toBe(2);
  const [order, renewal] = stage.orders;
  expect(renewal).toMatchObject({ id: order?.id, status: 'paid', totals: { total: 1800 } });
  expect(renewal?.renewal).not.toBeNull();
  expect(await amounts(stage)).toEqual([4000, 1800]);
});

test('a trial: nothing is due now, nothing is charged, and the first payment is renewed when the trial is over', async ({
  page,
  stage,
}) => {
  const cart = await goToPay(page, 'kiln-club');
  await expect(cart.drawer.locator('[part=recurring]')).toHaveText(
    'Nothing is due today; first payment of £6.00 in 14 days, then £6.00 every month until cancelled.',
  );
  await cart.checkout();
  await arriveAtPayment(page);
  await fillInLetter(page);
  await pressPay(page);
  await page.waitForURL('**/thanks.html');
  const receipt = new Receipt(page);
  await expect(receipt.order).toHaveAttribute('data-status', 'trialing');
  await expect(receipt.order.locator('[part=recurring]')).toContainText('First payment of £6.00 on');
  expect(await amounts(stage)).toEqual([]);
  await expect.poll(() => stage.orders).toMatchObject([{ status: 'trialing', totals: { total: 0 } }]);

  await letTimePass(stage, 15 * DAY);
  await expect.poll(() => stage.orders.map(({ status }) => status)).toEqual(['trialing', 'paid']);
  expect(new Set(stage.orders.map(({ id }) => id)).size).toBe(1);
  expect(await amounts(stage)).toEqual([600]);
});

test('the bank asks at the first payment; what was begun is ended in Stripe’s portal, from this browser and no other', async ({
  page,
  browser,
  stage,
}) => {
  await page.goto('/pots/pot-of-the-month.html');
  await page.getByRole('button', { name: 'Begin now' }).click();
  await arriveAtPayment(page);
  await fillIn(page, '4000002760003184');
  await pressPay(page);
  await page.getByRole('button', { name: 'Complete authentication' }).click();
  await page.waitForURL('**/thanks.html');
  const receipt = new Receipt(page);
  await expect(receipt.order).toHaveAttribute('data-status', 'paid');
  expect(await amounts(stage)).toEqual([1800]);

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.shop });
  await page.getByRole('button', { name: 'Copy receipt link' }).click();
  const stranger = await browser.newPage({ baseURL: stage.shop });
  await stranger.goto(await page.evaluate(() => navigator.clipboard.readText()));
  await expect(new Receipt(stranger).order).toHaveAttribute('data-status', 'paid');
  await expect(stranger.locator('[part=manage]')).toHaveCount(0);
  await stranger.close();

  await page.locator('[part=manage]').click();
  await page.getByRole('button', { name: 'Cancel subscription' }).click();
  await expect(page.getByTestId('standing')).toContainText('Ends on');
  await page.getByTestId('back').click();
  await page.waitForURL(`${stage.shop}/**`);
  await letTimePass(stage, 40 * DAY);
  expect(await amounts(stage)).toEqual([1800]);
});

test('two trials that do not go together are not paid together, and the buyer is told which', async ({
  page,
  stage,
}) => {
  const cart = await goToPay(page, 'pot-of-the-month', 'kiln-club');
  await expect(cart.drawer).toContainText(
    'These are charged at different times. Please order them one after the other.',
  );
  await expect(cart.checkoutButton).toHaveAttribute('aria-disabled', 'true');
  expect(await stage.ledger.sessions()).toEqual([]);
});

test('paid in the page: the same form, and what the buyer agrees to beside its button', async ({ page, stage }) => {
  await page.goto('/subscription.html');
  await page.locator('[data-cart-add="pot-of-the-month"]').click();
  const step = await openPaymentStepOn(page, '/pay-here.html');
  await expect(step.payButton).toHaveText('Pay £18.00');
  await step.fillIn();
  await step.pay();
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await expect(step.order.locator('[part=recurring]')).toContainText('£18.00 every month until cancelled.');
  expect(await amounts(stage)).toEqual([1800]);
});

async function goToPay(page: Page, ...items: string[]): Promise<Cart> {
  const cart = new Cart(page);
  await page.goto('/subscription.html');
  await cart.add(...items);
  await cart.open();
  return cart;
}

/** For something that is not posted: Stripe's page asks for no address. */
async function fillInLetter(page: Page): Promise<void> {
  await page.locator('[name=email]').fill('ada@example.com');
  await page.locator('[name=cardNumber]').fill('4242424242424242');
  await page.locator('[name=cardExpiry]').fill('12 / 40');
  await page.locator('[name=cardCvc]').fill('123');
  await page.locator('[name=billingName]').fill('Ada Byron');
}

const amounts = async (stage: Stage): Promise<number[]> => (await stage.ledger.charges()).map(({ amount }) => amount);
