import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findBrowser } from '../../../workshop/src/browser.mjs';
import { MUG, useAccount } from '../account.fixture.js';
import { CARD, CHALLENGED, visit } from './page.fixture.js';

// A browser on a busy machine takes its time, and time decides nothing here.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const account = useAccount();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: Browser;

beforeAll(async () => {
  const { path, args } = await findBrowser();
  browser = await chromium.launch({ executablePath: path, args });
});
afterAll(() => browser.close());

/** Does something in a browser of its own, and fails on any complaint of it, such as about the page's policy. */
async function inBrowser(options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  await work(await context.newPage());
  await context.close();
  expect(complaints.filter((text) => !/402 \(Payment Required\)|410 \(Gone\)/.test(text))).toEqual([]);
}

const SHIPPED = { shipping_address_collection: { allowed_countries: ['GB' as const] } };

/** A shop that is there: the account's own page. */
const homeOf = () => ({ success_url: `${account.url}/`, cancel_url: `${account.url}/` });

describe('with script', () => {
  test('a click on a test number fills in everything, what the buyer wrote stays, and the next press pays', async () => {
    const { url, retrieve } = await visit(account, { ...SHIPPED, ...homeOf() });
    await inBrowser({}, async (page) => {
      await page.goto(url);
      await page.getByLabel('Email').fill('me@example.com');
      await page.getByRole('button', { name: '4242 4242 4242 4242' }).click();
      await expect
        .poll(() => page.getByLabel('Card number').inputValue(), { timeout: 30_000 })
        .toBe('4242 4242 4242 4242');
      expect(await page.getByLabel('Email').inputValue()).toBe('me@example.com');
      expect(page.url()).toBe(url);
      // The focus is on the button that pays.
      await page.keyboard.press('Enter');
      await page.waitForURL(`${account.url}/`);
    });
    expect(await retrieve()).toMatchObject({ status: 'complete', customer_details: { email: 'me@example.com' } });
  });

  test('the fields and the numbers shown are those of the chosen method', async () => {
    const { url } = await visit(account);
    await inBrowser({}, async (page) => {
      await page.goto(url);
      const [card, bank] = [page.getByLabel('Card number'), page.getByLabel('Account number')];
      expect([await card.isVisible(), await bank.isVisible()]).toEqual([true, false]);
      await page.getByLabel('US bank account').check();
      expect([await card.isVisible(), await bank.isVisible()]).toEqual([false, true]);
      await page.getByRole('button', { name: '000222222227' }).click();
      expect(await bank.inputValue()).toBe('000222222227');
      expect(await page.getByRole('button', { name: '4242 4242 4242 4242' }).isVisible()).toBe(false);
    });
  });
});

test('without script the same clicks lead to the same end, past the bank', async () => {
  const { url, retrieve } = await visit(account, { ...SHIPPED, ...homeOf() });
  await inBrowser({ javaScriptEnabled: false }, async (page) => {
    await page.goto(url);
    await page.getByRole('button', { name: '4000 0027 6000 3184' }).click();
    // Enter in a field pays: the button that pays is the form's first.
    await page.getByLabel('Security code').press('Enter');
    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await page.waitForURL(`${account.url}/`);
  });
  expect(await retrieve()).toMatchObject({ status: 'complete', payment_status: 'paid' });
});

const LOOKS = [
  { name: 'a phone, light', options: { viewport: { width: 320, height: 640 }, colorScheme: 'light' } },
  { name: 'a desk, dark', options: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' } },
  { name: 'a desk, from right to left', options: { viewport: { width: 1280, height: 900 }, locale: 'he-IL' } },
] as const;

describe.each(LOOKS)('on $name', ({ options }) => {
  test('every page is readable, reachable and not cut off', async () => {
    const mugs = { price_data: MUG, quantity: 2, adjustable_quantity: { enabled: true } };
    const open = await visit(account, { ...SHIPPED, allow_promotion_codes: true, line_items: [mugs, mugs] });
    const link = await account.stripe.paymentLinks.create({ line_items: [{ price_data: MUG, quantity: 1 }] });
    await account.stripe.paymentLinks.update(link.id, { active: false });
    const declined = await visit(account);
    await declined.post({ ...CARD, cardNumber: '4000000000000002' });
    const challenged = await visit(account);
    const bank = (await challenged.post({ ...CARD, cardNumber: CHALLENGED })).location;
    const paid = await visit(account);
    await paid.post(CARD);
    const inspected = `${account.url}/inspect/${paid.id}`;
    await inBrowser(options, async (page) => {
      for (const url of [open.url, link.url, declined.url, bank, paid.url, `${account.url}/`, inspected]) {
        await page.goto(url);
        expect(await findings(page), url).toEqual([]);
      }
    });
  });
});

/** What axe finds, and whether the page has to be scrolled sideways. */
async function findings(page: Page): Promise<string[]> {
  const violations = await page.evaluate(`${AXE}; axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return [...(violations as string[]), ...(overflow > 0 ? [`${overflow} pixels too wide`] : [])];
}
