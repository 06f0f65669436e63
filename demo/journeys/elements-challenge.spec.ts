import { Cart } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { openPaymentStep, type PaymentStep } from './payment-step.ts';

const ASKS = '4000002760003184';

test('nothing of ours covers the bank’s question or makes it inert', async ({ page }) => {
  const step = await openPaymentStep(page, 'storm-jug');
  await step.fillIn(ASKS);
  await step.pay();
  await expect(step.challenge.getByRole('button', { name: 'Complete authentication' })).toBeVisible();

  const obstacles = await step.challengeFrame.evaluate((frame) => {
    const { innerWidth: width, innerHeight: height } = window;
    const points = [0.02, 0.5, 0.98].flatMap((x) => [0.02, 0.5, 0.98].map((y) => [x * width, y * height] as const));
    return {
      covering: points.flatMap(([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return top === frame ? [] : [top?.outerHTML];
      }),
      inTopLayer: document.querySelectorAll(':modal, :popover-open').length,
      inert: frame.closest('[inert]') !== null,
      focused: document.activeElement === frame,
    };
  });
  expect(obstacles).toEqual({ covering: [], inTopLayer: 0, inert: false, focused: true });
  await step.answer('Complete authentication');
  await expect(step.order).toHaveAttribute('data-status', 'paid');
});

test('with the keyboard alone: from the pay button through the bank’s question to the receipt', async ({
  page,
  stage,
}) => {
  const step = await openPaymentStep(page, 'storm-jug');
  await step.fillIn(ASKS);
  await tabTo(step, 'Pay £64.00');
  await page.keyboard.press('Enter');

  const complete = step.challenge.getByRole('button', { name: 'Complete authentication' });
  await expect(complete).toBeFocused();
  // Round within the question, and not out of it.
  for (const name of ['Fail authentication', 'Close', 'Complete authentication']) {
    await page.keyboard.press('Tab');
    await expect(step.challenge.getByRole('button', { name })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await expect(step.order.locator('h2')).toBeFocused();
  expect(await stage.ledger.charges()).toMatchObject([{ amount: 6400 }]);
});

test('with the keyboard alone: the question is left with Escape, the focus comes back, and another card pays', async ({
  page,
  stage,
}) => {
  const step = await openPaymentStep(page, 'storm-jug');
  await step.fillIn(ASKS);
  await tabTo(step, 'Pay £64.00');
  await page.keyboard.press('Enter');
  await expect(step.challenge.getByRole('button', { name: 'Complete authentication' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(step.notice).toContainText('Your bank could not confirm that it was you.');
  // Still in the step: Escape was meant for the bank.
  await expect(step.payButton).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(step.challenge.getByRole('button', { name: 'Complete authentication' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await expect(new Cart(page).count).toHaveText('0');
  expect(await stage.ledger.charges()).toHaveLength(1);
});

test('a press beside the question, and the keys of the page beneath, do nothing while it is asked', async ({
  page,
  stage,
}) => {
  const step = await openPaymentStep(page, 'storm-jug');
  await step.fillIn(ASKS);
  await step.pay();
  await expect(step.challenge.getByRole('button', { name: 'Close' })).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(step.challengeFrame).toHaveCount(1);
  await expect(step.payButton).toHaveText('Paying…');
  await step.payButton.evaluate((button: HTMLElement) => button.click());
  await step.editCart.evaluate((button: HTMLElement) => button.click());
  await expect(step.element).toHaveCount(1);

  await step.answer('Complete authentication');
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  expect(await stage.ledger.charges()).toHaveLength(1);
});

/** From the last field of the card on, as a buyer would. */
async function tabTo(step: PaymentStep, name: string): Promise<void> {
  await step.payment.getByLabel('Security code').focus();
  const keyboard = step.payButton.page().keyboard;
  await expect(async () => {
    await keyboard.press('Tab');
    await expect(step.payButton).toBeFocused({ timeout: 50 });
  }).toPass({ intervals: [0] });
  await expect(step.payButton).toHaveText(name);
}
