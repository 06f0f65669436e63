import type { Page } from '@playwright/test';
import { Cart } from './cart.ts';
import { expect, test, type Stage } from './fixtures.ts';
import { PAYMENT_OUTCOMES, type PaymentOutcome } from './payment-outcomes.ts';
import { GOOD_CARD } from './payment-page.ts';
import { openPaymentStep, type PaymentStep } from './payment-step.ts';

const outcomes = Object.entries(PAYMENT_OUTCOMES);
const isDeclinedAtOnce = ({ refusal, answer }: PaymentOutcome) => refusal !== null && answer === undefined;

for (const [outcome, { card, answer, refusal }] of outcomes.filter(([, each]) => !isDeclinedAtOnce(each))) {
  test(`${outcome}: ${refusal === null ? 'paid once' : 'told, nothing charged, and then paid with another card'}`, async ({
    page,
    stage,
  }) => {
    const step = await openPaymentStep(page, 'storm-jug', 'bud-vase');
    await expect(step.payButton).toHaveText('Pay £86.00');
    await step.fillIn(card);
    await step.pay();
    if (answer) await step.answer(answer);

    if (refusal !== null) {
      await refused(page, stage, step, refusal);
      await step.fillInCard(GOOD_CARD);
      await step.pay();
    }
    await paidOnce(page, stage, step);
  });
}

test('each card that is declined is told as what it is, nothing is charged, and then another one pays', async ({
  page,
  stage,
}) => {
  const step = await openPaymentStep(page, 'storm-jug', 'bud-vase');
  await step.fillIn(GOOD_CARD);
  for (const [outcome, { card, refusal }] of outcomes.filter(([, each]) => isDeclinedAtOnce(each))) {
    await test.step(outcome, async () => {
      await step.fillInCard(card);
      // Several of them are told the same: each has to have been sent.
      await Promise.all([page.waitForResponse('**/_elements/confirm'), step.pay()]);
      await refused(page, stage, step, refusal ?? '');
    });
  }
  await step.fillInCard(GOOD_CARD);
  await step.pay();
  await paidOnce(page, stage, step);
});

async function refused(page: Page, stage: Stage, step: PaymentStep, refusal: string): Promise<void> {
  await expect(step.notice).toContainText(refusal);
  await expect(step.payButton).toHaveText('Pay £86.00');
  expect(await stage.ledger.charges()).toEqual([]);
  await expect(new Cart(page).count).toHaveText('2');
}

async function paidOnce(page: Page, stage: Stage, step: PaymentStep): Promise<void> {
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  await expect(new Cart(page).count).toHaveText('0');
  const sessions = await stage.ledger.sessions();
  expect(sessions).toHaveLength(1);
  expect(await stage.ledger.charges()).toMatchObject([{ session: sessions[0], amount: 8600, currency: 'gbp' }]);
  // Nothing in the page waits for the webhook.
  await expect.poll(() => stage.orders).toMatchObject([{ status: 'paid', totals: { total: 8600 } }]);
}
