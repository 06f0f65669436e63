import { Cart, Receipt } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { arriveAtPayment, fillIn, pay, pressPay } from './payment-page.ts';

const theLink = { name: /^Buy ?: Bud vase/ } as const;
const theButton = { name: 'Buy', exact: true } as const;

test.describe('where JavaScript does not run', () => {
  test.use({ javaScriptEnabled: false, provokes: [422] });

  test('a link leads to Stripe, and back to a page that says what it knows', async ({ page, stage }) => {
    await page.goto('/no-script.html');
    await page.getByRole('link', theLink).click();
    const session = await arriveAtPayment(page);
    await expect(page.getByTestId('total')).toHaveText('£22.00');
    await fillIn(page);
    await pressPay(page);
    await page.waitForURL('**/fixed-link-thanks.html*');
    await expect(page.locator('main')).toContainText('cannot see whether you paid');
    expect(await stage.ledger.charges()).toMatchObject([{ session, amount: 2200 }]);
  });

  test('a form is sent on to Stripe with what was chosen; refused, it is told why and led back', async ({
    page,
    stage,
  }) => {
    await page.goto('/no-script.html');
    await page.getByRole('button', theButton).click();
    await expect(page.getByRole('heading')).toHaveText('Please look at your choices');
    await expect(page.locator('meta[name=stripe-cart-problem]')).toHaveAttribute('content', 'invalid_option');
    await page.getByRole('link', { name: 'Back to the shop' }).click();
    await page.waitForURL(`${stage.shop}/`);
    expect(await stage.ledger.sessions()).toEqual([]);

    await page.goto('/no-script.html');
    await page.getByRole('radio', { name: 'Ink' }).check();
    await page.getByLabel('How many').fill('2');
    await page.getByRole('button', theButton).click();
    const session = await arriveAtPayment(page);
    await expect(page.getByTestId('total')).toHaveText('£58.00');
    await pay(page);
    await expect(page.locator('main')).toContainText('your receipt comes by e-mail');
    expect(await stage.ledger.charges()).toMatchObject([{ session, amount: 5800 }]);
    const [line] = stage.orders[0]?.lines ?? [];
    expect(line).toMatchObject({ item: 'harbour-mug', quantity: 2, options: [{ name: 'Glaze', value: 'Ink' }] });
  });
});

test('where it runs, the same link and the same form fill one cart, and that is paid', async ({ page, stage }) => {
  await page.goto('/no-script.html');
  await page.getByRole('link', theLink).click();
  await page.getByRole('radio', { name: 'Kelp' }).check();
  await page.getByRole('button', theButton).click();
  const cart = new Cart(page);
  await cart.open();
  await expect.poll(() => cart.contents()).toEqual(['1 × Bud vase', '1 × Harbour mug']);
  await cart.checkout();
  await arriveAtPayment(page);
  await pay(page);
  await expect(new Receipt(page).lines).toContainText(['Bud vase', 'Glaze: Kelp']);
  expect(await stage.ledger.charges()).toMatchObject([{ amount: 4800 }]);
});
