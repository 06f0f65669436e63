import fc from 'fast-check';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { ApiError } from '../errors.js';
import { answerChallenge, answerRedirect } from '../payment/answer-action.js';
import type { PaymentMethod } from '../payment/payment-methods.js';
import type { CheckoutRecord } from './checkout-record.js';
import { confirm } from './confirm.js';
import { applyPromotionCode, removePromotionCode } from './discount.js';
import { expireSession } from './expire.js';
import { chooseShipping } from './shipping-choice.js';
import { ANN, card, openTill, type Till } from './till.fixture.js';

type Act =
  | { readonly do: 'confirm'; readonly method: PaymentMethod }
  | { readonly do: 'answer'; readonly which: number; readonly yes: boolean }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'expire' }
  | { readonly do: 'enter'; readonly code: string | null }
  | { readonly do: 'ship'; readonly option: number }
  | { readonly do: 'edit'; readonly quantity: number };

/** Those that leave something to answer come more often: what completes a session ends its story. */
const METHODS: PaymentMethod[] = [
  card('4000002760003184'),
  card('4000002760003184'),
  { type: 'amazon_pay' },
  { type: 'amazon_pay' },
  card('4242424242424242'),
  card('4000000000000002'),
  card('4000002760003184'),
  card('4000008400001629'),
  { type: 'us_bank_account', account: '000123456789' },
  { type: 'us_bank_account', account: '000222222227' },
  { type: 'amazon_pay' },
];

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('confirm' as const), method: fc.constantFrom(...METHODS) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('answer' as const), which: fc.nat(9), yes: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 0, max: 120 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('enter' as const),
      code: fc.constantFrom('TENTH', 'FIVE', 'ONCE', 'ALL', 'ALL', null),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ship' as const), option: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), quantity: fc.integer({ min: 1, max: 9 }) }) },
);

/** Does it, as far as the sandbox allows; every id that was ever asked for is remembered and may be answered late. */
async function perform(till: Till, record: CheckoutRecord, asked: string[], step: Act): Promise<void> {
  const { account, stripe } = till;
  const { session } = record;
  const isOpen = session.status === 'open';
  try {
    if (step.do === 'wait') till.wait(step.hours * 3600);
    if (step.do === 'expire' && isOpen) expireSession(account, session);
    if (step.do === 'enter' && isOpen && step.code === null) removePromotionCode(account, record);
    if (step.do === 'enter' && isOpen && step.code !== null) applyPromotionCode(account, record, step.code);
    const option = step.do === 'ship' ? session.shipping_options[step.option] : undefined;
    if (option && isOpen) chooseShipping(session, String(option.shipping_rate));
    if (step.do === 'edit') {
      const line = { id: String(record.lineItems[0]?.id), quantity: step.quantity };
      await stripe.checkout.sessions.update(session.id, { line_items: [line] });
    }
    if (step.do === 'confirm') confirm(account, record, { buyer: ANN, method: step.method });
    const id = asked[step.do === 'answer' ? step.which % Math.max(1, asked.length) : -1];
    if (step.do === 'answer' && id?.startsWith('src_')) answerChallenge(account, id, step.yes ? 'pass' : 'abandon');
    if (step.do === 'answer' && id?.startsWith('pa_')) answerRedirect(account, id, step.yes ? 'authorize' : 'fail');
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
  for (const id of account.actions.keys()) if (!asked.includes(id)) asked.push(id);
}

/** A session that takes codes, ships in two ways and can be edited, and the codes for it. */
async function openAll(till: Till): Promise<CheckoutRecord> {
  for (const [code, off] of [
    ['ALL', { percent_off: 100 }],
    ['TENTH', { percent_off: 10 }],
    ['FIVE', { amount_off: 500, currency: 'usd' }],
    ['ONCE', { percent_off: 33.3, max_redemptions: 1 }],
  ] as const) {
    const coupon = await till.stripe.coupons.create(off);
    await till.stripe.promotionCodes.create({ code, promotion: { type: 'coupon', coupon: coupon.id } });
  }
  const option = (amount: number) => ({
    shipping_rate_data: { display_name: 'Post', fixed_amount: { amount, currency: 'usd' } },
  });
  return till.open({
    ui_mode: 'elements',
    return_url: 'https://shop.example/return',
    allow_promotion_codes: true,
    shipping_options: [option(0), option(500), option(1200)],
  });
}

function expectSums({ session, lineItems }: CheckoutRecord): void {
  const { amount_discount: discount, amount_shipping: shipping, amount_tax: tax } = session.total_details ?? {};
  expect(session.amount_total).toBe((session.amount_subtotal ?? 0) - (discount ?? 0) + (shipping ?? 0) + (tax ?? 0));
  const sum = (of: (item: (typeof lineItems)[number]) => number) =>
    lineItems.reduce((total, item) => total + of(item), 0);
  expect(sum((item) => item.amount_subtotal)).toBe(session.amount_subtotal);
  expect(sum((item) => item.amount_discount)).toBe(discount);
  for (const item of lineItems) {
    expect(item.amount_subtotal).toBe((item.price.unit_amount ?? 0) * (item.quantity ?? 0));
    expect(item.amount_total).toBe(item.amount_subtotal - item.amount_discount);
  }
}

function expectMoney(till: Till, { session }: CheckoutRecord): void {
  const charges = till.money();
  const [intent, ...others] = [...till.account.paymentIntents.values()];
  expect(others).toEqual([]);
  expect(charges.length).toBe(session.payment_status === 'paid' ? 1 : 0);
  expect(intent?.status === 'succeeded').toBe(charges.length === 1);
  expect([...till.account.charges.values()].filter(({ paid }) => paid)).toHaveLength(charges.length);
  for (const charge of charges) {
    expect(charge).toMatchObject({ type: 'charge', session: session.id, amount: session.amount_total });
    expect(intent).toMatchObject({ amount: session.amount_total, amount_received: session.amount_total });
  }
  const isAsked = intent?.status === 'requires_action';
  expect(till.account.actions.size).toBe(isAsked ? 1 : 0);
  if (intent) expect(intent.next_action !== null).toBe(isAsked);
  // Nobody is asked anything about what is over.
  if (session.status !== 'open') expect(isAsked).toBe(false);
}

test('[intent-states] [confirm-only-open] [discounts] whatever a buyer does, there is at most one charge, paid means charged, and the sums add up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (steps) => {
      const till = openTill();
      const record = await openAll(till);
      const asked: string[] = [];
      for (const step of steps) {
        const before = { status: record.session.status, total: record.session.amount_total };
        await perform(till, record, asked, step);
        expectSums(record);
        expectMoney(till, record);
        // What is over stays over, at the price it had.
        if (before.status !== 'open') {
          expect({ status: record.session.status, total: record.session.amount_total }).toEqual(before);
        }
      }
    }),
    { numRuns: 150 },
  );
}, 60_000);
