import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ORDER_STATUSES, type OrderStatus } from '@stripe-cart/contract';
import { describeOrder } from './describe-order.js';
import type { SalePromise } from './promise.js';
import { asStripe, changed, paidSession, promise, type Fields, type Json } from '../test-stack/paid-session.js';
import { verdict } from './verdict.js';

async function judge(fields: Fields, promised?: SalePromise): Promise<OrderStatus> {
  const { session, lines } = asStripe(fields);
  return verdict(session, lines, promised ?? (await promise()));
}

const paymentThat = (fields: Fields, session: Fields = {}): Fields => ({
  ...paidSession(),
  payment_status: 'unpaid',
  payment_intent: {
    ...(paidSession()['payment_intent'] as Fields),
    amount_received: 0,
    latest_charge: null,
    ...fields,
  },
  ...session,
});
const open = { status: 'open' };
const nextAction = (type: string): Fields => ({ status: 'requires_action', next_action: { type } });

test('a dispute that the shop has won leaves what else has become of the money', async () => {
  const charge = 'payment_intent.latest_charge';
  const judgeWon = async (fields: Fields, disputeWon: boolean) => {
    const { session, lines } = asStripe(fields);
    return verdict(session, lines, await promise(), { disputeWon });
  };
  const disputed = () => changed(`${charge}.disputed`, true);
  expect(await judgeWon(disputed(), false)).toBe('disputed');
  expect(await judgeWon(disputed(), true)).toBe('paid');
  expect(await judgeWon(changed(`${charge}.amount_refunded`, 100, disputed()), true)).toBe('partly_refunded');
  expect(await judgeWon(changed(`${charge}.refunded`, true, disputed()), true)).toBe('refunded');
  expect(await judgeWon(changed('amount_total', 1, disputed()), true)).toBe('review');
});

describe('what Stripe says, in our words', () => {
  test.each<[string, Fields, OrderStatus]>([
    ['paid as promised', paidSession(), 'paid'],
    ['expired', paymentThat({}, { status: 'expired', payment_intent: null }), 'expired'],
    ['open, nothing begun', paymentThat({}, { ...open, payment_intent: null }), 'unpaid'],
    [
      'open, a card declined',
      paymentThat({ status: 'requires_payment_method', last_payment_error: {} }, open),
      'unpaid',
    ],
    ['open, a 3DS challenge', paymentThat(nextAction('use_stripe_sdk'), open), 'unpaid'],
    ['open, at the bank', paymentThat(nextAction('redirect_to_url'), open), 'unpaid'],
    ['open, processing', paymentThat({ status: 'processing' }, open), 'pending'],
    ['open, a voucher', paymentThat(nextAction('oxxo_display_details'), open), 'pending'],
    ['open, called off', paymentThat({ status: 'canceled' }, open), 'canceled'],
    ['open, yet paid', { ...paidSession(), ...open }, 'unknown'],
    ['complete, a debit under way', paymentThat({ status: 'processing' }), 'pending'],
    ['complete, a voucher', paymentThat(nextAction('boleto_display_details')), 'pending'],
    ['complete, a transfer', paymentThat(nextAction('display_bank_transfer_instructions')), 'pending'],
    ['complete, micro-deposits', paymentThat(nextAction('verify_with_microdeposits')), 'pending'],
    ['complete, an action nobody knows', paymentThat(nextAction('send_pigeon')), 'unpaid'],
    [
      'complete, the debit failed',
      paymentThat({ status: 'requires_payment_method', last_payment_error: {} }),
      'failed',
    ],
    ['complete, no method and no error', paymentThat({ status: 'requires_payment_method' }), 'unknown'],
    ['complete, called off', paymentThat({ status: 'canceled' }), 'canceled'],
    ['complete, held', paymentThat({ status: 'requires_capture' }), 'authorised'],
    ['complete, the payment ahead of its session', paymentThat({ status: 'succeeded' }), 'pending'],
    ['complete, unpaid without a payment', paymentThat({}, { payment_intent: null }), 'unknown'],
    ['a payment status nobody knows', changed('payment_status', 'half_paid'), 'unknown'],
    ['a session status nobody knows', changed('status', 'archived'), 'unknown'],
    ['an intent status nobody knows', paymentThat({ status: 'constructor' }), 'unknown'],
    ['no session status', changed('status', null), 'unknown'],
    ['refunded', changed('payment_intent.latest_charge.refunded', true), 'refunded'],
    ['refunded in part', changed('payment_intent.latest_charge.amount_refunded', 1), 'partly_refunded'],
    ['disputed', changed('payment_intent.latest_charge.disputed', true), 'disputed'],
    ['recovered from an expired one', changed('recovered_from', 'cs_test_x'), 'review'],
    ['made by a payment link', changed('payment_link', 'plink_x'), 'review'],
  ])('%s', async (_, fields, status) => {
    expect(await judge(fields)).toBe(status);
  });

  test('a discount of everything is free, if discounts were promised', async () => {
    const fields = paidSession();
    Object.assign(fields, { payment_status: 'no_payment_required', payment_intent: null, amount_total: 0 });
    Object.assign(fields, { shipping_cost: null, total_details: { amount_discount: 5150, amount_tax: 0 } });
    fields['lines'] = (fields['lines'] as Fields[]).map((line) => ({
      ...line,
      amount_discount: line['amount_subtotal'] ?? 0,
      amount_tax: 0,
      amount_total: 0,
    }));
    expect(await judge(fields)).toBe('free');
    expect(await judge({ ...fields, payment_status: 'paid' })).toBe('free');
    for (const said of ['no_payment_required', 'paid'])
      expect(await judge({ ...fields, payment_status: said }, await promise(['shipping', 'tax']))).toBe('review');

    const declinedBefore = { ...(paidSession()['payment_intent'] as Fields), latest_charge: null };
    const withPayment = (payment: Fields) => judge({ ...fields, payment_intent: { ...declinedBefore, ...payment } });
    expect(await withPayment({ status: 'canceled', amount_received: 0 })).toBe('free');
    expect(await withPayment({ status: 'canceled', amount_received: 1 })).toBe('review');
    expect(await withPayment({ status: 'requires_payment_method', amount_received: 0 })).toBe('review');
  });

  test.each(['discount', 'shipping', 'tax'] as const)(
    'a %s that was not promised is for a person to look at',
    async (part) => {
      const others = (['discount', 'shipping', 'tax'] as const).filter((other) => other !== part);
      expect(await judge(paidSession(), await promise(others))).toBe('review');
    },
  );

  test('tax that the prices include adds nothing to the total', async () => {
    const fields = paidSession();
    fields['lines'] = (fields['lines'] as Fields[]).map((line) => ({
      ...line,
      amount_total: Number(line['amount_total']) - 500,
    }));
    Object.assign(fields, { amount_total: 5135 });
    Object.assign(fields['payment_intent'] as Fields, { amount_received: 5135 });
    expect(await judge(fields)).toBe('paid');
    const { session, lines } = asStripe(fields);
    expect(describeOrder(session, lines, await promise(), 'paid').totals).toEqual({
      subtotal: 5150,
      discount: 515,
      shipping: 500,
      tax: 0,
      total: 5135,
    });
  });

  test('what the buyer saw in another currency is shown, and changes nothing', async () => {
    const fields = { ...paidSession(), presentment_details: { presentment_currency: 'usd', presentment_amount: 7012 } };
    expect(await judge(fields)).toBe('paid');
    expect(await judge({ ...paidSession(), presentment_details: null })).toBe('paid');
    const { session, lines } = asStripe(fields);
    expect(describeOrder(session, lines, await promise(), 'paid')).toMatchObject({
      currency: 'eur',
      presentment: { currency: 'usd', total: 7012 },
    });
  });
});

/** Every field that the verdict rests on, and what else might stand there. */
const amounts = fc.oneof(fc.integer({ min: -10_000, max: 10_000 }), fc.constantFrom(null, 0.5, 2 ** 53));
const words = fc.constantFrom(
  'paid',
  'unpaid',
  'open',
  'complete',
  'succeeded',
  'processing',
  'usd',
  'EUR',
  '',
  'mug',
  null,
);
const FIELDS: Record<string, fc.Arbitrary<Json>> = {
  status: words,
  payment_status: words,
  mode: words,
  currency: words,
  livemode: fc.constant(true),
  recovered_from: fc.constant('cs_test_x'),
  payment_link: fc.constant('plink_x'),
  amount_subtotal: amounts,
  amount_total: amounts,
  payment_intent: fc.constantFrom(null, 'pi_123'),
  'total_details.amount_discount': amounts,
  'shipping_cost.amount_subtotal': amounts,
  'shipping_cost.amount_total': amounts,
  'payment_intent.status': words,
  'payment_intent.currency': words,
  'payment_intent.livemode': fc.constant(true),
  'payment_intent.amount_received': amounts,
  'payment_intent.latest_charge': fc.constantFrom(null, 'ch_123'),
  'payment_intent.latest_charge.status': words,
  'payment_intent.latest_charge.disputed': fc.constant(true),
  'payment_intent.latest_charge.refunded': fc.constant(true),
  'payment_intent.latest_charge.amount_refunded': fc.integer({ min: 1, max: 6135 }),
  lines: fc.constantFrom([], (paidSession()['lines'] as Json[]).slice(1), [
    ...(paidSession()['lines'] as Json[]),
    ...(paidSession()['lines'] as Json[]).slice(1),
  ]),
  'lines.0.quantity': amounts,
  'lines.0.currency': words,
  'lines.0.price': fc.constant(null),
  'lines.0.price.unit_amount': amounts,
  'lines.0.amount_subtotal': amounts,
  'lines.0.amount_total': amounts,
  'lines.0.amount_discount': amounts,
  'lines.0.metadata': fc.constantFrom(null, {}),
  'lines.0.metadata.cart_item': words,
  'lines.0.metadata.cart_value_0': words,
  'lines.1.metadata.cart_option_0': fc.constant('Glaze'),
};

const valueAt = (path: string): Json =>
  path.split('.').reduce<Json>((place, key) => (place as Fields)[key] ?? null, paidSession());

const oneChange = fc
  .constantFrom(...Object.keys(FIELDS))
  .chain((path) => fc.tuple(fc.constant(path), FIELDS[path] ?? fc.constant(null)))
  .filter(([path, value]) => {
    const before = valueAt(path);
    // Metadata that reads as the same text means the same.
    return JSON.stringify(before) !== JSON.stringify(value) && !(path.includes('metadata') && `${before}` === value);
  });

test('no single change to a paid session leaves it paid', async () => {
  await fc.assert(
    fc.asyncProperty(oneChange, async ([path, value]) => {
      const status = await judge(changed(path, value));
      expect(ORDER_STATUSES).toContain(status);
      expect(['paid', 'free', 'trialing', 'authorised']).not.toContain(status);
    }),
    { numRuns: 3000 },
  );
});

test('nothing but the word of Stripe is called failed', async () => {
  const anyPayment = fc.record({
    status: fc.oneof(
      fc.string(),
      words,
      fc.constantFrom('requires_action', 'requires_payment_method', 'requires_capture'),
    ),
    next_action: fc.option(fc.record({ type: fc.oneof(fc.string(), fc.constant('use_stripe_sdk')) })),
    last_payment_error: fc.constant(null),
  });
  await fc.assert(
    fc.asyncProperty(anyPayment, words, words, async (payment, status, paymentStatus) => {
      const fields = paymentThat(payment, { status, payment_status: paymentStatus });
      expect(await judge(fields)).not.toBe('failed');
    }),
    { numRuns: 2000 },
  );
});
