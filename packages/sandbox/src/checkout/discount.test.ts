import { describe, expect, test } from 'vitest';
import { answerChallenge } from '../payment/answer-action.js';
import { applyPromotionCode, removePromotionCode } from './discount.js';
import { chooseShipping } from './shipping-choice.js';
import { card, openTill, refused, type Till } from './till.fixture.js';

const PAYS = card('4242424242424242');

async function make(till: Till, text: string, params: object = {}, off: object = { percent_off: 20 }): Promise<void> {
  const coupon = await till.stripe.coupons.create(off);
  await till.stripe.promotionCodes.create({
    code: text,
    promotion: { type: 'coupon', coupon: coupon.id },
    ...params,
  });
}

describe('[promotion-codes] a buyer enters a code', () => {
  test('and pays what is left; another takes its place, and it can be taken away', async () => {
    const till = openTill();
    await make(till, 'TWENTY');
    await make(till, 'HALF', {}, { percent_off: 50 });
    const record = await till.open({ allow_promotion_codes: true });
    expect(applyPromotionCode(till.account, record, ' twenty ')).toBeNull();
    expect(await till.retrieve(record)).toMatchObject({ amount_total: 1200, total_details: { amount_discount: 300 } });
    expect(applyPromotionCode(till.account, record, 'HALF')).toBeNull();
    expect(record.session.amount_total).toBe(750);
    removePromotionCode(till.account, record);
    expect(record.session).toMatchObject({ amount_total: 1500, discounts: [] });
    expect(applyPromotionCode(till.account, record, 'TWENTY')).toBeNull();
    till.pay(record, PAYS);
    expect(till.money()).toMatchObject([{ amount: 1200 }]);
    const { data } = await till.stripe.promotionCodes.list({ code: 'TWENTY' });
    expect(data).toMatchObject([{ times_redeemed: 1 }]);
  });

  test('that is none, not for them, not for so little, or used up', async () => {
    const till = openTill();
    const customer = await till.stripe.customers.create({});
    await make(till, 'ANNS', { customer: customer.id });
    await make(till, 'FIRST', { restrictions: { first_time_transaction: true } });
    await make(till, 'MUCH', { restrictions: { minimum_amount: 1501, minimum_amount_currency: 'usd' } });
    await make(till, 'EUROS', {}, { amount_off: 100, currency: 'eur' });
    await make(till, 'ONCE', { max_redemptions: 1 });
    await make(till, 'NEARLY', {}, { amount_off: 1460, currency: 'usd' });
    const record = await till.open({ allow_promotion_codes: true });
    const answer = (text: string) => applyPromotionCode(till.account, record, text)?.code;
    for (const text of ['NONE', '', 'ANNS', 'FIRST', 'EUROS']) expect(answer(text), text).toBe('invalidCode');
    expect(answer('MUCH')).toBe('promotionCodeAmountInsufficient');
    expect(answer('NEARLY')).toBeNull();
    expect(record.session).toMatchObject({ amount_total: 1500, discounts: [] });

    const hers = await till.open({ allow_promotion_codes: true, customer: customer.id });
    expect(applyPromotionCode(till.account, hers, 'ANNS')).toBeNull();
    expect(applyPromotionCode(till.account, hers, 'FIRST')).toBeNull();
    till.pay(hers, PAYS);
    const again = await till.open({ allow_promotion_codes: true, customer: customer.id });
    expect(applyPromotionCode(till.account, again, 'FIRST')?.code).toBe('invalidCode');

    expect(applyPromotionCode(till.account, again, 'ONCE')).toBeNull();
    expect(answer('ONCE')).toBeUndefined();
    till.pay(again, PAYS);
    expect(refused(() => till.pay(record, PAYS))).toMatchObject({ code: 'coupon_expired' });
    removePromotionCode(till.account, record);
    expect(till.pay(record, PAYS)).toEqual({ is: 'complete' });
  });

  test('only where the session takes one', async () => {
    const till = openTill();
    await make(till, 'TWENTY');
    const record = await till.open();
    expect(applyPromotionCode(till.account, record, 'TWENTY')).toMatchObject({ code: null });
    expect(record.session.amount_total).toBe(1500);
    const coupon = await till.stripe.coupons.create({ percent_off: 10 });
    const given = await till.open({ discounts: [{ coupon: coupon.id }] });
    removePromotionCode(till.account, given);
    expect(given.session.amount_total).toBe(1350);
  });
});

test('[discounts] [shipping-options] shipping is added to what is left, and is not reduced', async () => {
  const till = openTill();
  await make(till, 'ALL', {}, { percent_off: 100 });
  const option = (amount: number) => ({
    shipping_rate_data: { display_name: 'Post', fixed_amount: { amount, currency: 'usd' } },
  });
  const record = await till.open({ allow_promotion_codes: true, shipping_options: [option(0), option(700)] });
  applyPromotionCode(till.account, record, 'ALL');
  expect(record.session).toMatchObject({ amount_total: 0, payment_status: 'no_payment_required' });
  expect(chooseShipping(record.session, String(record.session.shipping_options[1]?.shipping_rate))).toBe(true);
  expect(record.session).toMatchObject({ amount_total: 700, payment_status: 'unpaid' });
  expect(chooseShipping(record.session, 'shr_0')).toBe(false);
});

test('[intent-states] what was changed while the bank was asking has to be confirmed again', async () => {
  const till = openTill();
  await make(till, 'TWENTY');
  const record = await till.open({ allow_promotion_codes: true });
  const asked = till.pay(record, card('4000002760003184'));
  if (asked.is !== 'challenge') throw new Error('No challenge.');
  applyPromotionCode(till.account, record, 'TWENTY');
  expect(refused(() => answerChallenge(till.account, asked.id, 'pass'))).toMatchObject({
    code: 'payment_intent_unexpected_state',
  });
  expect(till.money()).toEqual([]);
  expect((await till.retrieve(record)).payment_intent).toMatchObject({ status: 'requires_payment_method' });
  till.pay(record, PAYS);
  expect(till.money()).toMatchObject([{ amount: 1200 }]);
});

test('[free-order] [intent-states] what became free needs no bank: the payment it had begun is cancelled', async () => {
  const till = openTill();
  await make(till, 'ALL', {}, { percent_off: 100 });
  const record = await till.open({ allow_promotion_codes: true });
  const asked = till.pay(record, card('4000002760003184'));
  if (asked.is !== 'challenge') throw new Error('No challenge.');
  applyPromotionCode(till.account, record, 'ALL');
  expect(till.pay(record, null)).toEqual({ is: 'complete' });
  expect(await till.retrieve(record)).toMatchObject({
    payment_status: 'no_payment_required',
    payment_intent: { status: 'canceled', next_action: null },
  });
  expect(refused(() => answerChallenge(till.account, asked.id, 'pass'))).toMatchObject({ status: 400 });
});
