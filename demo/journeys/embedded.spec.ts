import type { Page } from '@playwright/test';
import { Cart, Receipt } from './cart.ts';
import { expect, test, type Stage } from './fixtures.ts';
import { arriveAtPayment, DECLINED_CARD, fillIn, pay, pressPay } from './payment-page.ts';
import { PaymentStep } from './payment-step.ts';
import { STRIPE } from './stripe-js.ts';

test.describe(() => {
  test.use({ provokes: [402] });

  test('Stripe’s page opens in the cart, says no to a card, takes another, and the receipt stands where it was', async ({
    page,
    stage,
  }) => {
    const { frame, step } = await open(page, 'storm-jug');
    await expect(frame.getByTestId('total')).toHaveText('£64.00');
    await fillIn(frame, DECLINED_CARD);
    await pressPay(frame);
    await expect(frame.getByTestId('problem')).toContainText('declined');
    await fillIn(frame);
    await pressPay(frame);
    await expect(step.order).toHaveAttribute('data-status', 'paid');
    await expect(step.order.locator('li')).toContainText(['1 × Storm jug']);
    await expect(page.locator('iframe[title="Checkout"]')).toHaveCount(0);
    expect(page.url()).toBe(`${stage.shop}/embedded.html`);
    await isPaidOnce(page, stage, 6400);
  });
});

test('closed, the cart changed, and opened again: the page before is over, and the new one is the cart’s', async ({
  page,
  stage,
}) => {
  const { frame, step } = await open(page, 'storm-jug');
  await expect(frame.getByTestId('total')).toHaveText('£64.00');
  await step.editCart.click();
  const cart = new Cart(page);
  await cart.more('Storm jug');
  await cart.checkout();
  await expect(frame.getByTestId('total')).toHaveText('£128.00');
  await fillIn(frame);
  await pressPay(frame);
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  const [before = '', ...after] = await stage.ledger.sessions();
  expect(await stage.ledger.states(before)).toEqual(['open', 'expired']);
  expect(after).toHaveLength(1);
  await isPaidOnce(page, stage, 12800);
});

test('a method of another site leads away and back to the receipt', async ({ page, stage }) => {
  const { frame } = await open(page, 'storm-jug');
  await fillIn(frame);
  await frame.getByLabel('Revolut Pay').check();
  await pressPay(frame);
  await page.waitForURL(`${stage.sandbox}/authorize/**`);
  await page.getByRole('button', { name: 'Authorize payment' }).click();
  await page.waitForURL('**/thanks.html');
  await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
  await isPaidOnce(page, stage, 6400);
});

test.describe(() => {
  test.use({
    options: { port: 0, stripeJs: 'route' },
    provokes: ['net::ERR_FAILED', 'stripe-cart: Stripe.js could not be used.'],
  });

  test('Stripe.js is blocked: the buyer is told, and pays on Stripe’s own page', async ({ page, context, stage }) => {
    await context.route(STRIPE, (route) => route.abort());
    const cart = await goToPay(page, 'storm-jug');
    const { offer } = new PaymentStep(page);
    await expect(offer).toContainText('The payment form cannot be loaded here. Nothing was charged.');
    await offer.getByRole('button', { name: 'Pay on Stripe’s page' }).click();
    await arriveAtPayment(page);
    await pay(page);
    await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
    await expect(cart.count).toHaveText('0');
    await isPaidOnce(page, stage, 6400);
  });
});

test.describe(() => {
  test.use({ provokes: ['net::ERR_FAILED'] });

  test('Stripe’s frame does not come: after ten seconds its own page is offered, and only that one can be paid', async ({
    page,
    context,
    stage,
  }) => {
    await page.clock.install();
    const frames: string[] = [];
    await context.route(`${stage.sandbox}/c/embedded/**`, async (route) => {
      frames.push(route.request().url());
      await route.abort();
    });
    await goToPay(page, 'storm-jug');
    await expect.poll(() => frames).toHaveLength(1);
    const { element } = new PaymentStep(page);
    const offer = element.getByRole('button', { name: 'Pay on Stripe’s page' });
    await expect(element).toContainText('Loading the payment form…');
    await expect(offer).toHaveCount(0);
    await page.clock.runFor(10_500);
    await offer.click();
    const session = await arriveAtPayment(page);
    const [inThePage = '', ...after] = await stage.ledger.sessions();
    expect(after).toEqual([session]);
    expect(await stage.ledger.states(inThePage)).toEqual(['open', 'expired']);
    await pay(page);
    await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
    await isPaidOnce(page, stage, 6400);
  });
});

async function goToPay(page: Page, ...items: string[]): Promise<Cart> {
  const cart = new Cart(page);
  await page.goto('/embedded.html');
  await cart.add(...items);
  await cart.open();
  await cart.checkout();
  return cart;
}

async function open(page: Page, ...items: string[]) {
  await goToPay(page, ...items);
  return { frame: page.frameLocator('iframe[title="Checkout"]'), step: new PaymentStep(page) };
}

async function isPaidOnce(page: Page, stage: Stage, amount: number): Promise<void> {
  await expect(new Cart(page).count).toHaveText('0');
  expect(await stage.ledger.charges()).toMatchObject([{ amount, currency: 'gbp' }]);
  await expect.poll(() => stage.orders).toMatchObject([{ status: 'paid', totals: { total: amount } }]);
}
