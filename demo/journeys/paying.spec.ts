import { Cart, Receipt } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { arriveAtPayment, DECLINED_CARD, fillIn, pay, pressPay } from './payment-page.ts';

test('two things are bought, and the page says paid only after the proxy has asked Stripe', async ({ page, stage }) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('breakfast-bowl', 'bud-vase');
  await expect(cart.count).toHaveText('2');
  await cart.open();
  await expect(cart.subtotal).toHaveText('£46.00');
  await cart.checkout();

  const session = await arriveAtPayment(page);
  await expect(page.getByTestId('total')).toHaveText('£46.00');
  await pay(page);

  const receipt = new Receipt(page);
  await expect(receipt.order).toHaveAttribute('data-status', 'paid');
  await expect(receipt.lines).toContainText(['1 × Breakfast bowl', '1 × Bud vase']);
  await expect(receipt.total).toHaveText('£46.00');
  await expect(cart.count).toHaveText('0');
  // Neither the order's token nor any id of Stripe's stays in the address bar.
  expect(page.url()).toBe(`${stage.shop}/thanks.html`);

  expect(await stage.ledger.sessions()).toEqual([session]);
  expect(await stage.ledger.charges()).toMatchObject([{ session, amount: 4600, currency: 'gbp' }]);
  expect(stage.orders).toMatchObject([
    { status: 'paid', currency: 'gbp', totals: { total: 4600 }, buyer: { email: 'ada@example.com' } },
  ]);
  expect(stage.errors).toEqual([]);
});

test('a choice and an engraving arrive as they were made, and cost what the price list says', async ({
  page,
  stage,
}) => {
  await page.goto('/pots/harbour-mug.html');
  await page.getByLabel('Ink').check();
  await page.getByLabel('Stamp').fill('A & <B>');
  await page.getByLabel('How many').fill('3');
  await page.getByRole('button', { name: 'Add to cart' }).click();

  const cart = new Cart(page);
  await cart.open();
  await expect(cart.line('Harbour mug')).toContainText('Glaze: Ink');
  await expect(cart.line('Harbour mug')).toContainText('Stamp: A & <B>');
  await expect(cart.subtotal).toHaveText('£87.00');
  await cart.checkout();
  await arriveAtPayment(page);
  await pay(page);

  const receipt = new Receipt(page);
  await expect(receipt.order).toHaveAttribute('data-status', 'paid');
  await expect(receipt.lines.first()).toContainText('Stamp: A & <B>');
  await expect(receipt.total).toHaveText('£87.00');
  expect(stage.orders).toHaveLength(1);
  const [line] = stage.orders[0]?.lines ?? [];
  expect(line).toMatchObject({ item: 'harbour-mug', quantity: 3 });
  expect(new Set(line?.options)).toEqual(
    new Set([
      { name: 'Glaze', value: 'Ink' },
      { name: 'Stamp', value: 'A & <B>' },
    ]),
  );
});

test.describe(() => {
  test.use({ provokes: [402] });

  test('a declined card is told, and another one pays the same session', async ({ page, stage }) => {
    const cart = new Cart(page);
    await cart.addFromFrontPage('storm-jug');
    await cart.open();
    await cart.checkout();
    const session = await arriveAtPayment(page);

    await fillIn(page, DECLINED_CARD);
    await pressPay(page);
    await expect(page.getByTestId('problem')).toContainText('declined');
    expect(await stage.ledger.charges()).toEqual([]);

    await pay(page);
    await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
    expect(await stage.ledger.sessions()).toEqual([session]);
    expect(await stage.ledger.charges()).toMatchObject([{ session, amount: 6400 }]);
    expect(stage.orders).toHaveLength(1);
  });
});

test('exactly the paid lines leave the cart; what was added meanwhile stays', async ({ page, context, stage }) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('breakfast-bowl', 'breakfast-bowl', 'bud-vase');
  await cart.open();
  await cart.checkout();
  await arriveAtPayment(page);

  // In another tab, while the first one is at Stripe: one more of the same, and something else.
  const other = await context.newPage();
  const otherCart = new Cart(other);
  await otherCart.addFromFrontPage('breakfast-bowl', 'drip-cone');
  await expect(otherCart.count).toHaveText('5');

  await pay(page);
  await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
  await expect(cart.count).toHaveText('2');
  await expect(otherCart.count).toHaveText('2');
  await otherCart.open();
  await expect.poll(() => otherCart.contents()).toEqual(['1 × Breakfast bowl', '1 × Drip cone']);
  expect(await stage.ledger.charges()).toMatchObject([{ amount: 7000 }]);
});

test('one button buys at once, and the same thing can be bought again afterwards', async ({ page, stage }) => {
  for (const round of [1, 2]) {
    await page.goto('/pots/bud-vase.html');
    await page.getByRole('button', { name: 'Buy it now' }).click();
    await arriveAtPayment(page);
    await pay(page);
    await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
    expect(await stage.ledger.sessions()).toHaveLength(round);
    expect(await stage.ledger.charges()).toHaveLength(round);
  }
  expect(new Set(stage.orders.map(({ id }) => id)).size).toBe(2);
});

test('plates are sold in pairs, and the cart keeps them so', async ({ page }) => {
  const cart = new Cart(page);
  await cart.addFromFrontPage('tide-plate');
  await cart.open();
  await expect.poll(() => cart.contents()).toEqual(['2 × Tide plate']);
  await cart.more('Tide plate');
  await expect.poll(() => cart.contents()).toEqual(['4 × Tide plate']);
  const quantity = cart.line('Tide plate').getByLabel('Quantity of Tide plate');
  await quantity.fill('5');
  await quantity.press('Tab');
  await expect(quantity).toHaveValue('6');
  await expect(cart.subtotal).toHaveText('£114.00');
  await cart.checkout();
  await arriveAtPayment(page);
  await expect(page.getByTestId('total')).toHaveText('£114.00');
});
