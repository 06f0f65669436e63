import { DECLINED_CARD, GOOD_CARD } from '../../journeys/payment-page.ts';
import { DAY, letTimePass } from '../../journeys/sandbox.ts';
import { expect, test } from './fixtures.ts';
import { arriveAtPayment, fillIn, pay, pressPay } from './hosted.ts';
import { PaymentStep } from './payment-step.ts';
import { View } from './view.ts';

test('an invoice: declined, asked by the bank, paid once, and read as paid by whoever opens it again', async ({
  session,
  view,
  stage,
}) => {
  const written = await stage.invoices?.write();
  if (!written) throw new Error('Invoices are only written in the sandbox.');
  const step = new PaymentStep(session);
  const open = async () => {
    await session.goto(written.link);
    // The link's token is out of the address at once.
    await expect.poll(() => session.url()).toBe(`${stage.shop}/invoice.html`);
  };
  await open();
  await expect.poll(() => step.payButton()).toBe('Pay £494.00');
  await step.fillInCard(DECLINED_CARD);
  await step.pay();
  await expect.poll(() => view.text('[part=invoice]')).toContain('declined');
  expect(await stage.ledger.charges()).toEqual([]);

  await step.fillInCard('4000002760003184');
  await step.pay();
  await step.answer('Complete authentication');
  await expect.poll(() => view.status('[part=invoice]')).toBe('paid');
  await open();
  await expect.poll(() => view.status('[part=invoice]')).toBe('paid');
  expect(await step.payButton()).toBeNull();
  expect(await stage.ledger.charges()).toMatchObject([{ session: null, amount: 49_400, currency: 'gbp' }]);
});

test('a subscription: said in words, paid on Stripe’s page, and renewed as the same order', async ({
  session,
  view,
  stage,
}) => {
  await session.goto(`${stage.shop}/subscription.html`);
  for (const item of ['pot-of-the-month', 'bud-vase']) await view.press(`[data-cart-add="${item}"]`);
  await view.press('[data-cart-open]');
  await expect
    .poll(() => view.text('[part=recurring]'))
    .toBe('£40.00 is due today; then £18.00 every month until cancelled.');
  await view.press('[part=checkout]');
  await arriveAtPayment(session);
  await pay(session, view, GOOD_CARD);
  expect(await view.text('[part=recurring]')).toContain('£18.00 every month until cancelled.');

  await letTimePass(stage, 32 * DAY);
  await expect.poll(() => stage.orders.map(({ totals }) => totals?.total)).toEqual([4000, 1800]);
  expect(new Set(stage.orders.map(({ id }) => id)).size).toBe(1);
});

test('Stripe’s page in the shop’s: paid there, and the receipt stands where it was', async ({
  session,
  view,
  stage,
}) => {
  await session.goto(`${stage.shop}/embedded.html`);
  await view.press('[data-cart-add="storm-jug"]');
  await view.press('[data-cart-open]');
  await view.press('[part=checkout]');
  const frame = new View(session, 'Checkout');
  await fillIn(frame);
  await pressPay(frame);
  await expect.poll(() => view.status('[data-status]')).toBe('paid');
  expect(await session.url()).toBe(`${stage.shop}/embedded.html`);
  expect(await stage.ledger.charges()).toMatchObject([{ amount: 6400, currency: 'gbp' }]);
});
