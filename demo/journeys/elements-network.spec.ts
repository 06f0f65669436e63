import type { BrowserContext, Page, Route } from '@playwright/test';
import { Cart } from './cart.ts';
import { expect, test, type Stage } from './fixtures.ts';
import { openPaymentStep, type PaymentStep } from './payment-step.ts';

/** What Stripe.js sends when the buyer pays. */
const CONFIRM = '**/_elements/confirm';
const ORDER = '**/v1/order';

/** What nobody may be told while nobody knows. */
const CLAIMS = /failed|declined|nothing was charged|did not go through|thank you/i;

test.use({ provokes: ['net::ERR_FAILED'] });

test('offline before the press: told so, nothing sent, and paid when the network is back', async ({
  page,
  context,
  stage,
}) => {
  const step = await filledIn(page);
  const confirms = count(context);
  await context.setOffline(true);
  await step.pay();
  await expect(step.notice).toHaveText('You are offline. Nothing was charged; try again when you are back.');
  expect(confirms()).toBe(0);

  await context.setOffline(false);
  await step.pay();
  await isPaidOnce(step, stage);
  expect(confirms()).toBe(1);
});

test('the request to pay is lost on its way: nothing was charged, and the next press pays', async ({ page, stage }) => {
  const step = await filledIn(page);
  await page.route(CONFIRM, (route) => route.abort(), { times: 1 });
  await step.pay();
  // Said only after the proxy has asked Stripe.
  await expect(step.notice).toContainText('That did not work.');
  await expect(step.payButton).toHaveText('Pay £64.00');
  expect(await stage.ledger.charges()).toEqual([]);

  await step.pay();
  await isPaidOnce(step, stage);
});

test('the answer is lost: the proxy knows that it was paid', async ({ page, stage }) => {
  const step = await filledIn(page);
  await page.route(CONFIRM, loseAnswer);
  await step.pay();
  await isPaidOnce(step, stage);
});

test('the answer is lost and the proxy is out of reach: nobody claims anything, and the buyer can ask again', async ({
  page,
  stage,
}) => {
  const step = await filledIn(page);
  await page.route(CONFIRM, loseAnswer);
  await page.route(ORDER, (route) => route.abort());
  await step.pay();
  await isUnsure(step, page);
  await step.offer.getByRole('button', { name: 'Check again' }).click();
  await page.unroute(ORDER);
  await isPaidOnce(step, stage);
});

test('the request is lost and the proxy is out of reach: nobody claims anything; the form comes back, and pays', async ({
  page,
  stage,
}) => {
  await page.clock.install();
  const step = await filledIn(page);
  await page.route(CONFIRM, (route) => route.abort(), { times: 1 });
  await page.route(ORDER, (route) => route.abort());
  await step.pay();
  await isUnsure(step, page);
  expect(await stage.ledger.charges()).toEqual([]);

  await page.unroute(ORDER);
  await step.offer.getByRole('button', { name: 'Check again' }).click();
  await passWaits(page, step.notice);
  await expect(step.notice).toHaveText('No payment has arrived. Nothing was charged; you can try again.');
  await step.pay();
  await isPaidOnce(step, stage);
});

test('paid, and then the proxy is out of reach: asked again and again, and then by the buyer', async ({
  page,
  stage,
}) => {
  await page.clock.install();
  const step = await filledIn(page);
  await page.route(ORDER, (route) => route.abort());
  await step.pay();
  await expect(step.payButton).toHaveText('Confirming your payment…');
  await passWaits(page, step.offer.getByRole('button'));
  await isUnsure(step, page);
  expect(await stage.ledger.charges()).toHaveLength(1);

  await page.unroute(ORDER);
  await step.offer.getByRole('button', { name: 'Check again' }).click();
  await isPaidOnce(step, stage);
});

test('no answer for a minute: the buyer is told that nobody knows yet, and then how it ended', async ({
  page,
  stage,
}) => {
  await page.clock.install();
  const step = await filledIn(page);
  const held: Route[] = [];
  await page.route(CONFIRM, (route) => void held.push(route));
  await step.pay();
  await expect.poll(() => held).toHaveLength(1);
  await page.clock.runFor(59_000);
  await expect(step.payButton).toHaveText('Paying…');
  await page.clock.runFor(2_000);
  await expect(step.notice).toHaveText('This takes long. We do not know yet whether you have paid; please wait.');
  // A second press would be a second payment, for all that anyone knows.
  await step.payButton.evaluate((button: HTMLElement) => button.click());
  expect(held).toHaveLength(1);

  for (const route of held) await route.continue();
  await isPaidOnce(step, stage);
});

test('the tab is closed while paying: the next one knows', async ({ page, context, stage }) => {
  const step = await filledIn(page);
  await page.route(CONFIRM, async (route) => {
    await route.fetch();
    await page.close();
  });
  await step.pay();
  await expect.poll(() => stage.ledger.charges()).toHaveLength(1);

  const next = await context.newPage();
  await next.goto('/pay-here.html');
  const cart = new Cart(next);
  await cart.opener.click();
  await expect(next.locator('stripe-cart [data-status]')).toHaveAttribute('data-status', 'paid');
  await expect(cart.count).toHaveText('0');
  expect(await stage.ledger.charges()).toHaveLength(1);
});

async function filledIn(page: Page): Promise<PaymentStep> {
  const step = await openPaymentStep(page, 'storm-jug');
  await step.fillIn();
  return step;
}

/** Stripe hears it and does it, and nobody hears Stripe. */
async function loseAnswer(route: Route): Promise<void> {
  await route.fetch();
  await route.abort();
}

/** @returns how often Stripe was told to take the money */
function count(context: BrowserContext): () => number {
  let requests = 0;
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/_elements/confirm') requests += 1;
  });
  return () => requests;
}

async function isUnsure(step: PaymentStep, page: Page): Promise<void> {
  await expect(step.offer).toContainText('We could not confirm your payment. It may have worked.');
  await expect(page.locator('stripe-cart')).not.toContainText(CLAIMS);
  await expect(new Cart(page).count).toHaveText('1');
}

/** The page asks the proxy again after pauses: lets the clock run through them, until this is to be seen. */
async function passWaits(page: Page, until: ReturnType<Page['locator']>): Promise<void> {
  await expect(async () => {
    await page.clock.runFor(8_000);
    await expect(until).not.toBeEmpty({ timeout: 200 });
  }).toPass({ intervals: [0] });
}

async function isPaidOnce(step: PaymentStep, stage: Stage): Promise<void> {
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await expect(new Cart(step.order.page()).count).toHaveText('0');
  const [session, ...others] = await stage.ledger.sessions();
  expect(others).toEqual([]);
  expect(await stage.ledger.charges()).toMatchObject([{ session, amount: 6400 }]);
}
