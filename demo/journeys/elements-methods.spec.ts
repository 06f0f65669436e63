import type { Page } from '@playwright/test';
import { Cart, Receipt } from './cart.ts';
import { expect, test, type Stage } from './fixtures.ts';
import { GOOD_CARD } from './payment-page.ts';
import { openPaymentStep, PaymentStep } from './payment-step.ts';
import { DAY, letTimePass } from './sandbox.ts';
import { COMES_BACK } from './settings.ts';

test.describe('a bank debit', () => {
  const PAYS = '00012345';
  const FAILS = '33333335';

  test('its lines are marked as being paid; days later they are, and nothing else leaves the cart', async ({
    page,
    stage,
  }) => {
    await payByDebit(page, PAYS);
    await isPending(page, stage);
    await page.locator('[data-cart-add="bud-vase"]').click();

    await letTimePass(stage, 4 * DAY);
    await expect.poll(() => stage.orders.map(({ status }) => status)).toContain('paid');
    const cart = await lookAgain(page, 'paid');
    await expect.poll(() => cart.contents()).toEqual(['1 × Bud vase']);
    expect(await stage.ledger.charges()).toMatchObject([{ amount: 6400 }]);
  });

  test('days later it fails: the lines come back, and a card pays for them', async ({ page, stage }) => {
    await payByDebit(page, FAILS);
    await isPending(page, stage);

    await letTimePass(stage, 4 * DAY);
    const cart = await lookAgain(page, 'failed');
    await expect.poll(() => cart.contents()).toEqual(['1 × Storm jug']);
    expect(await stage.ledger.charges()).toEqual([]);

    await cart.checkout();
    const step = new PaymentStep(page);
    await step.fillIn();
    await step.pay();
    await expect(step.order).toHaveAttribute('data-status', 'paid');
    await expect(cart.count).toHaveText('0');
    expect(await stage.ledger.charges()).toMatchObject([{ amount: 6400 }]);
  });

  async function payByDebit(page: Page, account: string): Promise<void> {
    const step = await openPaymentStep(page, 'storm-jug');
    await step.fillInBuyer();
    await step.payment.getByRole('radio', { name: 'Bacs Direct Debit' }).check();
    await step.payment.getByLabel('Account number').fill(account);
    await step.pay();
    await expect(step.order).toHaveAttribute('data-status', 'pending');
    await expect(step.order).toContainText('Please do not pay again.');
  }

  async function isPending(page: Page, stage: Stage): Promise<void> {
    const cart = new Cart(page);
    await cart.drawer.getByRole('button', { name: 'Back to the cart' }).click();
    await expect(cart.drawer.locator('[part=held]')).toContainText('1 × Storm jug');
    await expect(cart.drawer.locator('[part=held]')).toContainText('Payment under way');
    await expect(cart.count).toHaveText('0');
    expect(await stage.ledger.charges()).toEqual([]);
    await cart.close();
  }

  /** The buyer is told what became of the debit, and goes back to the cart. */
  async function lookAgain(page: Page, status: string): Promise<Cart> {
    await page.reload();
    const cart = new Cart(page);
    await cart.opener.click();
    await expect(new PaymentStep(page).order).toHaveAttribute('data-status', status);
    await cart.drawer.getByRole('button', { name: 'Back to the cart' }).click();
    await expect(cart.drawer.locator('[part=held]')).toHaveCount(0);
    return cart;
  }
});

test.describe('a method of another site', () => {
  test('the buyer goes there, says yes, and comes back to the receipt', async ({ page, stage }) => {
    await leaveForRevolut(page, stage);
    await page.getByRole('button', { name: 'Authorize payment' }).click();
    await page.waitForURL('**/thanks.html');
    await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
    await expect(new Cart(page).count).toHaveText('0');
    expect(await stage.ledger.charges()).toMatchObject([{ amount: 6400, currency: 'gbp' }]);
  });

  test('says no there, comes back to an order that is not paid, and pays the same session with a card', async ({
    page,
    stage,
  }) => {
    await leaveForRevolut(page, stage);
    await page.getByRole('button', { name: 'Fail payment' }).click();
    await page.waitForURL('**/thanks.html');
    await expect(new Receipt(page).order).toHaveAttribute('data-status', 'unpaid');
    await expect(new Cart(page).count).toHaveText('1');
    await payTheSameSession(page, stage);
  });

  test(
    'comes Back from there without an answer, and pays the same session with a card',
    COMES_BACK,
    async ({ page, stage }) => {
      await leaveForRevolut(page, stage);
      await page.goBack({ waitUntil: 'commit' });
      await expect(new Cart(page).checkoutButton).toHaveText('Checkout');
      await payTheSameSession(page, stage);
    },
  );

  async function leaveForRevolut(page: Page, stage: Stage): Promise<void> {
    const step = await openPaymentStep(page, 'storm-jug');
    await step.fillInBuyer();
    await step.payment.getByRole('radio', { name: 'Revolut Pay' }).check();
    await step.pay();
    await page.waitForURL(`${stage.sandbox}/authorize/**`);
  }

  async function payTheSameSession(page: Page, stage: Stage): Promise<void> {
    const step = await openPaymentStep(page);
    await step.fillInCard(GOOD_CARD);
    await step.pay();
    await expect(step.order).toHaveAttribute('data-status', 'paid');
    await expect(new Cart(page).count).toHaveText('0');
    const [session, ...others] = await stage.ledger.sessions();
    expect(others).toEqual([]);
    expect(await stage.ledger.charges()).toMatchObject([{ session, amount: 6400 }]);
  }
});
