import type { Page, Request } from '@playwright/test';
import { Cart, Receipt } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { arriveAtPayment, fillIn, pressPay } from './payment-page.ts';

/** Pays for what stands on Stripe's page. @returns the session's id */
async function pay(page: Page): Promise<string> {
  const session = await arriveAtPayment(page);
  await fillIn(page);
  await pressPay(page);
  await page.waitForURL('**/*-thanks.html*');
  return session;
}

test('from files alone: the cart finds its link, and no byte goes anywhere but there', async ({ page, stage }) => {
  const asked: Request[] = [];
  page.on('request', (request) => asked.push(request));
  await page.goto('/fixed-link.html?utm_source=mail');
  const cart = new Cart(page);
  await cart.add('breakfast-bowl', 'bud-vase');
  await cart.open();
  await expect(cart.subtotal).toHaveText('£46.00');
  await cart.checkout();
  await arriveAtPayment(page);

  const [first, ...others] = asked.filter((request) => new URL(request.url()).origin !== stage.shop);
  const link = new URL(first?.url() ?? '');
  expect(first?.isNavigationRequest()).toBe(true);
  expect(link.href).toMatch(new RegExp(`^${stage.sandbox}/links/test_`));
  expect(Object.fromEntries(link.searchParams)).toEqual({
    client_reference_id: expect.stringMatching(/^[\da-f-]{36}$/),
    locale: 'en-GB',
    utm_source: 'mail',
  });
  expect(others.filter((request) => !request.url().startsWith(stage.sandbox))).toEqual([]);

  await expect(page.getByTestId('total')).toHaveText('£46.00');
  const session = await pay(page);
  expect(await stage.ledger.charges()).toMatchObject([{ session, amount: 4600, currency: 'gbp' }]);

  // The page says what it knows, which is not that anything was paid; the cart waits for the buyer's word.
  const { headline, order } = new Receipt(page);
  await expect(headline).toHaveText('You are back from Stripe');
  await expect(order).toContainText('cannot see whether you paid');
  await expect(cart.count).toHaveText('2');
  expect(page.url()).not.toContain(session);
  await page.getByRole('button', { name: 'I have paid' }).click();
  await expect(headline).toHaveText('Thank you');
  await expect(cart.count).toHaveText('0');
  expect(asked.filter((request) => request.url().startsWith(stage.proxy))).toEqual([]);
});

test.describe(() => {
  test.use({ provokes: ['stripe-cart: there is no payment link for'] });

  test('a cart without a link: a plain sentence, what is near, and never a wrong link', async ({ page, stage }) => {
    const told: string[] = [];
    page.on('console', (message) => told.push(message.text()));
    await page.goto('/fixed-link.html');
    const cart = new Cart(page);
    await cart.add('breakfast-bowl', 'bud-vase', 'drip-cone');
    await cart.open();
    await expect(cart.subtotal).toHaveText('£84.00');
    await cart.checkout();

    const notice = cart.drawer.locator('[part=no-link]');
    await expect(notice).toContainText('This cart cannot be paid for in one go');
    await expect.poll(() => told.join()).toContain('npx stripe-cart links --items');
    expect(await stage.ledger.sessions()).toEqual([]);
    await cart.close();
    await page.getByRole('button', { name: 'What just happened' }).click();
    const command = page.locator('what-just-happened li', { hasText: 'npx stripe-cart links wrote links.json' });
    await expect(command).toContainText(/\d+ calls to Stripe: .*paymentLinks\.create → 200/);
    await cart.open();

    await notice.getByRole('button', { name: /^Take out .*Drip cone/ }).click();
    await expect(cart.subtotal).toHaveText('£46.00');
    await cart.checkout();
    await arriveAtPayment(page);
    await expect(page.getByTestId('total')).toHaveText('£46.00');
  });
});

test('with a proxy: the buyer pays for fewer on Stripe’s page, and exactly those leave the cart', async ({
  page,
  stage,
}) => {
  await page.goto('/verified-link.html');
  const cart = new Cart(page);
  await cart.add('bud-vase', 'storm-jug', 'bud-vase', 'bud-vase');
  await cart.open();
  await expect(cart.drawer.locator('[part=you-set]')).toContainText('You set the quantities on the payment page');
  await cart.checkout();

  await arriveAtPayment(page);
  await page.getByLabel('Quantity: Bud vase').fill('2');
  await page.getByLabel('Quantity: Bud vase').press('Enter');
  await expect(page.getByTestId('total')).toHaveText('£108.00');
  const session = await pay(page);

  const { order, lines, total } = new Receipt(page);
  await expect(order).toHaveAttribute('data-status', 'paid');
  await expect(lines).toContainText(['2 × Bud vase', '1 × Storm jug']);
  await expect(total).toHaveText('£108.00');
  await expect(cart.count).toHaveText('1');
  expect(await stage.ledger.charges()).toMatchObject([{ session, amount: 10_800 }]);
  expect(stage.orders).toMatchObject([{ status: 'paid', totals: { total: 10_800 } }]);
});
