import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { TEST_CARDS } from '../payment/cards.js';
import { challengeFrame, elementsSession, fillCard, useShop, eventually } from './shop-page.fixture.js';

const shop = useShop();

const REQUIRED = '4000002760003184';
const FAILED = {
  type: 'error',
  error: {
    code: 'paymentFailed',
    message: expect.stringContaining('authenticate'),
    paymentFailed: { declineCode: null },
  },
};
const PAID = { type: 'success', error: null };

const sessionOf = (id: string) => shop.account.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });

/** Presses Pay, with the result kept on the page, and waits for the challenge to have the focus. */
async function challenged(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.events = [];
    document.querySelector<HTMLElement>('#pay')?.focus();
    void window.actions.confirm({ redirect: 'if_required' }).then((result) => {
      window.events.push({ type: result.type, error: result.type === 'error' ? result.error : null });
    });
  });
  await challengeFrame(page).getByRole('button', { name: 'Complete authentication' }).waitFor();
}

const result = (page: Page) => eventually(() => page.evaluate(() => window.events));

test('[challenge-overlay] by mouse: abandoned, failed, and passed in the end, in one session', async () => {
  const { id, clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  await fillCard(page, REQUIRED);

  await challenged(page);
  const overlay = page.locator('body > iframe[title="3D Secure challenge"]');
  const covers = await overlay.evaluate((iframe) => {
    const { zIndex, position } = getComputedStyle(iframe);
    const { width, height } = iframe.getBoundingClientRect();
    return { zIndex, position, all: width >= document.documentElement.clientWidth && height >= window.innerHeight };
  });
  expect(covers).toEqual({ zIndex: '2147483647', position: 'fixed', all: true });
  expect(await sessionOf(id)).toMatchObject({ payment_intent: { status: 'requires_action' } });
  await challengeFrame(page).getByRole('button', { name: 'Close' }).click();
  await result(page).toEqual([FAILED]);
  expect(await overlay.count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('pay');

  await challenged(page);
  await challengeFrame(page).getByRole('button', { name: 'Fail authentication' }).click();
  await result(page).toEqual([FAILED]);
  expect(await sessionOf(id)).toMatchObject({ status: 'open', payment_intent: { status: 'requires_payment_method' } });

  await challenged(page);
  await challengeFrame(page).getByRole('button', { name: 'Complete authentication' }).click();
  await result(page).toEqual([PAID]);
  expect(await sessionOf(id)).toMatchObject({ status: 'complete', payment_status: 'paid' });
});

test('[challenge-overlay] by keyboard: focus goes in, Tab stays within, Escape abandons, Enter passes, focus comes back', async () => {
  const { id, clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  await fillCard(page, REQUIRED);

  await challenged(page);
  const focused = () => challengeFrame(page).locator(':focus').textContent();
  await eventually(focused).toBe('Complete authentication');
  const order: (string | null)[] = [];
  for (const key of ['Tab', 'Tab', 'Tab', 'Shift+Tab']) {
    await page.keyboard.press(key);
    order.push(await focused());
  }
  expect(order).toEqual(['Fail authentication', 'Close', 'Complete authentication', 'Close']);
  await page.keyboard.press('Escape');
  await result(page).toEqual([FAILED]);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('pay');

  await challenged(page);
  await eventually(focused).toBe('Complete authentication');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await result(page).toEqual([FAILED]);

  await challenged(page);
  await eventually(focused).toBe('Complete authentication');
  await page.keyboard.press('Enter');
  await result(page).toEqual([PAID]);
  expect((await sessionOf(id)).payment_status).toBe('paid');
});

test('[challenge-overlay] by keyboard where nothing in it has the focus, as in WebKit', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  await fillCard(page, REQUIRED);
  for (const [key, reached] of [
    ['Tab', 'Complete authentication'],
    ['Shift+Tab', 'Close'],
  ] as const) {
    await challenged(page);
    const focused = challengeFrame(page).locator(':focus');
    await focused.evaluate((button: HTMLElement) => button.blur());
    await page.keyboard.press(key);
    await eventually(() => focused.textContent()).toBe(reached);
    await focused.evaluate((button: HTMLElement) => button.blur());
    await page.keyboard.press('Escape');
    await result(page).toEqual([FAILED]);
  }
});

test('[challenge-overlay] every card that asks, asks; what the bank says afterwards is told', async () => {
  const page = await shop.open();
  const cards = TEST_CARDS.filter(({ authentication }) => authentication === 'required');
  expect(cards.length).toBeGreaterThan(3);
  for (const { number, decline } of cards) {
    const { clientSecret } = await elementsSession(shop);
    await shop.beginAgain(page, clientSecret);
    await fillCard(page, number);
    await challenged(page);
    await challengeFrame(page).getByRole('button', { name: 'Complete authentication' }).click();
    await result(page).toMatchObject([
      decline ? { type: 'error', error: { paymentFailed: { declineCode: decline.declineCode } } } : PAID,
    ]);
  }
});

test('[challenge-overlay] a modal dialog of the page’s own lies above it, and its buyer cannot answer', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  await fillCard(page, REQUIRED);
  await page.evaluate(() => {
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.showModal();
  });
  await challenged(page);
  const reached = await page.evaluate(() => ({
    pointer: document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.tagName,
    focus: document.activeElement?.tagName,
  }));
  expect(reached).not.toEqual({ pointer: 'IFRAME', focus: 'IFRAME' });
  expect(reached.pointer).not.toBe('IFRAME');
});

test('[challenge-overlay] a bank that cannot be reached leaves the question open', async () => {
  const { clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret);
  await fillCard(page, REQUIRED);
  await page.route('**/_elements/challenge', (route) => route.abort());
  await challenged(page);
  const frame = challengeFrame(page);
  await frame.getByRole('button', { name: 'Complete authentication' }).click();
  await eventually(() => frame.getByRole('alert').textContent()).toContain('connection');
  expect(await page.evaluate(() => window.events)).toEqual([]);
  await page.unroute('**/_elements/challenge');
  await frame.getByRole('button', { name: 'Complete authentication' }).click();
  await result(page).toEqual([PAID]);
});
