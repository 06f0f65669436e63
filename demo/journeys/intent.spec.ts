import type { Page } from '@playwright/test';
import { Cart, Receipt } from './cart.ts';
import { expect, test, type Stage } from './fixtures.ts';
import { DECLINED_CARD, GOOD_CARD } from './payment-page.ts';
import { openPaymentStepOn, PaymentStep } from './payment-step.ts';
import { callStripe, DAY, letTimePass } from './sandbox.ts';

// Stripe answers a decline with 402, and one request is lost on purpose.
test.use({ provokes: [400, 402, 'net::ERR_FAILED'] });

const ASKS = '4000002760003184';

const open = (page: Page, ...items: string[]): Promise<PaymentStep> =>
  openPaymentStepOn(page, '/intent.html', ...items);

test('nothing is made at Stripe before the press; then one PaymentIntent, and it is the order', async ({
  page,
  stage,
}) => {
  const step = await open(page, 'breakfast-bowl', 'storm-jug');
  await expect(step.payButton).toHaveText('Pay £88.00');
  await step.fillIn();
  expect(await stage.ledger.calls()).toEqual([]);
  await step.pay();

  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await expect(step.order.locator('li')).toContainText(['1 × Breakfast bowl', '1 × Storm jug']);
  await expect(new Cart(page).count).toHaveText('0');
  await isPaidOnce(stage, 8800);
  const created = (await stage.ledger.calls()).filter(({ operation }) => operation === 'paymentIntents.create');
  expect(created).toHaveLength(1);
  await expect
    .poll(() => stage.orders)
    .toMatchObject([
      {
        status: 'paid',
        totals: { total: 8800 },
        lines: [
          { item: 'breakfast-bowl', quantity: 1 },
          { item: 'storm-jug', quantity: 1 },
        ],
        buyer: { email: 'ada@example.com' },
      },
    ]);
  expect(stage.errors).toEqual([]);
});

test('a declined card, a bank that says no, a question left open: each is told, and the same payment is paid after all', async ({
  page,
  stage,
}) => {
  const step = await open(page, 'storm-jug');
  await step.fillIn(DECLINED_CARD);
  await step.pay();
  await expect(step.notice).toContainText('declined');

  for (const answer of ['Fail authentication', 'Close'] as const) {
    await step.fillInCard(ASKS);
    await step.pay();
    await step.answer(answer);
    await expect(step.notice).toContainText('Your bank could not confirm that it was you. Nothing was charged.');
    await expect(step.payButton).toHaveText('Pay £64.00');
  }
  expect(await stage.ledger.charges()).toEqual([]);
  await expect(new Cart(page).count).toHaveText('1');

  await step.fillInCard(ASKS);
  await step.pay();
  await step.answer('Complete authentication');
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await isPaidOnce(stage, 6400);
  expect(await stage.ledger.paymentIntents()).toHaveLength(1);
});

test('a cart changed after a decline: the payment before is canceled, and what is paid is the cart as it is now', async ({
  page,
  stage,
}) => {
  const step = await open(page, 'storm-jug');
  await step.fillIn(DECLINED_CARD);
  await step.pay();
  await expect(step.notice).toContainText('declined');

  await step.editCart.click();
  const cart = new Cart(page);
  await cart.more('Storm jug');
  await cart.checkout();
  await expect(step.payButton).toHaveText('Pay £128.00');
  await step.fillIn();
  await step.pay();
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await isPaidOnce(stage, 12800);
  const [before = '', ...after] = await stage.ledger.paymentIntents();
  expect((await stage.ledger.states(before)).at(-1)).toBe('canceled');
  expect(after).toHaveLength(1);
});

test('changed in another tab while the form is open: the amount follows, is said to, and what was typed pays it', async ({
  page,
  context,
  stage,
}) => {
  const step = await open(page, 'storm-jug');
  await step.fillIn();
  const other = await context.newPage();
  await new Cart(other).addFromFrontPage('bud-vase');

  await page.bringToFront();
  await expect(step.payButton).toHaveText('Pay £86.00');
  await expect(step.notice).toContainText('The total has changed. Please look at it before you pay.');
  expect(await stage.ledger.calls()).toEqual([]);
  await step.pay();
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await isPaidOnce(stage, 8600);
});

test.describe('a method of another site', () => {
  test('the buyer says no there, is told why on the way back, says yes the next time, and nothing of it is in an address', async ({
    page,
    stage,
  }) => {
    await stage.changeSettings({ CART_ERROR_URL: `${stage.shop}/not-paid.html` });
    await leaveForRevolut(page, stage, 'storm-jug');
    await page.getByRole('button', { name: 'Fail payment' }).click();
    await page.waitForURL('**/not-paid.html');
    const receipt = new Receipt(page);
    await expect(receipt.order).toHaveAttribute('data-status', /^(unpaid|failed)$/);
    await expect(receipt.order).toContainText('Your bank could not confirm that it was you.');
    await expect(new Cart(page).count).toHaveText('1');
    expect(await stage.ledger.charges()).toEqual([]);

    // The way back is the form itself, with the cart as it was left.
    await page.getByRole('button', { name: 'Try to pay again' }).click();
    await expect(new PaymentStep(page).payButton).toHaveText('Pay £64.00');
    await payByRevolut(page, stage);
    await page.getByRole('button', { name: 'Authorize payment' }).click();
    await page.waitForURL('**/thanks.html');
    await expect(receipt.order).toHaveAttribute('data-status', 'paid');
    await expect(receipt.lines).toContainText(['1 × Storm jug']);
    await expect(new Cart(page).count).toHaveText('0');
    expect(page.url()).toBe(`${stage.shop}/thanks.html`);
    await isPaidOnce(stage, 6400);
  });

  test('answered in another browser: that one shows the order and keeps its own cart, this one learns of it', async ({
    page,
    browser,
    stage,
  }) => {
    await leaveForRevolut(page, stage, 'storm-jug');
    const bank = page.url();
    const phone = await browser.newPage({ baseURL: stage.shop });
    await new Cart(phone).addFromFrontPage('bud-vase');
    await phone.goto(bank);
    await phone.getByRole('button', { name: 'Authorize payment' }).click();
    await phone.waitForURL('**/thanks.html');
    await expect(new Receipt(phone).order).toHaveAttribute('data-status', 'paid');
    await expect(phone.locator('main')).toContainText('This was ordered in another browser.');
    await expect(phone.locator('main')).not.toContainText('ada@example.com');
    await expect(new Cart(phone).count).toHaveText('1');
    await phone.close();

    await page.goto('/intent.html');
    const cart = new Cart(page);
    await cart.opener.click();
    await expect(new PaymentStep(page).order).toHaveAttribute('data-status', 'paid');
    await expect(cart.count).toHaveText('0');
    await isPaidOnce(stage, 6400);
  });

  async function leaveForRevolut(page: Page, stage: Stage, ...items: string[]): Promise<void> {
    await open(page, ...items);
    await payByRevolut(page, stage);
  }

  async function payByRevolut(page: Page, stage: Stage): Promise<void> {
    const step = new PaymentStep(page);
    await step.fillInBuyer();
    await step.payment.getByRole('radio', { name: 'Revolut Pay' }).check();
    await step.pay();
    await page.waitForURL(`${stage.sandbox}/authorize/**`);
  }
});

test.describe('a bank debit', () => {
  for (const [outcome, account, money] of [
    ['paid', '00012345', [6400]],
    ['failed', '33333335', []],
  ] as const) {
    test(`is on its way for days, and then ${outcome}`, async ({ page, stage }) => {
      const step = await open(page, 'storm-jug');
      await step.fillInBuyer();
      await step.payment.getByRole('radio', { name: 'Bacs Direct Debit' }).check();
      await step.payment.getByLabel('Account number').fill(account);
      await step.pay();
      await expect(step.order).toHaveAttribute('data-status', 'pending');
      const cart = new Cart(page);
      await cart.drawer.getByRole('button', { name: 'Back to the cart' }).click();
      await expect(cart.drawer.locator('[part=held]')).toContainText('1 × Storm jug');
      expect(await stage.ledger.charges()).toEqual([]);

      await letTimePass(stage, 4 * DAY);
      await expect.poll(() => stage.orders.map(({ status }) => status)).toEqual(['pending', outcome]);
      await page.reload();
      await cart.opener.click();
      await expect(step.order).toHaveAttribute('data-status', outcome);
      await expect(cart.count).toHaveText(outcome === 'paid' ? '0' : '1');
      expect((await stage.ledger.charges()).map(({ amount }) => amount)).toEqual(money);
    });
  }
});

test('captured by hand: the money is held, said so, and taken when the shop says so', async ({ page, stage }) => {
  await stage.changeSettings({ CART_CAPTURE: 'manual' });
  const step = await open(page, 'storm-jug');
  await step.fillIn();
  await step.pay();
  await expect(step.order).toHaveAttribute('data-status', 'authorised');
  await expect(new Cart(page).count).toHaveText('0');
  expect(await stage.ledger.charges()).toEqual([]);
  await expect.poll(() => stage.orders.map(({ status }) => status)).toEqual(['authorised']);

  const [intent = ''] = await stage.ledger.paymentIntents();
  await callStripe(stage, `payment_intents/${intent}/capture`);
  await expect.poll(() => stage.orders.map(({ status }) => status)).toEqual(['authorised', 'paid']);
  await isPaidOnce(stage, 6400);
});

test('confirmed by the shop’s server: declined, asked by the bank, and paid, and the page confirms nothing', async ({
  page,
  stage,
}) => {
  await stage.changeSettings({ CART_CONFIRM: 'server' });
  const step = await open(page, 'storm-jug');
  await step.fillIn(DECLINED_CARD);
  await step.pay();
  await expect(step.notice).toContainText('declined');
  await step.fillInCard(ASKS);
  await step.pay();
  await step.answer('Complete authentication');
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await isPaidOnce(stage, 6400);
});

test('the sandbox’s wallet pays with one press', async ({ page, stage }) => {
  const step = await open(page, 'breakfast-bowl');
  await step.fillInAddress();
  await step.wallet.getByRole('button', { name: 'Pay with the sandbox wallet' }).click();
  await step.wallet.getByRole('button', { name: 'Authorize' }).click();
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await isPaidOnce(stage, 2400);
});

test('with everything that is asked filled in and the answer lost, the press after it pays no second time', async ({
  page,
  stage,
}) => {
  const step = await open(page, 'storm-jug');
  await step.fillIn(GOOD_CARD);
  await page.route('**/v1/checkout', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await step.pay();
  await expect(step.payButton).toHaveText('Pay £64.00');
  await page.unroute('**/v1/checkout');
  await step.pay();
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await isPaidOnce(stage, 6400);
  expect(await stage.ledger.paymentIntents()).toHaveLength(1);
});

/** By a PaymentIntent of its own, and nothing else that could be paid. */
async function isPaidOnce(stage: Stage, amount: number): Promise<void> {
  expect(await stage.ledger.charges()).toMatchObject([{ session: null, amount, currency: 'gbp' }]);
  expect(await stage.ledger.sessions()).toEqual([]);
}
