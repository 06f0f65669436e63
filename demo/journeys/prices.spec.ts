import { Cart, Receipt } from './cart.ts';
import { expect, test, type Stage } from './fixtures.ts';
import { arriveAtPayment, pay } from './payment-page.ts';
import { COMES_BACK } from './settings.ts';

test.use({ provokes: [409] });

const reprice = (stage: Stage, item: string, pence: number) =>
  stage.changePrices((list) => ({
    ...list,
    items: list.items.map((each) => (each.id === item ? { ...each, amounts: { gbp: pence } } : each)),
  }));

test('a price that rose meanwhile is shown, old and new, and asked about before anything is started', async ({
  page,
  stage,
}) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('breakfast-bowl', 'bud-vase');
  await cart.open();
  await expect(cart.subtotal).toHaveText('£46.00');
  await reprice(stage, 'breakfast-bowl', 2650);

  await cart.checkout();
  const question = cart.drawer.locator('[part=price-changed]');
  await expect(question).toContainText('Breakfast bowl: was £24.00, now £26.50');
  await expect(question).toContainText('Subtotal: was £46.00, now £48.50');
  await expect(question).not.toContainText('Bud vase');
  expect(await stage.ledger.calls()).toEqual([]);

  await question.getByRole('button', { name: 'Continue with £48.50' }).click();
  const session = await arriveAtPayment(page);
  await expect(page.getByTestId('total')).toHaveText('£48.50');
  await pay(page);
  await expect(new Receipt(page).total).toHaveText('£48.50');
  expect(await stage.ledger.charges()).toMatchObject([{ session, amount: 4850 }]);
});

test('who does not agree to the new price keeps the cart, and nothing is started', async ({ page, stage }) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('breakfast-bowl');
  await cart.open();
  await reprice(stage, 'breakfast-bowl', 2000);
  await cart.checkout();
  await cart.drawer.getByRole('button', { name: 'Back to the cart' }).click();
  await expect.poll(() => cart.contents()).toEqual(['1 × Breakfast bowl']);
  expect(await stage.ledger.calls()).toEqual([]);
});

test(
  'a payment opened at the old price is replaced, once the buyer has agreed',
  COMES_BACK,
  async ({ page, stage }) => {
    const cart = new Cart(page);
    await cart.addFromFrontPage('breakfast-bowl');
    await cart.open();
    await cart.checkout();
    const before = await arriveAtPayment(page);
    const oldAddress = page.url();

    await reprice(stage, 'breakfast-bowl', 2650);
    await page.goBack({ waitUntil: 'commit' });
    await expect(cart.checkoutButton).toHaveText('Checkout');
    await cart.checkout();
    await cart.drawer.getByRole('button', { name: 'Continue with £26.50' }).click();
    await page.waitForURL((url) => url.href !== oldAddress && url.pathname.startsWith('/c/pay/'));
    const after = await arriveAtPayment(page);

    await expect(page.getByTestId('total')).toHaveText('£26.50');
    expect(await stage.ledger.states(before)).toEqual(['open', 'expired']);
    expect(await stage.ledger.sessions()).toEqual([before, after]);
  },
);
