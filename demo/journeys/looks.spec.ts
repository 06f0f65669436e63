import AxeBuilder from '@axe-core/playwright';
import type { Page, TestInfo } from '@playwright/test';
import { Cart, Receipt } from './cart.ts';
import { expect, test, type Stage } from './fixtures.ts';
import { arriveAtPayment, pay } from './payment-page.ts';

test.use({ provokes: [404, 409] });

const SCREENS = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 }, hasTouch: false },
} as const;

/** Everything that is to be seen on the way through the shop, in the order in which a buyer sees it. */
const SIGHTS: Record<string, (page: Page, stage: Stage) => Promise<unknown>> = {
  'front page': (page) => page.goto('/'),
  'a pot with choices': (page) => page.goto('/pots/harbour-mug.html'),
  delivery: (page) => page.goto('/delivery.html'),
  'not found': (page) => page.goto('/pots/teapot.html'),
  'empty cart': async (page) => {
    await page.goto('/');
    await page.locator('[data-cart-open]').click();
    await expect(new Cart(page).drawer).toContainText('empty');
  },
  'word of an added pot': async (page) => {
    await page.goto('/');
    await page.locator('[data-cart-add=breakfast-bowl]').click();
    await expect(page.locator('stripe-cart [part=toast]')).toBeVisible();
  },
  'full cart': async (page) => {
    await page.goto('/pots/harbour-mug.html');
    await page.getByLabel('Ink').check();
    await page.getByLabel('Stamp').fill('For Ada');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    const cart = new Cart(page);
    await cart.addFromFrontPage('tide-plate', 'storm-jug');
    await cart.open();
  },
  'changed price': async (page, stage) => {
    await stage.changePrices((list) => ({
      ...list,
      items: list.items.map((item) => (item.id === 'storm-jug' ? { ...item, amounts: { gbp: 6900 } } : item)),
    }));
    await new Cart(page).checkout();
    await expect(page.locator('stripe-cart [part=price-changed]')).toBeVisible();
  },
  'cancelled payment': async (page) => {
    await page.goto('/');
    const cart = new Cart(page);
    await cart.open();
    await cart.checkout();
    await arriveAtPayment(page);
    await page.getByTestId('back').click();
    await expect(cart.drawer).toContainText('as you left it');
  },
  order: async (page) => {
    await new Cart(page).checkout();
    await arriveAtPayment(page);
    await pay(page);
    await expect(new Receipt(page).order).toHaveAttribute('data-status', 'paid');
  },
  'return that cannot be confirmed': async (page) => {
    await page.goto('/thanks.html#order=unverified');
    await page.reload();
    await expect(new Receipt(page).order).toHaveAttribute('data-status', 'unverified');
  },
};

const LOOKS = [
  { screen: 'phone', colorScheme: 'light', direction: 'ltr' },
  { screen: 'phone', colorScheme: 'dark', direction: 'ltr' },
  { screen: 'desktop', colorScheme: 'light', direction: 'ltr' },
  { screen: 'desktop', colorScheme: 'dark', direction: 'ltr' },
  { screen: 'phone', colorScheme: 'dark', direction: 'rtl' },
  { screen: 'desktop', colorScheme: 'light', direction: 'rtl' },
] as const;

for (const { screen, colorScheme, direction } of LOOKS) {
  const look = `${screen}, ${colorScheme}, ${direction}`;

  test.describe(() => {
    test.use({ ...SCREENS[screen], colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test(`nothing is unreadable, unreachable or cut off: ${look}`, async ({ page, stage }, info) => {
      // Eleven sights in one journey.
      test.slow();
      if (direction === 'rtl') {
        await page.addInitScript(() => {
          document.addEventListener('readystatechange', () => (document.documentElement.dir = 'rtl'));
        });
      }
      for (const [sight, see] of Object.entries(SIGHTS)) {
        await see(page, stage);
        await takePicture(page, info, `${sight}, ${look}`);
        expect.soft(await sidewaysOverflow(page), `${sight}: pixels to scroll sideways`).toBe(0);
        // What axe looks at does not depend on the direction.
        if (direction === 'ltr') expect.soft(await violations(page), sight).toEqual([]);
      }
    });
  });
}

test.describe(() => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('the shop and the cart fit a screen of 320 pixels', async ({ page, stage }) => {
    for (const [sight, see] of Object.entries(SIGHTS)) {
      await see(page, stage);
      await expect(page.locator('stripe-cart:defined')).toBeAttached();
      expect.soft(await sidewaysOverflow(page), sight).toBe(0);
    }
  });
});

test.describe(() => {
  test.use({ javaScriptEnabled: false });

  test('without JavaScript the shop can be read, and the thank-you page claims nothing', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Breakfast bowl' })).toBeVisible();
    await page.getByRole('link', { name: 'Harbour mug', exact: true }).click();
    await page.waitForURL('**/pots/harbour-mug.html');
    await expect(page.getByText('£26')).toBeVisible();
    await page.goto('/thanks.html?redirect_status=succeeded');
    await expect(page.getByText('your receipt comes by e-mail')).toBeVisible();
    await expect(page.locator('main')).not.toContainText(/paid|thank/i);
  });
});

async function takePicture(page: Page, info: TestInfo, name: string): Promise<void> {
  const file = info.outputPath(`${name.replaceAll(/\W+/g, '-')}.png`);
  await page.screenshot({ path: file, fullPage: !(await page.locator('stripe-cart dialog[open]').count()) });
}

const sidewaysOverflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function violations(page: Page): Promise<string[]> {
  const results = await new AxeBuilder({ page }).analyze();
  return results.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
}
