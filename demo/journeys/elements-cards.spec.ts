import { Cart } from './cart.ts';
import { expect, test } from './fixtures.ts';
import { PAYMENT_OUTCOMES } from './payment-outcomes.ts';
import { GOOD_CARD } from './payment-page.ts';
import { openPaymentStep } from './payment-step.ts';

for (const [outcome, { card, answer, refusal }] of Object.entries(PAYMENT_OUTCOMES)) {
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
      await expect(step.notice).toContainText(refusal);
      await expect(step.payButton).toHaveText('Pay £86.00');
      expect(await stage.ledger.charges()).toEqual([]);
      await expect(new Cart(page).count).toHaveText('2');
      await step.fillInCard(GOOD_CARD);
      await step.pay();
    }

    await expect(step.order).toHaveAttribute('data-status', 'paid');
    await expect(new Cart(page).count).toHaveText('0');
    const sessions = await stage.ledger.sessions();
    expect(sessions).toHaveLength(1);
    expect(await stage.ledger.charges()).toMatchObject([{ session: sessions[0], amount: 8600, currency: 'gbp' }]);
    // Nothing in the page waits for the webhook.
    await expect.poll(() => stage.orders).toMatchObject([{ status: 'paid', totals: { total: 8600 } }]);
  });
}
