import AxeBuilder from '@axe-core/playwright';
import type { Page, TestInfo } from '@playwright/test';
import { Cart, Receipt } from './cart.ts';
import { expect, test, type Stage } from './fixtures.ts';
import { arriveAtPayment, DECLINED_CARD, fillIn, GOOD_CARD, pay, pressPay } from './payment-page.ts';
import { OTHER_LOOK } from './settings.ts';
import { openPaymentStep, openPaymentStepOn, PaymentStep } from './payment-step.ts';

test.use({ provokes: [402, 404, 409, 'stripe-cart: there is no payment link'] });

const SCREENS = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 }, hasTouch: false },
} as const;

/** The narrowest screen that all of it has to fit. */
const NARROW = { width: 320, height: 640 };

/** What is to be seen, in the order in which a buyer sees it. */
type Sights = Readonly<Record<string, (page: Page, stage: Stage) => Promise<unknown>>>;

/** On the way through the shop. What Stripe’s stand-in shows is looked at where it is made, in the sandbox. */
const SHOP: Sights = {
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
  'what just happened': async (page) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'What just happened' }).click();
    await expect(page.locator('what-just-happened li').first()).toBeVisible();
  },
};

const CHALLENGED_CARD = '4000002760003184';

/** On the page that is paid where it stands. */
const INSIDE: Sights = {
  'the shelf': (page) => page.goto('/pay-here.html'),
  'payment inside the page': async (page) => {
    const step = await openPaymentStep(page, 'storm-jug', 'bud-vase');
    await expect(step.payment.getByLabel('Card number')).toBeVisible();
  },
  'declined inside the page': async (page) => {
    const step = new PaymentStep(page);
    await step.fillIn(DECLINED_CARD);
    await step.pay();
    await expect(step.notice).toContainText('declined');
  },
  'the bank asks inside the page': async (page) => {
    const step = new PaymentStep(page);
    await step.fillInCard(CHALLENGED_CARD);
    await step.pay();
    await expect(step.challenge.getByRole('button', { name: 'Complete authentication' })).toBeVisible();
  },
  'paid inside the page': async (page) => {
    const step = new PaymentStep(page);
    await step.answer('Complete authentication');
    await expect(step.order).toHaveAttribute('data-status', 'paid');
  },
};

/** Where an order is more than a cart that is paid once, or a form more than Stripe’s fields. */
const BESIDE: Sights = {
  'a shelf of every month': (page) => page.goto('/subscription.html'),
  'what is agreed to': async (page) => {
    const cart = new Cart(page);
    await cart.add('pot-of-the-month', 'bud-vase');
    await cart.open();
    await expect(cart.drawer.locator('[part=recurring]')).toBeVisible();
  },
  'a subscription that has begun': async (page) => {
    await new Cart(page).checkout();
    await arriveAtPayment(page);
    await pay(page);
    await expect(page.locator('[part=manage]')).toBeVisible();
  },
  'one payment, made at the press': async (page) => {
    const step = await openPaymentStepOn(page, '/intent.html', 'storm-jug');
    await expect(step.payment.getByLabel('Card number')).toBeVisible();
  },
  'Stripe’s page in the cart': async (page) => {
    await page.goto('/embedded.html');
    const cart = new Cart(page);
    await cart.open();
    await cart.checkout();
    await expect(page.frameLocator('iframe[title="Checkout"]').getByTestId('total')).toBeVisible();
  },
  'an invoice': async (page, stage) => {
    await page.goto((await stage.invoices?.write())?.link ?? '');
    await expect(page.frameLocator('stripe-cart-invoice iframe').getByLabel('Card number')).toBeVisible();
  },
  'an invoice that is paid': async (page) => {
    await new PaymentStep(page).fillInCard(GOOD_CARD);
    await page.locator('stripe-cart-invoice [part=pay]').click();
    await expect(page.locator('stripe-cart-invoice [part=invoice]')).toHaveAttribute('data-status', 'paid');
  },
  'a payment that was not made': async (page) => {
    await page.goto('/not-paid.html');
    await expect(new Receipt(page).order).toHaveAttribute('data-status', 'unpaid');
  },
};

/** Where links are what is paid by. */
const LINKS: Sights = {
  'a shelf of files': (page) => page.goto('/fixed-link.html'),
  'a cart without a link': async (page) => {
    const cart = new Cart(page);
    await cart.add('bud-vase', 'breakfast-bowl', 'drip-cone');
    await cart.open();
    await cart.checkout();
    await expect(cart.drawer.locator('[part=no-link]')).toBeVisible();
  },
  'another cart in its place': async (page) => {
    await page.locator('[part=no-link] button').first().click();
    await expect(new Cart(page).drawer).toContainText('Your cart is now');
  },
  'back from a link, and nobody knows': async (page) => {
    await new Cart(page).checkout();
    await arriveAtPayment(page);
    await fillIn(page);
    await pressPay(page);
    await expect(page.getByRole('button', { name: 'I have paid' })).toBeVisible();
  },
  'a link and a form': (page) => page.goto('/no-script.html'),
  'quantities that are set at Stripe': async (page) => {
    await page.goto('/verified-link.html');
    const cart = new Cart(page);
    await cart.add('storm-jug', 'bud-vase');
    await cart.open();
    await expect(cart.drawer.locator('[part=you-set]')).toBeVisible();
  },
};

const WAYS = { 'through the shop': SHOP, 'paying inside the page': INSIDE, 'beside the cart': BESIDE };

/**
 * Two in every run, which have each screen, scheme and direction; with the others, every screen in both schemes and in
 * both directions, and every scheme in both directions.
 */
const LOOKS = [
  { screen: 'phone', colorScheme: 'light', direction: 'ltr', details: {} },
  { screen: 'desktop', colorScheme: 'dark', direction: 'rtl', details: {} },
  { screen: 'desktop', colorScheme: 'dark', direction: 'ltr', details: OTHER_LOOK },
  { screen: 'phone', colorScheme: 'dark', direction: 'rtl', details: OTHER_LOOK },
  { screen: 'desktop', colorScheme: 'light', direction: 'rtl', details: OTHER_LOOK },
] as const;

for (const { screen, colorScheme, direction, details } of LOOKS) {
  const look = `${screen}, ${colorScheme}, ${direction}`;
  const isNarrowToo = look === 'phone, light, ltr';
  const ways = direction === 'ltr' ? { ...WAYS, 'by payment links': LINKS } : WAYS;

  test.describe(() => {
    test.use({ ...SCREENS[screen], colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    for (const [way, sights] of Object.entries(ways)) {
      test(`nothing is unreadable, unreachable or cut off, ${way}: ${look}`, details, async ({ page, stage }, info) => {
        // Up to a dozen sights in one journey.
        test.slow();
        if (direction === 'rtl') {
          await page.addInitScript(() => {
            document.addEventListener('readystatechange', () => (document.documentElement.dir = 'rtl'));
          });
        }
        for (const [sight, see] of Object.entries(sights)) {
          await see(page, stage);
          await takePicture(page, info, `${sight}, ${look}`);
          expect.soft(await sidewaysOverflow(page), `${sight}: pixels to scroll sideways`).toBe(0);
          // What axe looks at depends on the screen and the scheme alone.
          if (details !== OTHER_LOOK) expect.soft(await violations(page), sight).toEqual([]);
          if (isNarrowToo) expect.soft(await overflowAt(NARROW, page), `${sight}, on a narrow screen`).toBe(0);
        }
      });
    }
  });
}

test('nothing at the head of a page runs into what stands beside it, on a phone of any width', async ({ page }) => {
  await page.goto('/');
  for (const width of [320, 344, 360, 368, 375, 390, 400, 412, 430]) {
    await page.setViewportSize({ width, height: 700 });
    expect.soft(await leastGap(page), `pixels between two of them at ${width}`).toBeGreaterThanOrEqual(4);
  }
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

/** The same on another screen, which the page has for that moment only. */
async function overflowAt(size: { width: number; height: number }, page: Page): Promise<number> {
  const before = page.viewportSize() ?? size;
  await page.setViewportSize(size);
  const overflow = await sidewaysOverflow(page);
  await page.setViewportSize(before);
  return overflow;
}

/** Between the texts and buttons of the head of the page, from left to right, in pixels; negative where they overlap. */
const leastGap = (page: Page): Promise<number> =>
  page.locator('.top').evaluate((top) => {
    const boxes = Array.from(top.querySelectorAll('a, button'), (one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return one.localName === 'a' ? range.getBoundingClientRect() : one.getBoundingClientRect();
    }).sort((a, b) => a.left - b.left);
    return Math.min(...boxes.slice(1).map(({ left }, n) => left - (boxes[n]?.right ?? left)));
  });

async function violations(page: Page): Promise<string[]> {
  // Stripe's frames are transparent: axe, inside one, takes the page's dark ground behind it for white.
  const axe = new AxeBuilder({ page }).exclude('stripe-cart iframe').exclude('stripe-cart-invoice iframe');
  // What the bank's question covers is dimmed, and cannot be reached.
  if (await new PaymentStep(page).challengeFrame.count()) axe.exclude('stripe-cart');
  // Only results of several frames need a page of their own to be put together in, which takes as long as axe itself.
  else axe.setLegacyMode();
  const results = await axe.analyze();
  return results.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
}
