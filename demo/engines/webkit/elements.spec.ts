import type { Stage } from '../../journeys/fixtures.ts';
import { PAYMENT_OUTCOMES } from '../../journeys/payment-outcomes.ts';
import { DAY, letTimePass } from '../../journeys/sandbox.ts';
import { openPaymentStep, payInTheEnd } from './payment-step.ts';
import { expect, test } from './fixtures.ts';
import type { View } from './view.ts';
import type { WebDriverSession } from './webdriver.ts';

for (const [name, outcome] of Object.entries(PAYMENT_OUTCOMES)) {
  const end = outcome.refusal === null ? 'paid once' : 'told, nothing charged, and then paid with another card';
  test(`${name}: ${end}`, async ({ session, view, stage }) => {
    const step = await openPaymentStep(session, view, stage, 'storm-jug', 'bud-vase');
    expect(await step.payButton()).toBe('Pay £86.00');
    await step.fillInBuyer();
    await payInTheEnd(step, view, stage, outcome);
    const sessions = await stage.ledger.sessions();
    expect(sessions).toHaveLength(1);
    expect(await stage.ledger.charges()).toMatchObject([{ session: sessions[0], amount: 8600, currency: 'gbp' }]);
    expect(stage.orders).toMatchObject([{ status: 'paid', totals: { total: 8600 } }]);
  });
}

test('a bank debit: told that it takes days, and paid days later', async ({ session, view, stage }) => {
  const step = await openPaymentStep(session, view, stage, 'storm-jug');
  await step.fillInBuyer();
  await step.chooseMethod('Bacs Direct Debit');
  await step.fillInAccount('00012345');
  await step.pay();
  await expect.poll(() => step.order()).toBe('pending');
  expect(await stage.ledger.charges()).toEqual([]);

  await letTimePass(stage, 4 * DAY);
  await session.reload();
  await view.press('[data-cart-open]');
  await expect.poll(() => step.order()).toBe('paid');
  expect(await view.text('[data-cart-count]')).toBe('0');
  expect(await stage.ledger.charges()).toMatchObject([{ amount: 6400 }]);
});

test.describe('a method of another site', () => {
  test('the buyer goes there, says yes, and comes back to the receipt', async ({ session, view, stage }) => {
    await leaveForRevolut(session, view, stage);
    await view.press('button', 'Authorize payment');
    await expect.poll(() => session.url()).toBe(`${stage.shop}/thanks.html`);
    await expect.poll(() => view.status('[data-status]')).toBe('paid');
    await expect.poll(() => view.text('[data-cart-count]')).toBe('0');
    expect(await stage.ledger.charges()).toMatchObject([{ amount: 6400, currency: 'gbp' }]);
  });

  test('says no there, and pays the same session with a card', async ({ session, view, stage }) => {
    await leaveForRevolut(session, view, stage);
    await view.press('button', 'Fail payment');
    await expect.poll(() => session.url()).toBe(`${stage.shop}/thanks.html`);
    await expect.poll(() => view.status('[data-status]')).toBe('unpaid');
    await expect.poll(() => view.text('[data-cart-count]')).toBe('1');
    await payTheSameSession(session, view, stage);
  });

  test('comes Back from there without an answer, and pays the same session with a card', async ({
    session,
    view,
    stage,
  }) => {
    await leaveForRevolut(session, view, stage);
    await session.back();
    await expect.poll(() => view.text('[part=checkout]')).toBe('Checkout');
    await payTheSameSession(session, view, stage);
  });

  async function leaveForRevolut(session: WebDriverSession, view: View, stage: Stage): Promise<void> {
    const step = await openPaymentStep(session, view, stage, 'storm-jug');
    await step.fillInBuyer();
    await step.chooseMethod('Revolut Pay');
    await step.pay();
    await expect.poll(() => session.url()).toContain(`${stage.sandbox}/authorize/`);
  }

  async function payTheSameSession(session: WebDriverSession, view: View, stage: Stage): Promise<void> {
    const step = await openPaymentStep(session, view, stage);
    await step.fillInCard();
    await step.pay();
    await expect.poll(() => step.order()).toBe('paid');
    const [only, ...others] = await stage.ledger.sessions();
    expect(others).toEqual([]);
    expect(await stage.ledger.charges()).toMatchObject([{ session: only, amount: 6400 }]);
  }
});
