import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Cart } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { leadToSandbox, STRIPE } from './stripe-js.ts';
import { openPaymentStep, PaymentStep } from './payment-step.ts';
import { DAY, letTimePass } from './sandbox.ts';

test.use({
  options: { port: 0, stripeJs: 'route' },
  provokes: [400, 'net::ERR_FAILED', 'stripe-cart: Stripe.js could not be used.'],
});

const LOOKS = [
  { width: 320, colorScheme: 'light', direction: 'ltr' },
  { width: 1280, colorScheme: 'dark', direction: 'ltr' },
  { width: 390, colorScheme: 'dark', direction: 'rtl' },
] as const;

for (const { width, colorScheme, direction } of LOOKS) {
  const look = `${width} pixels, ${colorScheme}, ${direction}`;

  test.describe(() => {
    test.use({ viewport: { width, height: 800 }, colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test(`whatever comes between a buyer and the payment can be read and reached: ${look}`, async ({
      page,
      context,
      stage,
    }, info) => {
      // Six sights in one journey; the others are in looks.spec.ts.
      test.slow();
      if (direction === 'rtl') {
        await page.addInitScript(() => {
          document.addEventListener('readystatechange', () => (document.documentElement.dir = 'rtl'));
        });
      }
      const see = async (sight: string) => {
        const name = `${sight}, ${look}`;
        await page.screenshot({ path: info.outputPath(`${name.replaceAll(/\W+/g, '-')}.png`), caret: 'initial' });
        expect.soft(await sidewaysOverflow(page), `${name}: pixels to scroll sideways`).toEqual([0, 0]);
        // What axe looks at does not depend on the direction.
        if (direction === 'ltr') expect.soft(await violations(page, colorScheme), name).toEqual([]);
      };
      const cart = new Cart(page);
      const step = new PaymentStep(page);

      await context.route(STRIPE, (route) => route.abort());
      await page.goto('/pay-here.html');
      await page.locator('[data-cart-add="storm-jug"]').click();
      await cart.open();
      await cart.checkout();
      await expect(step.offer.getByRole('button')).toHaveCount(2);
      await see('blocked');

      await context.unroute(STRIPE);
      await leadToSandbox(context, stage);
      await step.offer.getByRole('button', { name: 'Try again' }).click();
      // A frame that is not there yet has nothing to mark.
      await expect(step.contact.getByLabel('Email')).toBeVisible();
      await expect(step.address.getByLabel('Full name')).toBeVisible();
      await expect(step.payment.getByLabel('Card number')).toBeVisible();
      await step.pay();
      await expect(step.notice).toBeVisible();
      await see('incomplete');

      await step.fillInBuyer();
      await page.route('**/v1/order', (route) => route.abort());
      await step.payment.getByRole('radio', { name: 'Bacs Direct Debit' }).check();
      await step.payment.getByLabel('Account number').fill('00012345');
      await step.pay();
      await expect(step.offer.getByRole('button', { name: 'Check again' })).toBeVisible();
      await see('unsure');

      await page.unroute('**/v1/order');
      await step.offer.getByRole('button', { name: 'Check again' }).click();
      await expect(step.order).toHaveAttribute('data-status', 'pending');
      await see('pending');
      await cart.drawer.getByRole('button', { name: 'Back to the cart' }).click();
      await expect(cart.drawer.locator('[part=held]')).toBeVisible();
      await see('held');
      await cart.close();

      await openPaymentStep(page, 'bud-vase');
      await step.fillIn();
      await letTimePass(stage, DAY + 60);
      await step.pay();
      await expect(step.offer.getByRole('button', { name: 'Start again' })).toBeVisible();
      await see('expired');
    });
  });
}

/** Of the page, and of the drawer. */
const sidewaysOverflow = (page: Page): Promise<number[]> =>
  page.evaluate(() =>
    [document.documentElement, document.querySelector('stripe-cart')?.shadowRoot?.querySelector('dialog')].map(
      (element) => (element ? element.scrollWidth - element.clientWidth : 0),
    ),
  );

/**
 * In the page and in every frame. The frames of Stripe.js are seen through, and axe takes what is behind them for white:
 * in the dark only contrast is looked at anew, in the page, whose colours the frames have.
 */
async function violations(page: Page, colorScheme: string): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (colorScheme === 'dark') axe.withRules('color-contrast').exclude('iframe');
  const results = await axe.analyze();
  return results.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
}
