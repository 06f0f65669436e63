import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { MUG, refusal, useAccount } from '../account.fixture.js';
import { CARD, visit, visitLink } from './page.fixture.js';

const account = useAccount();
const MUGS = { price_data: MUG, quantity: 2, adjustable_quantity: { enabled: true, minimum: 1, maximum: 10 } };
const SPOON = {
  price_data: { currency: 'usd', unit_amount: 400, product_data: { name: 'Spoon' } },
  quantity: 1,
  adjustable_quantity: { enabled: true },
};

test('[adjustable-quantity] of a link’s lines changes what there is to pay, within its bounds', async () => {
  const link = await account.stripe.paymentLinks.create({ line_items: [MUGS, SPOON] });
  const { session, get, post, retrieve } = await visitLink(account, link);
  const [mugs, spoon] = session.line_items?.data ?? [];
  const adjust = (item: Stripe.LineItem | undefined, quantity: string) => post({ adjust: String(item?.id), quantity });
  expect((await get()).text.match(/data-testid="quantity"/g)).toHaveLength(2);
  expect((await adjust(mugs, '5')).status).toBe(303);
  expect(await retrieve()).toMatchObject({
    amount_total: 7900,
    line_items: { data: [{ quantity: 5, amount_total: 7500 }, { quantity: 1 }] },
  });
  for (const quantity of ['0', '11', '-1', '1.5', '', 'many', '1e3']) {
    const { status, text } = await adjust(mugs, quantity);
    expect([status, text]).toEqual([422, expect.stringContaining('Choose a quantity from 1 to 10.')]);
  }
  expect((await adjust(spoon, '0')).status).toBe(303);
  expect((await retrieve()).line_items?.data).toHaveLength(1);
  expect((await adjust(spoon, '1')).status).toBe(422);
  await post(CARD);
  expect(await retrieve()).toMatchObject({ payment_status: 'paid', payment_intent: { amount_received: 7500 } });
  // Each session has its own copy: the link still begins with two mugs and a spoon.
  expect((await visitLink(account, link)).session.amount_total).toBe(3400);
});

test('[adjustable-quantity] of a Session’s lines too; the last one stays, and one that is fixed stays as it is', async () => {
  const { id, post, retrieve } = await visit(account, { line_items: [SPOON] });
  const [spoon] = (await retrieve()).line_items?.data ?? [];
  expect(spoon?.adjustable_quantity).toEqual({ enabled: true, minimum: 0, maximum: 99 });
  expect((await post({ adjust: String(spoon?.id), quantity: '0' })).status).toBe(422);
  expect((await post({ adjust: String(spoon?.id), quantity: '99' })).status).toBe(303);
  expect((await account.stripe.checkout.sessions.retrieve(id)).amount_total).toBe(39_600);
  const fixed = await visit(account);
  const [line] = (await fixed.retrieve()).line_items?.data ?? [];
  expect((await fixed.post({ adjust: String(line?.id), quantity: '2' })).status).toBe(422);
  expect((await fixed.get()).text).not.toContain('data-testid="quantity"');
});

test('[adjustable-quantity] [not-covered] in Elements there is none', async () => {
  const elements = account.stripe.checkout.sessions.create({
    mode: 'payment',
    ui_mode: 'elements',
    return_url: 'https://shop.example/back',
    line_items: [SPOON],
  });
  expect(await refusal(elements)).toMatchObject({ code: 'sandbox_not_covered' });
});

test('[adjustable-quantity] [discounts] a code that the smaller order does not allow keeps it from shrinking', async () => {
  const coupon = await account.stripe.coupons.create({ percent_off: 10 });
  await account.stripe.promotionCodes.create({
    code: 'FROM20',
    promotion: { type: 'coupon', coupon: coupon.id },
    restrictions: { minimum_amount: 2000, minimum_amount_currency: 'usd' },
  });
  const link = await account.stripe.paymentLinks.create({ line_items: [MUGS], allow_promotion_codes: true });
  const { session, post, retrieve } = await visitLink(account, link, { prefilled_promo_code: 'FROM20' });
  expect(session.amount_total).toBe(2700);
  const adjust = (quantity: string) => post({ adjust: String(session.line_items?.data[0]?.id), quantity });
  expect((await adjust('1')).text).toContain('too small for this code');
  await adjust('4');
  expect((await retrieve()).amount_total).toBe(5400);
});
