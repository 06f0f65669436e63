import { PAYMENT_OUTCOMES } from '../../journeys/payment-outcomes.ts';
import { DAY, letTimePass } from '../../journeys/sandbox.ts';
import { expect, test } from './fixtures.ts';
import { openPaymentStepOn, payInTheEnd } from './payment-step.ts';

for (const [name, outcome] of Object.entries(PAYMENT_OUTCOMES)) {
  const end =
    outcome.refusal === null ? 'paid once' : 'told, nothing charged, and the same PaymentIntent paid with another card';
  test(`${name}: ${end}`, async ({ session, view, stage }) => {
    const step = await openPaymentStepOn(session, view, `${stage.shop}/intent.html`, 'storm-jug', 'breakfast-bowl');
    expect(await step.payButton()).toBe('Pay £88.00');
    await step.fillInBuyer();
    expect(await stage.ledger.paymentIntents()).toEqual([]);
    await payInTheEnd(step, view, stage, outcome);
    expect(await stage.ledger.paymentIntents()).toHaveLength(1);
    expect(await stage.ledger.charges()).toMatchObject([{ session: null, amount: 8800, currency: 'gbp' }]);
    expect(stage.orders).toMatchObject([{ status: 'paid', totals: { total: 8800 } }]);
  });
}

test('a method of another site: refused there, told why on the way back, and paid in the same form', async ({
  session,
  view,
  stage,
}) => {
  const leave = async (...items: string[]) => {
    const step = await openPaymentStepOn(session, view, `${stage.shop}/intent.html`, ...items);
    await step.fillInBuyer();
    await step.chooseMethod('Revolut Pay');
    await step.pay();
    await expect.poll(() => session.url()).toContain(`${stage.sandbox}/authorize/`);
  };
  await leave('storm-jug');
  await view.press('button', 'Fail payment');
  await expect.poll(() => session.url()).toBe(`${stage.shop}/thanks.html`);
  await expect.poll(() => view.status('[data-status]')).toBe('unpaid');
  expect(await stage.ledger.charges()).toEqual([]);
  expect(await view.text('[data-cart-count]')).toBe('1');

  await leave();
  await view.press('button', 'Authorize payment');
  await expect.poll(() => session.url()).toBe(`${stage.shop}/thanks.html`);
  await expect.poll(() => view.status('[data-status]')).toBe('paid');
  await expect.poll(() => view.text('[data-cart-count]')).toBe('0');
  expect(await stage.ledger.charges()).toMatchObject([{ session: null, amount: 6400 }]);
});

test('a bank debit that fails days later: told so, and the cart is there again', async ({ session, view, stage }) => {
  const step = await openPaymentStepOn(session, view, `${stage.shop}/intent.html`, 'storm-jug');
  await step.fillInBuyer();
  await step.chooseMethod('Bacs Direct Debit');
  await step.fillInAccount('33333335');
  await step.pay();
  await expect.poll(() => step.order()).toBe('pending');

  await letTimePass(stage, 4 * DAY);
  await session.reload();
  await view.press('[data-cart-open]');
  await expect.poll(() => step.order()).toBe('failed');
  await expect.poll(() => view.text('[data-cart-count]')).toBe('1');
  expect(await stage.ledger.charges()).toEqual([]);
});
