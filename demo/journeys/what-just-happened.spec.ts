import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { Cart, Receipt } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { arriveAtPayment, DECLINED_CARD, fillIn, pay, pressPay } from './payment-page.ts';
import { disputeInVain } from './sandbox.ts';
import { COMES_BACK } from './settings.ts';

/** The drawer of the demo, as a visitor sees it. */
class Drawer {
  readonly tab: Locator;
  readonly panel: Locator;
  readonly entries: Locator;

  constructor(page: Page) {
    this.tab = page.getByRole('button', { name: 'What just happened' });
    this.panel = page.getByRole('region', { name: 'What just happened' });
    this.entries = this.panel.locator('li');
  }
}

test('a purchase is told as it happens, newest first, with the calls it made', async ({ page, stage }) => {
  const cart = new Cart(page);
  const drawer = new Drawer(page);
  await cart.addFromFrontPage('breakfast-bowl');
  await drawer.tab.click();
  await expect(drawer.panel).toContainText('Nothing yet.');

  await cart.open();
  await expect(drawer.entries.first()).toContainText('Asked for the price list: GET /v1/catalog → 200');
  await expect(drawer.entries.first()).toContainText('No call to Stripe');
  await cart.checkout();
  const session = await arriveAtPayment(page);
  await page.goBack({ waitUntil: 'commit' });
  const create = drawer.entries.filter({ hasText: 'Your click: POST /v1/checkout' });
  await expect(create).toContainText(`the proxy created a Checkout Session (${session.slice(0, 14)}…)`);
  await expect(create).toContainText('1 call to Stripe: checkout.sessions.create → 200');

  await page.goForward({ waitUntil: 'commit' });
  await pay(page);
  await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
  const [order] = stage.orders;
  // The drawer has stayed open on the way, and tells the whole story, the latest at its top.
  await expect(drawer.entries.first()).toContainText('Asked how the order stands: POST /v1/order → 200');
  const texts = [
    'You came back from Stripe: GET /v1/return',
    `Order ${order?.id} reached the shop: paid, £24.00`,
    'Stripe delivered checkout.session.completed → proxy 200',
    'Stripe took £24.00 from you',
    `the proxy created a Checkout Session (${session.slice(0, 14)}…)`,
  ];
  await expect.poll(async () => inOrder(await drawer.entries.allInnerTexts(), texts)).toEqual(texts);
});

test('closed it asks for nothing; the keyboard opens it, Escape closes it and stays where it was', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const drawer = new Drawer(page);
  await page.goto('/');
  await expect(drawer.tab).toHaveAttribute('aria-expanded', 'false');
  await expect(drawer.panel).toBeHidden();
  expect(asked).toContain('/_demo/what-just-happened.js');
  expect(asked).not.toContain('/_demo/happenings');

  await drawer.tab.focus();
  await page.keyboard.press('Enter');
  await expect(drawer.panel).toBeVisible();
  await expect(drawer.tab).toHaveAttribute('aria-expanded', 'true');
  expect((await new AxeBuilder({ page }).include('what-just-happened').analyze()).violations).toEqual([]);

  await page.reload();
  await expect(drawer.panel).toBeVisible();
  await drawer.panel.getByRole('link', { name: 'Stripe’s side of it' }).focus();
  await page.keyboard.press('Escape');
  await expect(drawer.panel).toBeHidden();
  await expect(drawer.tab).toBeFocused();
  await page.reload();
  await expect(drawer.panel).toBeHidden();
});

test('the cart lies above it, and every button of the cart can be pressed', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  const cart = new Cart(page);
  const drawer = new Drawer(page);
  await cart.addFromFrontPage('breakfast-bowl');
  await drawer.tab.click();
  await expect(drawer.panel).toBeVisible();
  await cart.open();
  await cart.more('Breakfast bowl');
  await expect(cart.subtotal).toHaveText('£48.00');
  await cart.checkout();
  await arriveAtPayment(page);
});

test.describe(() => {
  test.use({ provokes: [402] });

  test('a declined card and a second try are told as what they are', async ({ page }) => {
    const cart = new Cart(page);
    await cart.addFromFrontPage('storm-jug');
    await cart.open();
    await cart.checkout();
    await arriveAtPayment(page);
    await fillIn(page, DECLINED_CARD);
    await pressPay(page);
    await expect(page.getByTestId('problem')).toContainText('declined');
    await pay(page);

    const drawer = new Drawer(page);
    await drawer.tab.click();
    const texts = ['Stripe took £64.00 from you', 'The payment was declined, and can be tried again'];
    await expect.poll(async () => inOrder(await drawer.entries.allInnerTexts(), texts)).toEqual(texts);
  });
});

test('money that the bank asks back is told as the shop’s loss, and as its gain when the shop is right', async ({
  page,
  stage,
}) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('breakfast-bowl');
  await cart.open();
  await cart.checkout();
  await arriveAtPayment(page);
  await pay(page);
  const [charge] = await stage.ledger.charges();
  await disputeInVain(stage, charge?.paymentIntent ?? '');

  const drawer = new Drawer(page);
  await drawer.tab.click();
  const texts = [
    'Your bank decided for the shop, and Stripe gave it £24.00 back',
    'Your bank asked for £24.00 back, and Stripe took it from the shop',
    'Stripe took £24.00 from you',
  ];
  await expect.poll(async () => inOrder(await drawer.entries.allInnerTexts(), texts)).toEqual(texts);
  await expect(drawer.panel).not.toContainText('back to you');
});

test('a changed cart is told as a session closed and another made', COMES_BACK, async ({ page }) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('breakfast-bowl');
  await cart.open();
  await cart.checkout();
  await arriveAtPayment(page);
  await page.goBack({ waitUntil: 'commit' });
  await cart.more('Breakfast bowl');
  await cart.checkout();
  await arriveAtPayment(page);
  await page.goto('/delivery.html');
  const drawer = new Drawer(page);
  await drawer.tab.click();
  await expect(drawer.entries.first()).toContainText(
    'the proxy closed the Checkout Session before and created another',
  );
  await expect(drawer.entries.first()).toContainText('checkout.sessions.expire → 200');
});

/** Those of `wanted` that are found, in the order in which they are found. */
function inOrder(texts: readonly string[], wanted: readonly string[]): string[] {
  return texts.flatMap((text) => wanted.filter((each) => text.includes(each)));
}
