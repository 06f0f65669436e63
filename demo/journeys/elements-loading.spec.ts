import type { BrowserContext, Page, Route } from '@playwright/test';
import { Cart, Receipt } from './cart.ts';
import { expect, test, type Stage } from './fixtures.ts';
import { arriveAtPayment, pay } from './payment-page.ts';
import { openPaymentStep, PaymentStep } from './payment-step.ts';
import { leadOn, leadToSandbox, STRIPE } from './stripe-js.ts';

const NOT_LOADED = 'stripe-cart: Stripe.js could not be used.';

// Nothing of Stripe.js is in the page before it is loaded.
test.use({ options: { port: 0, stripeJs: 'route' } });

test('nothing is asked of js.stripe.com before the buyer goes to pay; then its script once, and it pays', async ({
  page,
  context,
  stage,
}) => {
  const asked = await leadToSandbox(context, stage);
  await page.goto('/pay-here.html');
  const cart = new Cart(page);
  await page.locator('[data-cart-add="bud-vase"]').click();
  await cart.open();
  await cart.more('Bud vase');
  await expect(cart.subtotal).toHaveText('£44.00');
  expect(asked).toEqual([]);

  await cart.checkout();
  const step = new PaymentStep(page);
  await expect(step.payButton).toHaveText('Pay £44.00');
  expect(asked).toEqual(['https://js.stripe.com/endive/stripe.js']);
  await step.fillIn();
  await step.pay();
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  expect(await stage.ledger.charges()).toMatchObject([{ amount: 4400 }]);
  expect(asked).toHaveLength(1);
});

test.describe(() => {
  test.use({ provokes: ['net::ERR_FAILED', NOT_LOADED] });

  test('blocked: the buyer is told, and buys on Stripe’s page', async ({ page, context, stage }) => {
    await context.route(STRIPE, (route) => route.abort());
    const step = await goToPay(page);
    await expect(step.offer).toContainText('The payment form cannot be loaded here. Nothing was charged.');
    await buyOnStripesPage(page, step, stage);
  });

  test('blocked once: Stripe’s loader tries again by itself, and the buyer notices nothing', async ({
    page,
    context,
    stage,
  }) => {
    await refuseFirst(1, context, stage);
    const step = await goToPay(page);
    await expect(step.payButton).toHaveText('Pay £64.00');
    await expect(step.offer).toBeEmpty();
  });

  test('blocked for a while: the buyer tries again, and pays here', async ({ page, context, stage }) => {
    await refuseFirst(2, context, stage);
    const step = await goToPay(page);
    await step.offer.getByRole('button', { name: 'Try again' }).click();
    await expect(step.payButton).toHaveText('Pay £64.00');
    await step.fillIn();
    await step.pay();
    await expect(step.order).toHaveAttribute('data-status', 'paid');
    expect(await stage.ledger.sessions()).toHaveLength(1);
    expect(await stage.ledger.charges()).toMatchObject([{ amount: 6400 }]);
  });

  test('slower than ten seconds: the same', async ({ page, context, stage }) => {
    await page.clock.install();
    const asked: string[] = [];
    // Never answered.
    await context.route(STRIPE, (route) => void asked.push(route.request().url()));
    const step = await goToPay(page);
    await expect.poll(() => asked).toHaveLength(1);
    await expect(step.element).toContainText('Loading the payment form…');
    await page.clock.runFor(9_000);
    await expect(step.element).toContainText('Loading the payment form…');
    await page.clock.runFor(1_500);
    await expect(step.offer).toContainText('The payment form cannot be loaded here. Nothing was charged.');
    await buyOnStripesPage(page, step, stage);
  });

  test('blocked, and our words for it as well: Stripe’s page is offered all the same', async ({
    page,
    context,
    stage,
  }) => {
    await context.route(STRIPE, (route) => route.abort());
    await context.route('**/payment-trouble-*.js', (route) => route.abort());
    const step = await goToPay(page);
    await buyOnStripesPage(page, step, stage);
  });

  test('its script is there, its fields are not: the same after ten seconds, and nothing to press before', async ({
    page,
    context,
    stage,
  }) => {
    await page.clock.install();
    await leadToSandbox(context, stage);
    const frames: string[] = [];
    await context.route(`${stage.sandbox}/elements/payment*`, async (route) => {
      frames.push(route.request().url());
      await route.abort();
    });
    const step = await goToPay(page);
    await expect.poll(() => frames).toHaveLength(1);
    await expect(step.element).toContainText('Loading the payment form…');
    await expect(step.payButton).toHaveCount(0);
    await page.clock.runFor(10_500);
    await expect(step.offer).toContainText('The payment form cannot be loaded here. Nothing was charged.');
    await buyOnStripesPage(page, step, stage);
  });

  test('it arrives after all when the buyer has gone on to Stripe’s page: nothing opens twice', async ({
    page,
    context,
    stage,
  }) => {
    await page.clock.install();
    const held: Route[] = [];
    await context.route(STRIPE, (route) => void held.push(route));
    const step = await goToPay(page);
    await expect.poll(() => held).toHaveLength(1);
    await page.clock.runFor(10_500);
    await expect(step.offer).toBeVisible();
    for (const route of held) await leadOn(route, stage);
    await expect(step.offer).toContainText('cannot be loaded');
    await expect(page.locator('iframe')).toHaveCount(0);

    await step.offer.getByRole('button', { name: 'Try again' }).click();
    await expect(step.payButton).toHaveText('Pay £64.00');
    await step.fillIn();
    await step.pay();
    await expect(step.order).toHaveAttribute('data-status', 'paid');
    expect(await stage.ledger.sessions()).toHaveLength(1);
    expect(await stage.ledger.charges()).toHaveLength(1);
  });
});

test.describe(() => {
  test.use({ options: { port: 0 } });

  test('Stripe.js stands in the page already: it is used, and none is loaded', async ({ page, context, stage }) => {
    const asked = await leadToSandbox(context, stage);
    const step = await openPaymentStep(page, 'storm-jug');
    await step.fillIn();
    await step.pay();
    await expect(step.order).toHaveAttribute('data-status', 'paid');
    expect(asked).toEqual([]);
  });
});

async function refuseFirst(count: number, context: BrowserContext, stage: Stage): Promise<void> {
  let left = count;
  await context.route(STRIPE, (route) => (left-- > 0 ? route.abort() : leadOn(route, stage)));
}

async function goToPay(page: Page): Promise<PaymentStep> {
  await page.goto('/pay-here.html');
  await page.locator('[data-cart-add="storm-jug"]').click();
  const cart = new Cart(page);
  await cart.open();
  await cart.checkout();
  return new PaymentStep(page);
}

/** The attempt stays the same, so what was opened in the page is closed before Stripe's page opens. */
async function buyOnStripesPage(page: Page, step: PaymentStep, stage: Stage): Promise<void> {
  await step.offer.getByRole('button', { name: 'Pay on Stripe’s page' }).click();
  const session = await arriveAtPayment(page);
  await pay(page);
  await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
  const [inThePage = '', ...after] = await stage.ledger.sessions();
  expect(after).toEqual([session]);
  expect(await stage.ledger.states(inThePage)).toEqual(['open', 'expired']);
  expect(await stage.ledger.charges()).toMatchObject([{ session, amount: 6400 }]);
}
