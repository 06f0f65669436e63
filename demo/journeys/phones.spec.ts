import type { Page } from '@playwright/test';
import { Cart, Receipt } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { arriveAtPayment, pay } from './payment-page.ts';
import { openPaymentStepOn } from './payment-step.ts';
import { payElsewhere } from './sandbox.ts';

const FINGERPRINT = Array.from({ length: 32 }, (_, n) => (n + 16).toString(16).toUpperCase()).join(':');

test('a page to come back to may be an app’s by its https link: phones are told so, and a browser shows the page', async ({
  page,
  stage,
}) => {
  await stage.changeSettings({
    CART_APPLE_APPS: 'ABCDE12345.example.tidewrack',
    CART_ANDROID_APPS: `com.example.tidewrack:${FINGERPRINT}`,
  });
  const [apple, android] = await Promise.all(
    ['apple-app-site-association', 'assetlinks.json'].map(async (name) =>
      (await fetch(`${stage.proxy}/.well-known/${name}`)).json(),
    ),
  );
  await buy(page);
  await pay(page);
  await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
  const { pathname } = new URL(page.url());
  expect(apple).toEqual({
    applinks: { details: [{ appIDs: ['ABCDE12345.example.tidewrack'], components: [{ '/': pathname }] }] },
  });
  expect(android).toMatchObject([
    { target: { package_name: 'com.example.tidewrack', sha256_cert_fingerprints: [FINGERPRINT] } },
  ]);
});

test('an app with a scheme of its own is handed the order’s token, and learns by it what a page would', async ({
  page,
  stage,
}) => {
  await stage.changeSettings({ CART_APP_SCHEMES: 'tidewrack', CART_RETURN_URL: 'tidewrack://thanks' });
  const session = await buy(page);
  // A browser without that app would be nowhere at the end of this: what it is answered is looked at instead.
  const answer = await fetch(await payElsewhere(stage, session), { redirect: 'manual' });
  const location = answer.headers.get('location') ?? '';
  expect([answer.status, location]).toEqual([303, expect.stringMatching(/^tidewrack:\/\/thanks#order=[\w.-]+$/)]);

  const token = new URLSearchParams(new URL(location).hash.slice(1)).get('order');
  const reply = await fetch(`${stage.proxy}/v1/order`, {
    method: 'POST',
    headers: { origin: stage.shop, 'content-type': 'application/json' },
    body: JSON.stringify({ by: 'order', token }),
  });
  expect(await reply.json()).toMatchObject({ status: 'paid', totals: { total: 6400 } });
  expect(await stage.ledger.charges()).toHaveLength(1);
});

test('back from the bank’s app in a browser that some app has of its own: it says where the cart is, and takes no money', async ({
  page,
  browser,
  stage,
}) => {
  const step = await openPaymentStepOn(page, '/intent.html', 'storm-jug');
  await step.fillInBuyer();
  await step.payment.getByRole('radio', { name: 'Revolut Pay' }).check();
  await step.pay();
  await page.waitForURL(`${stage.sandbox}/authorize/**`);

  const inApp = await browser.newPage({
    baseURL: stage.shop,
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 401.0',
  });
  await inApp.goto(page.url());
  await inApp.getByRole('button', { name: 'Fail payment' }).click();
  await inApp.waitForURL('**/thanks.html');
  const receipt = new Receipt(inApp);
  await expect(receipt.order).toHaveAttribute('data-status', /^(unpaid|failed)$/);
  await expect(inApp.locator('stripe-cart-return')).toContainText('This was ordered in another browser.');
  await inApp.close();

  await page.goto('/intent.html');
  await expect(new Cart(page).count).toHaveText('1');
  expect(await stage.ledger.charges()).toEqual([]);
});

async function buy(page: Page): Promise<string> {
  const cart = new Cart(page);
  await cart.addFromFrontPage('storm-jug');
  await cart.open();
  await cart.checkout();
  return arriveAtPayment(page);
}
