import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { MUG, refusal, useAccount } from '../account.fixture.js';
import { card, openTill, refused } from '../checkout/till.fixture.js';
import { answerChallenge } from '../payment/answer-action.js';

type UpdateParams = Stripe.Checkout.SessionUpdateParams;

const account = useAccount();
const ELEMENTS = { ui_mode: 'elements', return_url: 'https://shop.example/return' } as const;
const open = (params: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  account.stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price_data: MUG, quantity: 1, metadata: { item: 'mug' } }],
    ...ELEMENTS,
    ...params,
  });
const update = (id: string, params: UpdateParams) => account.stripe.checkout.sessions.update(id, params);
const linesOf = async (id: string) => (await account.stripe.checkout.sessions.listLineItems(id)).data;
const option = (amount: number) => ({
  shipping_rate_data: { display_name: 'Post', fixed_amount: { amount, currency: 'usd' } },
});

describe('[session-update] an open session', () => {
  test('gets the lines that are sent, in their order: kept by id, new, or left out', async () => {
    const { id } = await open();
    const [mug] = await linesOf(id);
    const spoon = { price_data: { ...MUG, unit_amount: 400, product_data: { name: 'Spoon' } }, quantity: 2 };
    const both = await update(id, {
      line_items: [spoon, { id: String(mug?.id), quantity: 3, metadata: { colour: 'red' } }],
    });
    expect(both).toMatchObject({ amount_subtotal: 5300, amount_total: 5300 });
    expect(await linesOf(id)).toMatchObject([
      { description: 'Spoon', amount_total: 800 },
      { id: mug?.id, quantity: 3, amount_total: 4500, metadata: { item: 'mug', colour: 'red' } },
    ]);
    expect((await update(id, { line_items: [{ id: String(mug?.id) }] })).amount_total).toBe(4500);
    expect(await linesOf(id)).toHaveLength(1);
  });

  test('gets shipping options and keeps the chosen one where it is still offered', async () => {
    const { id } = await open({ shipping_address_collection: { allowed_countries: ['DE'] } });
    const offered = await update(id, { shipping_options: [option(500), option(900)] });
    expect(offered).toMatchObject({ amount_total: 2000, total_details: { amount_shipping: 500 } });
    const rate = String(offered.shipping_options[0]?.shipping_rate);
    const kept = await update(id, { shipping_options: [option(100), { shipping_rate: rate }] });
    expect(kept).toMatchObject({ amount_total: 2000, shipping_cost: { shipping_rate: rate } });
    expect(await update(id, { shipping_options: '' })).toMatchObject({ amount_total: 1500, shipping_cost: null });
    const address = { country: 'DE', line1: 'Main Street 1', city: 'Berlin', postal_code: '10115' };
    const details = { name: 'Ann Buyer', address };
    expect(await update(id, { collected_information: { shipping_details: details } })).toMatchObject({
      collected_information: { shipping_details: details },
    });
    const abroad = { ...details, address: { ...address, country: 'FR' } };
    expect(await refusal(update(id, { collected_information: { shipping_details: abroad } }))).toMatchObject({
      param: 'collected_information[shipping_details][address][country]',
    });
  });

  test.each<[string, UpdateParams]>([
    ['line_items', { line_items: Array.from({ length: 101 }, () => ({ price_data: MUG, quantity: 1 })) }],
    ['line_items[0][id]', { line_items: [{ id: 'li_0', quantity: 1 }] }],
    ['line_items[0][quantity]', { line_items: [{ price_data: MUG }] }],
    ['line_items[0][price_data][currency]', { line_items: [{ price_data: { ...MUG, currency: 'xxx' }, quantity: 1 }] }],
    ['line_items', { line_items: [{ price_data: { ...MUG, currency: 'eur' }, quantity: 1 }] }],
    ['shipping_options', { shipping_options: Array.from({ length: 6 }, () => option(1)) }],
    ['line_items[0][quantity]', { line_items: [{ id: 'li_0', quantity: 0 }] }],
  ])('refuses a wrong %s and stays as it was', async (param, params) => {
    const { id } = await open();
    expect(await refusal(update(id, params))).toMatchObject({ status: 400, param });
    expect(await account.stripe.checkout.sessions.retrieve(id)).toMatchObject({ amount_total: 1500, status: 'open' });
    expect(await linesOf(id)).toHaveLength(1);
  });

  test('[amount-too-small] [amount-too-large] is still an amount that can be charged', async () => {
    const { id } = await open();
    const cents = (amount: number) =>
      update(id, { line_items: [{ price_data: { ...MUG, unit_amount: amount }, quantity: 2 }] });
    expect(await refusal(cents(24))).toMatchObject({ code: 'amount_too_small' });
    expect(await refusal(cents(50_000_000))).toMatchObject({ code: 'amount_too_large' });
    expect((await account.stripe.products.list()).data).toHaveLength(1);
  });

  test('is not changed on a hosted page, or when it is over', async () => {
    const hosted = await account.session();
    const line = { price_data: MUG, quantity: 2 };
    expect(await refusal(update(hosted.id, { line_items: [line] }))).toMatchObject({ param: 'line_items' });
    expect(await refusal(update(hosted.id, { payment_intent_data: { description: 'x' } }))).toMatchObject({
      param: 'payment_intent_data',
    });
    const { id } = await open();
    await account.stripe.checkout.sessions.expire(id);
    expect(await refusal(update(id, { line_items: [line] }))).toMatchObject({ status: 400, param: 'session' });
    expect((await update(id, { metadata: { late: 'yes' } })).metadata).toEqual({ late: 'yes' });
  });
});

test('[session-update] a payment that waits for the buyer is abandoned, and the next one is for the new total', async () => {
  const till = openTill();
  const record = await till.open(ELEMENTS);
  const asked = till.pay(record, card('4000002760003184'));
  if (asked.is !== 'challenge') throw new Error('No challenge.');
  await till.stripe.checkout.sessions.update(record.session.id, {
    payment_intent_data: { description: 'Two mugs', metadata: { promise: 'new' } },
    line_items: [{ id: String(record.lineItems[0]?.id), quantity: 2 }],
  });
  expect((await till.retrieve(record)).payment_intent).toMatchObject({
    status: 'requires_payment_method',
    description: 'Two mugs',
    metadata: { promise: 'new' },
    next_action: null,
  });
  expect(refused(() => answerChallenge(till.account, asked.id, 'pass'))).toMatchObject({ status: 400 });
  till.pay(record, card('4242424242424242'));
  expect(till.money()).toMatchObject([{ amount: 3000 }]);
  const late = till.stripe.checkout.sessions.update(record.session.id, { payment_intent_data: { description: 'x' } });
  await expect(late).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
});

test('[session-update] [discounts] a discount goes along, where the order still deserves it', async () => {
  const till = openTill();
  const coupon = await till.stripe.coupons.create({ percent_off: 10 });
  const code = await till.stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: coupon.id },
    restrictions: { minimum_amount: 1500, minimum_amount_currency: 'usd' },
  });
  const record = await till.open({ ...ELEMENTS, discounts: [{ promotion_code: code.id }] });
  const { id } = record.session;
  const lines = (quantity: number, unitAmount: number) =>
    till.stripe.checkout.sessions.update(id, {
      line_items: [{ price_data: { ...MUG, unit_amount: unitAmount }, quantity }],
    });
  expect(await lines(2, 1500)).toMatchObject({ amount_total: 2700, total_details: { amount_discount: 300 } });
  await expect(lines(1, 1499)).rejects.toMatchObject({ statusCode: 400 });
  expect(record.session.amount_total).toBe(2700);
});
