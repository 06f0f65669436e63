import type { Page } from '@playwright/test';
import { Cart, Receipt } from './cart.ts';
import { expect, test, type Stage } from './fixtures.ts';
import { arriveAtPayment, pay } from './payment-page.ts';

test.use({ provokes: [404, 422] });

/** A session id of the right shape that nobody has. */
const NOBODYS = `cs_test_${'a1'.repeat(29)}`;

/** Addresses that claim what did not happen. */
const FORGED = {
  'Stripe’s own word for success': '?redirect_status=succeeded',
  'success, with an id that nobody has': `?redirect_status=succeeded&session_id=${NOBODYS}`,
  'a payment intent as article samples read it': '?payment_intent=pi_123&redirect_status=succeeded',
  'a token of somebody’s invention': '#order=paid',
  'a long token of somebody’s invention': `#order=${'A'.repeat(400)}`,
  'a return that the proxy would not vouch for': '#order=unverified',
  'markup for a token': '#order=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E',
  'nothing at all': '',
};

for (const [claim, address] of Object.entries(FORGED)) {
  test(`a forged return is not paid, and costs the buyer nothing: ${claim}`, async ({ page, stage }) => {
    await countPaidEvents(page);
    const cart = new Cart(page);
    await cart.addFromFrontPage('bud-vase');
    await page.goto(`/thanks.html${address}`);
    await expect(new Receipt(page).order).toHaveAttribute('data-status', 'unverified');
    await expect(page.locator('stripe-cart-return')).toContainText('Your cart is as you left it.');
    await expect(cart.count).toHaveText('1');
    expect(await paidEvents(page)).toBe(0);
    expect(await stage.ledger.charges()).toEqual([]);
    expect(stage.orders).toEqual([]);
  });
}

test('the proxy sends every return to the shop’s own page, whatever the address asks for', async ({ page, stage }) => {
  const { session, returnUrl } = await buy(page, stage, 'bud-vase');
  const genuine = new URL(returnUrl);
  const nonce = genuine.searchParams.get('nonce') ?? '';
  const calls = (await stage.ledger.calls()).length;

  const addresses: [string, 'unverified' | 'token'][] = [
    [`/v1/return?nonce=${nonce}&session_id=${session}`, 'token'],
    [`/v1/return?nonce=${nonce}&session_id=${session}&return_url=https://evil.example/`, 'token'],
    [`/v1/return?nonce=${nonce}&session_id=${NOBODYS}`, 'unverified'],
    [`/v1/return?nonce=${nonce.slice(0, -2)}AA&session_id=${session}`, 'unverified'],
    [`/v1/return?session_id=${session}`, 'unverified'],
    ['/v1/return', 'unverified'],
    ['/v1/return?redirect=//evil.example&next=javascript:alert(1)', 'unverified'],
  ];
  for (const [address, outcome] of addresses) {
    const response = await fetch(stage.proxy + address, { redirect: 'manual' });
    expect.soft(response.status, address).toBe(303);
    const location = new URL(response.headers.get('location') ?? '');
    expect.soft(location.origin + location.pathname, address).toBe(`${stage.shop}/thanks.html`);
    expect.soft(location.hash === '#order=unverified', address).toBe(outcome === 'unverified');
    expect.soft(location.href, address).not.toMatch(/evil|cs_test|javascript/);
  }
  // Stripe is asked for those that carry a genuine nonce, and for no other.
  expect((await stage.ledger.calls()).length - calls).toBe(3);
});

test('a receipt link opens in another browser, and takes nothing out of that one’s cart', async ({
  page,
  browser,
  stage,
}) => {
  await buy(page, stage, 'storm-jug');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.shop });
  await page.getByRole('button', { name: 'Copy receipt link' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('/thanks.html#order=');
  expect(link).not.toContain('cs_test');

  const stranger = await browser.newPage({ baseURL: stage.shop });
  await countPaidEvents(stranger);
  const cart = new Cart(stranger);
  await cart.addFromFrontPage('storm-jug');
  await stranger.goto(link);
  await expect(new Receipt(stranger).order).toHaveAttribute('data-status', 'paid');
  await expect(new Receipt(stranger).total).toHaveText('£64.00');
  await expect(stranger.locator('main')).not.toContainText('ada@example.com');
  await expect(cart.count).toHaveText('1');
  expect(await paidEvents(stranger)).toBe(0);
  await stranger.close();
});

test('a bare session id of somebody else’s opens a status and nothing more', async ({ page, browser, stage }) => {
  const { session } = await buy(page, stage, 'storm-jug');
  const stranger = await browser.newPage({ baseURL: stage.shop });
  await stranger.goto(`/thanks.html?session_id=${session}`);
  const receipt = new Receipt(stranger);
  await expect(receipt.order).toHaveAttribute('data-status', 'paid');
  await expect(receipt.lines).toHaveCount(0);
  await expect(stranger.locator('main')).not.toContainText(/Storm jug|£64|ada@example\.com/);
  expect(stranger.url()).not.toContain('cs_test');
  await stranger.close();
});

/** Buys one thing, to have a genuine return to forge from. */
async function buy(page: Page, stage: Stage, item: string) {
  const cart = new Cart(page);
  await cart.addFromFrontPage(item);
  await cart.open();
  await cart.checkout();
  const session = await arriveAtPayment(page);
  const returning = page.waitForRequest(`${stage.proxy}/v1/return?**`);
  await pay(page);
  await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
  return { session, returnUrl: (await returning).url() };
}

async function countPaidEvents(page: Page): Promise<void> {
  await page.addInitScript(() => {
    addEventListener('cart-paid', () => document.documentElement.setAttribute('data-heard-paid', ''));
  });
}

const paidEvents = (page: Page): Promise<number> => page.locator('html[data-heard-paid]').count();
