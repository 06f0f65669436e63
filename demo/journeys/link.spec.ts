import type { Page } from '@playwright/test';
import { Cart, Receipt } from './cart.ts';
import { expect, test, type Stage } from './fixtures.ts';
import { arriveAtPayment, pay } from './payment-page.ts';
import { COMES_BACK } from './settings.ts';

// A link that is off answers like that.
test.use({ provokes: [410] });

/** The links that this browser was sent to, oldest first. */
function linksOf(page: Page, { sandbox }: Stage): string[] {
  const links: string[] = [];
  page.on('request', (request) => request.url().startsWith(`${sandbox}/links/`) && links.push(request.url()));
  return links;
}

test('a link is made for this cart, paid once, and off from then on', async ({ page, context, stage }) => {
  const links = linksOf(page, stage);
  await page.goto('/link.html');
  const cart = new Cart(page);
  await cart.add('breakfast-bowl', 'storm-jug');
  await cart.open();
  await cart.checkout();
  const session = await arriveAtPayment(page);
  await expect(page.getByTestId('total')).toHaveText('£88.00');
  await pay(page);
  const receipt = new Receipt(page);
  await expect(receipt.order).toHaveAttribute('data-status', 'paid');
  await expect(receipt.lines).toContainText(['1 × Breakfast bowl', '1 × Storm jug']);
  await expect(cart.count).toHaveText('0');
  expect(await stage.ledger.charges()).toMatchObject([{ session, amount: 8800 }]);
  expect(stage.orders).toMatchObject([{ status: 'paid', totals: { total: 8800 } }]);

  expect(links).toHaveLength(1);
  const again = await context.newPage();
  await again.goto(links[0] ?? '');
  await expect(again.getByTestId('link-inactive')).toBeVisible();
});

test(
  'a changed cart has a link of its own; the old one is off and its session over',
  COMES_BACK,
  async ({ page, context, stage }) => {
    const links = linksOf(page, stage);
    await page.goto('/link.html');
    const cart = new Cart(page);
    await cart.add('drip-cone');
    await cart.open();
    await cart.checkout();
    const before = await arriveAtPayment(page);
    const oldAddress = page.url();

    await page.goBack({ waitUntil: 'commit' });
    await expect(cart.checkoutButton).toHaveText('Checkout');
    await cart.more('Drip cone');
    await expect(cart.subtotal).toHaveText('£76.00');
    await cart.checkout();
    await page.waitForURL((url) => url.href !== oldAddress && url.pathname.startsWith('/c/pay/'));
    const after = await arriveAtPayment(page);
    expect(await stage.ledger.states(before)).toEqual(['open', 'expired']);
    expect(new Set(links).size).toBe(2);

    const old = await context.newPage();
    await old.goto(links[0] ?? '');
    await expect(old.getByTestId('link-inactive')).toBeVisible();
    await old.goto(oldAddress);
    await expect(old.getByTestId('closed-expired')).toBeVisible();

    await pay(page);
    await expect(new Receipt(page).total).toHaveText('£76.00');
    expect(await stage.ledger.charges()).toMatchObject([{ session: after, amount: 7600 }]);
  },
);
