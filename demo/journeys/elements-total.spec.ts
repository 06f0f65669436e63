import { Cart } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { openPaymentStep } from './payment-step.ts';
import { createAtStripe } from './sandbox.ts';

// Stripe refuses a code that it does not know.
test.use({ provokes: [400] });

test('the way of delivery changes the total beside the button, and that total is charged', async ({ page, stage }) => {
  const rate = (name: string, amount: string) =>
    createAtStripe(stage, 'shipping_rates', {
      display_name: name,
      type: 'fixed_amount',
      'fixed_amount[amount]': amount,
      'fixed_amount[currency]': 'gbp',
    });
  const rates = [await rate('By post', '450'), await rate('By courier', '900')];
  await stage.changeSettings({ CART_SHIPPING_RATES: rates.join(',') });

  const step = await openPaymentStep(page, 'storm-jug');
  await expect(step.payButton).toHaveText('Pay £68.50');
  // A choice counts when Stripe has taken it: the button and the choice change together.
  await step.element.getByRole('radio', { name: 'By courier' }).click();
  await expect(step.payButton).toHaveText('Pay £73.00');
  await expect(step.element.getByRole('radio', { name: 'By courier' })).toBeChecked();
  await step.fillIn();
  await step.address.getByLabel('Country or region').selectOption('IE');
  await expect(step.payButton).toHaveText('Pay £73.00');
  await step.element.getByRole('radio', { name: 'By post' }).click();
  await expect(step.payButton).toHaveText('Pay £68.50');
  await expect(step.element.getByRole('radio', { name: 'By post' })).toBeChecked();
  await expect(step.element).toContainText('£4.50');
  await step.pay();

  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await expect(step.order).toContainText('£68.50');
  expect(await stage.ledger.charges()).toMatchObject([{ amount: 6850 }]);
  // Nothing in the page waits for the webhook.
  await expect
    .poll(() => stage.orders)
    .toMatchObject([{ status: 'paid', totals: { subtotal: 6400, shipping: 450, total: 6850 } }]);
});

test('a promotion code lowers the total, an unknown one is told, and one can be taken off again', async ({
  page,
  stage,
}) => {
  const coupon = await createAtStripe(stage, 'coupons', { percent_off: '10', duration: 'once' });
  const promotion = { 'promotion[type]': 'coupon', 'promotion[coupon]': coupon, code: 'KILN10' };
  await createAtStripe(stage, 'promotion_codes', promotion);
  await stage.changeSettings({ CART_PROMOTION_CODES: 'true' });

  const step = await openPaymentStep(page, 'storm-jug');
  const code = step.element.getByRole('textbox', { name: 'Promotion code' });
  await code.fill('KILN99');
  await code.press('Enter');
  await expect(step.notice).toHaveText('This code is not valid.');
  await expect(step.payButton).toHaveText('Pay £64.00');

  await code.fill('KILN10');
  await step.element.getByRole('button', { name: 'Apply' }).click();
  await expect(step.payButton).toHaveText('Pay £57.60');
  await expect(step.notice).toBeHidden();
  await step.element.getByRole('button', { name: 'Remove KILN10' }).click();
  await expect(step.payButton).toHaveText('Pay £64.00');
  await code.fill('KILN10');
  await code.press('Enter');
  await expect(step.payButton).toHaveText('Pay £57.60');

  await step.fillIn();
  await step.pay();
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await expect(new Cart(page).count).toHaveText('0');
  expect(await stage.ledger.charges()).toMatchObject([{ amount: 5760 }]);
  // Nothing in the page waits for the webhook.
  await expect.poll(() => stage.orders).toMatchObject([{ status: 'paid', totals: { discount: 640, total: 5760 } }]);
});

test('what is missing is marked in its field, and nothing is sent', async ({ page, stage }) => {
  const step = await openPaymentStep(page, 'storm-jug');
  // Nobody presses before there is a form: a frame that is not there yet has nothing to mark.
  await expect(step.contact.getByLabel('Email')).toBeVisible();
  await expect(step.address.getByLabel('Full name')).toBeVisible();
  await expect(step.payment.getByLabel('Card number')).toBeVisible();
  await step.pay();
  await expect(step.notice).toHaveText('Something is still missing. Please look at what is marked.');
  await expect(step.contact.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
  await expect(step.contact.getByLabel('Email')).toBeFocused();
  await expect(step.payment.getByLabel('Card number')).toHaveAttribute('aria-invalid', 'true');

  await step.fillIn('4242424242424241');
  await step.pay();
  await expect(step.payment.getByText('The card number is invalid.')).toBeVisible();
  await expect(step.payment.getByLabel('Card number')).toBeFocused();
  expect(await stage.ledger.charges()).toEqual([]);

  await step.fillInCard('4242424242424242');
  await step.pay();
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  expect(await stage.ledger.charges()).toHaveLength(1);
});

test('the sandbox’s wallet pays with one press, and can be called off', async ({ page, stage }) => {
  const step = await openPaymentStep(page, 'bud-vase');
  await step.fillInAddress();
  await step.wallet.getByRole('button', { name: 'Pay with the sandbox wallet' }).click();
  await step.wallet.getByRole('button', { name: 'Cancel' }).click();
  await expect(step.payButton).toHaveText('Pay £22.00');
  await step.wallet.getByRole('button', { name: 'Pay with the sandbox wallet' }).click();
  await step.wallet.getByRole('button', { name: 'Authorize' }).click();
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  expect(await stage.ledger.charges()).toMatchObject([{ amount: 2200 }]);
});
