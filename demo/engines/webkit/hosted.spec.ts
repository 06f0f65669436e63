import { DECLINED_CARD } from '../../journeys/payment-page.ts';
import { expect, test } from './fixtures.ts';
import { arriveAtPayment, fillIn, goToPay, pay, pressPay } from './hosted.ts';

test('two things are bought on Stripe’s page', async ({ session, view, stage }) => {
  const payment = await goToPay(session, view, stage, 'breakfast-bowl', 'bud-vase');
  expect(await view.text('[data-testid=total]')).toBe('£46.00');
  await pay(session, view);

  expect(await view.text('[data-status] li')).toContain('1 × Breakfast bowl');
  expect(await view.text('[data-status] .total')).toContain('£46.00');
  await expect.poll(() => view.text('[data-cart-count]')).toBe('0');
  expect(await session.url()).toBe(`${stage.shop}/thanks.html`);
  expect(await stage.ledger.sessions()).toEqual([payment]);
  expect(await stage.ledger.charges()).toMatchObject([{ session: payment, amount: 4600, currency: 'gbp' }]);
  expect(stage.orders).toMatchObject([{ status: 'paid', totals: { total: 4600 } }]);
  expect(stage.errors).toEqual([]);
});

test('a declined card is told, and another one pays the same session', async ({ session, view, stage }) => {
  const payment = await goToPay(session, view, stage, 'storm-jug');
  await fillIn(view, DECLINED_CARD);
  await pressPay(view);
  await expect.poll(() => view.text('[data-testid=problem]')).toContain('declined');
  expect(await stage.ledger.charges()).toEqual([]);

  await pay(session, view);
  expect(await stage.ledger.sessions()).toEqual([payment]);
  expect(await stage.ledger.charges()).toMatchObject([{ session: payment, amount: 6400 }]);
  expect(stage.orders).toHaveLength(1);
});

test('Back from Stripe’s page finds the cart alive, and leads to the same payment', async ({
  session,
  view,
  stage,
}) => {
  const payment = await goToPay(session, view, stage, 'breakfast-bowl');
  for (const time of [1, 2]) {
    await session.back();
    await expect.poll(() => view.text('[part=checkout]'), `time ${time}`).toBe('Checkout');
    expect(await view.text('[data-cart-count]')).toBe('1');
    await view.press('[part=checkout]');
    expect(await arriveAtPayment(session)).toBe(payment);
  }
  await pay(session, view);
  expect(await stage.ledger.sessions()).toEqual([payment]);
  expect(await stage.ledger.charges()).toHaveLength(1);
});

test('Back with a changed cart closes the old payment first', async ({ session, view, stage }) => {
  const before = await goToPay(session, view, stage, 'breakfast-bowl');
  await session.back();
  await expect.poll(() => view.text('[part=checkout]')).toBe('Checkout');
  await view.press('[part=stepper] button:last-child');
  await expect.poll(() => view.text('[part=total] .amount')).toBe('£48.00');
  await view.press('[part=checkout]');
  await expect.poll(() => arriveAtPayment(session)).not.toBe(before);
  const after = await arriveAtPayment(session);
  await pay(session, view);
  expect(await stage.ledger.sessions()).toEqual([before, after]);
  expect(await stage.ledger.states(before)).toEqual(['open', 'expired']);
  expect(await stage.ledger.charges()).toMatchObject([{ session: after, amount: 4800 }]);
});

test('the thank-you page says the same after a reload, and after Back and forward', async ({
  session,
  view,
  stage,
}) => {
  await goToPay(session, view, stage, 'bud-vase');
  await pay(session, view);
  const visits = {
    'a reload': () => session.reload(),
    'another reload': () => session.reload(),
    'Back and forward': async () => {
      await session.back();
      await session.forward();
    },
  };
  for (const [visit, make] of Object.entries(visits)) {
    await make();
    await expect.poll(() => view.status('[data-status]'), visit).toBe('paid');
    expect(await view.text('[data-status] .total'), visit).toContain('£22.00');
    expect(await view.text('[data-cart-count]'), visit).toBe('0');
  }
  expect(await stage.ledger.charges()).toHaveLength(1);
  expect(stage.orders).toHaveLength(1);
});

test('a buyer who cancels finds the cart as it was, and the same payment when they try again', async ({
  session,
  view,
  stage,
}) => {
  const payment = await goToPay(session, view, stage, 'breakfast-bowl');
  await view.press('[data-testid=back]');
  await expect.poll(() => view.text('[part=checkout]')).toBe('Checkout');
  expect(await view.text('[data-cart-count]')).toBe('1');
  expect(await session.url()).toBe(`${stage.shop}/`);
  await view.press('[part=checkout]');
  expect(await arriveAtPayment(session)).toBe(payment);
});
