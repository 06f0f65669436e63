import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { MUG, refusal, useAccount } from '../account.fixture.js';

const account = useAccount();
const now = () => account.control<{ now: number }>('clock', { advance: 0 }).then((clock) => clock.now);
const coupon = (params: Stripe.CouponCreateParams = { percent_off: 10 }) => account.stripe.coupons.create(params);
const code = (of: string, params: Partial<Stripe.PromotionCodeCreateParams> = {}) =>
  account.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: of }, ...params });

describe('[coupons] a coupon', () => {
  test('takes a part or an amount off, and is found again', async () => {
    const part = await coupon({ percent_off: 12.5, name: 'Spring', metadata: { a: 'b' } });
    expect(part).toMatchObject({ percent_off: 12.5, amount_off: null, duration: 'once', valid: true, name: 'Spring' });
    const amount = await coupon({ id: 'FIVE', amount_off: 500, currency: 'eur', duration: 'forever' });
    expect(amount).toMatchObject({ id: 'FIVE', amount_off: 500, currency: 'eur', percent_off: null });
    expect(await account.stripe.coupons.retrieve('FIVE')).toMatchObject({ amount_off: 500 });
    expect((await account.stripe.coupons.list()).data.map(({ id }) => id)).toEqual(['FIVE', part.id]);
    expect(await refusal(coupon({ id: 'FIVE', percent_off: 5 }))).toMatchObject({ code: 'resource_already_exists' });
  });

  test.each<[Stripe.CouponCreateParams, string]>([
    [{}, 'percent_off'],
    [{ percent_off: 5, amount_off: 5, currency: 'usd' }, 'percent_off'],
    [{ percent_off: 0 }, 'percent_off'],
    [{ percent_off: 100.1 }, 'percent_off'],
    [{ amount_off: 500 }, 'currency'],
    [{ amount_off: 0, currency: 'usd' }, 'amount_off'],
    [{ amount_off: 555, currency: 'kwd' }, 'unit_amount'],
    [{ percent_off: 5, duration: 'repeating' }, 'duration_in_months'],
    [{ percent_off: 5, max_redemptions: 0 }, 'max_redemptions'],
    [{ percent_off: 5, name: 'n'.repeat(41) }, 'name'],
    [{ percent_off: 5, redeem_by: 1 }, 'redeem_by'],
  ])('is not %j', async (params, param) => {
    expect(await refusal(coupon(params))).toMatchObject({ status: 400, param });
  });

  test('ends', async () => {
    const { id } = await coupon({ percent_off: 5, redeem_by: (await now()) + 60 });
    await account.control('clock', { advance: 60 });
    expect((await account.stripe.coupons.retrieve(id)).valid).toBe(false);
  });
});

describe('[promotion-code] a promotion code', () => {
  test('stands for a coupon, under a text that is free', async () => {
    const { id } = await coupon();
    const spring = await code(id, { code: 'Spring-25' });
    expect(spring).toMatchObject({ active: true, code: 'Spring-25', promotion: { type: 'coupon', coupon: id } });
    expect(await refusal(code(id, { code: 'SPRING-25' }))).toMatchObject({ status: 400, param: 'code' });
    await account.stripe.promotionCodes.update(spring.id, { active: false });
    const second = await code(id, { code: 'SPRING-25' });
    expect(await refusal(account.stripe.promotionCodes.update(spring.id, { active: true }))).toMatchObject({
      param: 'active',
    });
    expect((await account.stripe.promotionCodes.list({ code: 'spring-25', active: true })).data).toMatchObject([
      { id: second.id },
    ]);
    expect((await code(id)).code).toMatch(/^[A-Z0-9]{8}$/);
    const expanded = await account.stripe.promotionCodes.retrieve(second.id, { expand: ['promotion.coupon'] });
    expect(expanded.promotion.coupon).toMatchObject({ percent_off: 10 });
  });

  test('never outlives its coupon', async () => {
    const end = (await now()) + 600;
    const { id } = await coupon({ percent_off: 5, redeem_by: end, max_redemptions: 3 });
    expect(await refusal(code(id, { expires_at: end + 1 }))).toMatchObject({ param: 'expires_at' });
    expect(await refusal(code(id, { max_redemptions: 4 }))).toMatchObject({ param: 'max_redemptions' });
    const made = await code(id, { expires_at: end - 300 });
    await account.control('clock', { advance: 300 });
    expect((await account.stripe.promotionCodes.retrieve(made.id)).active).toBe(false);
    await account.control('clock', { advance: 300 });
    expect(await refusal(code(id))).toMatchObject({ param: 'promotion[coupon]' });
  });

  test.each<[Partial<Stripe.PromotionCodeCreateParams>, string]>([
    [{ code: 'ten per cent' }, 'code'],
    [{ restrictions: { minimum_amount: 1000 } }, 'restrictions[minimum_amount_currency]'],
    [{ customer: 'cus_0' }, 'customer'],
    [{ expires_at: 1 }, 'expires_at'],
    [{ promotion: { type: 'coupon' } }, 'promotion[coupon]'],
    [{ promotion: { type: 'coupon', coupon: 'none' } }, 'promotion[coupon]'],
  ])('is not %j', async (params, param) => {
    const { id } = await coupon();
    expect(await refusal(code(id, params))).toMatchObject({ status: 400, param });
  });
});

describe('[discounts] a session', () => {
  const lines = [
    { price_data: MUG, quantity: 2 },
    { price_data: { ...MUG, unit_amount: 1000 }, quantity: 1 },
  ];

  test('begins with a coupon, whose discount its lines share, and redeems it', async () => {
    const { id } = await coupon({ percent_off: 25, max_redemptions: 1 });
    const shipping = { display_name: 'Post', fixed_amount: { amount: 500, currency: 'usd' } };
    const session = await account.session({
      line_items: lines,
      discounts: [{ coupon: id }],
      shipping_options: [{ shipping_rate_data: shipping }],
    });
    expect(session).toMatchObject({
      amount_subtotal: 4000,
      amount_total: 3500,
      total_details: { amount_discount: 1000, amount_shipping: 500, amount_tax: 0 },
      discounts: [{ coupon: id, promotion_code: null }],
    });
    const { data } = await account.stripe.checkout.sessions.listLineItems(session.id);
    expect(data.map((item) => [item.amount_subtotal, item.amount_discount, item.amount_total])).toEqual([
      [3000, 750, 2250],
      [1000, 250, 750],
    ]);
    const other = await account.session({ discounts: [{ coupon: id }] });
    await account.buyer(session.id, 'pay');
    const paid = await account.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent', 'discounts.coupon'],
    });
    expect(paid).toMatchObject({
      payment_intent: { amount_received: 3500 },
      discounts: [{ coupon: { id, times_redeemed: 1 } }],
    });
    // The other one can no longer have it, neither when paid nor when made.
    await account.buyer(other.id, 'pay');
    expect((await account.stripe.checkout.sessions.retrieve(other.id)).status).toBe('open');
    expect(await refusal(account.session({ discounts: [{ coupon: id }] }))).toMatchObject({ param: 'discounts[0]' });
  });

  test('begins with a promotion code, and costs nothing when all is taken off', async () => {
    const { id } = await coupon({ percent_off: 100 });
    const made = await code(id, { restrictions: { minimum_amount: 1500, minimum_amount_currency: 'usd' } });
    const session = await account.session({ discounts: [{ promotion_code: made.id }] });
    expect(session).toMatchObject({ amount_total: 0, payment_status: 'no_payment_required' });
    const small = account.session({
      line_items: [{ price_data: { ...MUG, unit_amount: 1499 }, quantity: 1 }],
      discounts: [{ promotion_code: made.id }],
    });
    expect(await refusal(small)).toMatchObject({ param: 'discounts[0]' });
  });

  test('has one at most, and none beside allow_promotion_codes', async () => {
    const { id } = await coupon();
    const both = account.session({ discounts: [{ coupon: id }], allow_promotion_codes: true });
    expect(await refusal(both)).toMatchObject({ status: 400, param: 'allow_promotion_codes' });
    const two = account.session({ discounts: [{ coupon: id }, { coupon: id }] });
    expect(await refusal(two)).toMatchObject({ param: 'discounts' });
    const made = await code(id);
    const twice = account.session({ discounts: [{ coupon: id, promotion_code: made.id }] });
    expect(await refusal(twice)).toMatchObject({ param: 'discounts[0]' });
    const unknown = account.session({ discounts: [{ coupon: 'none' }] });
    expect(await refusal(unknown)).toMatchObject({ code: 'resource_missing', param: 'discounts[0][coupon]' });
    const euros = await coupon({ amount_off: 500, currency: 'eur' });
    expect(await refusal(account.session({ discounts: [{ coupon: euros.id }] }))).toMatchObject({
      param: 'discounts[0]',
    });
    // What is left must still be an amount that can be charged.
    const nearly = await coupon({ amount_off: 1460, currency: 'usd' });
    expect(await refusal(account.session({ discounts: [{ coupon: nearly.id }] }))).toMatchObject({
      code: 'amount_too_small',
    });
  });
});
