import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import type { OrderStatus, Recurring } from '@stripe-cart/contract';
import { fingerprintOf } from '../order/fingerprint.js';
import type { SalePromise } from '../order/promise.js';
import { sessionOrder } from '../order/session-order.js';
import { lineMetadata, linesFrom } from '../order/stripe-lines.js';
import { verdict, type Looked } from '../order/verdict.js';
import { describeSubscription } from './describe-subscription.js';

const MONTHLY: Recurring = { interval: 'month', intervalCount: 1 };
const TRIAL: Recurring = { ...MONTHLY, trialDays: 14 };

type Fields = Record<string, unknown>;

function line(item: string, unitAmount: number, recurring: Recurring | null, amount = unitAmount): Fields {
  const { interval, intervalCount, trialDays } = recurring ?? {};
  return {
    object: 'item',
    currency: 'eur',
    quantity: 1,
    price: {
      unit_amount: unitAmount,
      recurring: recurring === null ? null : { interval, interval_count: intervalCount },
    },
    amount_subtotal: amount,
    amount_discount: 0,
    amount_tax: 0,
    amount_total: amount,
    metadata: lineMetadata({ item, name: item, options: [], trialDays }),
  };
}

/** A session that began a subscription of 9.00, beside a mug of 18.00. */
function begun(recurring: Recurring, ...once: number[]) {
  const dueNow = (recurring.trialDays === undefined ? 900 : 0) + once.reduce((sum, amount) => sum + amount, 0);
  const session: Fields = {
    object: 'checkout.session',
    id: 'cs_test_00000000000000',
    mode: 'subscription',
    livemode: false,
    status: 'complete',
    payment_status: dueNow === 0 ? 'no_payment_required' : 'paid',
    currency: 'eur',
    amount_subtotal: dueNow,
    amount_total: dueNow,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    shipping_cost: null,
    recovered_from: null,
    payment_link: null,
    payment_intent: null,
    presentment_details: null,
  };
  const paidOnce = once.map((amount) => line('mug', amount, null));
  return { session, lines: [line('club', 900, recurring, recurring.trialDays === undefined ? 900 : 0), ...paidOnce] };
}

function paid(amount: number, changes: Fields = {}): Stripe.PaymentIntent {
  return {
    object: 'payment_intent',
    id: 'pi_00000000000000',
    status: 'succeeded',
    livemode: false,
    currency: 'eur',
    amount_received: amount,
    next_action: null,
    last_payment_error: null,
    latest_charge: { status: 'succeeded', disputed: false, refunded: false, amount_refunded: 0 },
    ...changes,
  } as unknown as Stripe.PaymentIntent;
}

async function judge(
  { session, lines }: ReturnType<typeof begun>,
  payment: Looked['payment'],
  { sold = { session, lines }, ...changes }: Partial<SalePromise> & { readonly sold?: ReturnType<typeof begun> } = {},
): Promise<OrderStatus> {
  const promised = linesFrom(sold.session as never, sold.lines as never);
  const promise: SalePromise = {
    shop: 'pots',
    attempt: '6f1c1b1e-7a57-4c0e-9d5e-0a1b2c3d4e5f',
    kind: 'session',
    predecessor: null,
    number: '7QK2-M4ZD-X0VB',
    currency: 'eur',
    fingerprint: await fingerprintOf('eur', promised),
    allows: [],
    charge: null,
    ...changes,
  };
  return verdict(session as never, lines as never, promise, { ...(payment !== undefined && { payment }) });
}

const changed = (made: ReturnType<typeof begun>, changes: Fields, lineChanges: Fields = {}) => ({
  session: { ...made.session, ...changes },
  lines: made.lines.map((each, index) => (index === 0 ? { ...each, ...lineChanges } : each)),
});

const club = begun(MONTHLY);
const both = begun(MONTHLY, 1800);
const trial = begun(TRIAL);
const trialAndMug = begun(TRIAL, 1800);
const UNPAID = { payment_status: 'unpaid' };

describe('what began with a session', () => {
  test.each<[string, ReturnType<typeof begun>, Looked['payment'], OrderStatus]>([
    ['paid', club, paid(900), 'paid'],
    ['paid, beside what is paid once', both, paid(2700), 'paid'],
    ['a trial, and nothing due', trial, null, 'trialing'],
    [
      'a trial, of which Stripe says that its nothing is paid',
      changed(trial, { payment_status: 'paid' }),
      null,
      'trialing',
    ],
    ['a trial, and what is paid once', trialAndMug, paid(1800), 'paid'],
    [
      'a code that took it all off',
      changed(club, { payment_status: 'no_payment_required', amount_total: 0 }),
      null,
      'review',
    ],
    ['still open', changed(club, { status: 'open', ...UNPAID }), null, 'unpaid'],
    ['expired', changed(club, { status: 'expired', ...UNPAID }), null, 'expired'],
    ['a debit on its way', changed(club, UNPAID), paid(0, { status: 'processing' }), 'pending'],
    ['a debit that was taken at a later try', changed(club, UNPAID), paid(900), 'paid'],
    [
      'a debit that came back',
      changed(club, UNPAID),
      paid(0, { status: 'requires_payment_method', last_payment_error: { code: 'debit_not_authorized' } }),
      'failed',
    ],
    ['an invoice that was voided', changed(club, UNPAID), paid(0, { status: 'canceled' }), 'canceled'],
    ['refunded', club, paid(900, { latest_charge: { status: 'succeeded', refunded: true } }), 'refunded'],
    [
      'refunded in part',
      club,
      paid(900, { latest_charge: { status: 'succeeded', refunded: false, amount_refunded: 100 } }),
      'partly_refunded',
    ],
    ['disputed', club, paid(900, { latest_charge: { status: 'succeeded', disputed: true } }), 'disputed'],
    ['a status of tomorrow', changed(club, { payment_status: 'later' }), paid(900), 'unknown'],
  ])('%s', async (_, made, payment, status) => {
    expect(await judge(made, payment)).toBe(status);
  });

  test('where nobody has looked at its payment, says nothing that would rest on it', async () => {
    expect(await judge(club, 'unread')).toBe('unknown');
    expect(await judge(trial, 'unread')).toBe('trialing');
    expect(await judge(changed(club, UNPAID), 'unread')).toBe('unknown');
  });

  test.each<[string, ReturnType<typeof begun>, Looked['payment'], Parameters<typeof judge>[2]]>([
    ['another interval', begun({ ...MONTHLY, interval: 'year' }), paid(900), { sold: club }],
    ['every two months', begun({ ...MONTHLY, intervalCount: 2 }), paid(900), { sold: club }],
    ['a trial that nobody sold', trial, null, { sold: club }],
    ['no trial where one was sold', club, paid(900), { sold: trial }],
    ['a longer trial', begun({ ...MONTHLY, trialDays: 365 }), null, { sold: trial }],
    ['a session that is paid once', changed(club, { mode: 'payment' }), paid(900), {}],
    ['a session that only sets something up', changed(trial, { mode: 'setup' }), null, {}],
    ['a promise of a cart that is paid once', club, paid(900), { sold: begun(MONTHLY, 900) }],
    ['a promise of a PaymentIntent', club, paid(900), { kind: 'intent' }],
    ['a promise of a link', club, paid(900), { kind: 'link' }],
    ['another price', changed(club, {}, { price: { unit_amount: 90, recurring: MONTHLY } }), paid(900), { sold: club }],
    ['another quantity', changed(club, {}, { quantity: 2 }), paid(900), { sold: club }],
    ['another total', changed(club, { amount_total: 90 }), paid(90), {}],
    ['another currency', changed(club, { currency: 'usd' }), paid(900), {}],
    ['less than its total', club, paid(899), {}],
    ['another currency taken', club, paid(900, { currency: 'usd' }), {}],
    ['another mode taken', club, paid(900, { livemode: true }), {}],
    ['nothing taken', club, null, {}],
    ['a trial that money was taken for', changed(trial, { payment_status: 'paid' }), paid(900), {}],
    ['a discount that nobody allowed', changed(both, { total_details: { amount_discount: 100 } }), paid(2600), {}],
    ['a session that was recovered', changed(club, { recovered_from: 'cs_test_1' }), paid(900), {}],
  ])('is for a person to look at: %s', async (_, made, payment, asked) => {
    expect(await judge(made, payment, asked)).toBe('review');
  });
});

describe('what goes on', () => {
  const NEXT = 1_900_000_000;
  const subscription = (changes: Fields = {}) =>
    ({
      status: 'active',
      discounts: [],
      cancel_at: null,
      cancel_at_period_end: false,
      items: {
        data: [
          {
            price: { unit_amount: 900, recurring: { interval: 'month', interval_count: 1 } },
            quantity: 2,
            discounts: [],
            current_period_end: NEXT,
          },
        ],
      },
      ...changes,
    }) as unknown as Stripe.Subscription;

  test.each<[string, Fields, number | null]>([
    ['is charged next when its period ends', {}, NEXT],
    ['and when its trial does', { status: 'trialing' }, NEXT],
    ['and while a payment of it is late', { status: 'past_due' }, NEXT],
    ['never again, where it was ended', { status: 'canceled' }, null],
    ['nor where it ends with its period', { cancel_at_period_end: true }, null],
    ['nor where it ends before', { cancel_at: NEXT - 1 }, null],
    ['but once more where it ends later', { cancel_at: NEXT + 1 }, NEXT],
    ['nor where it never began', { status: 'incomplete_expired' }, null],
    ['nor while it is paused', { status: 'paused' }, null],
  ])('%s', (_, changes, nextPayment) => {
    expect(describeSubscription(subscription(changes))).toEqual({ ...MONTHLY, amount: 1800, nextPayment });
  });

  test('is of no amount that anybody knows, where a discount goes on, of all of it or of an item', () => {
    const [item] = subscription().items.data;
    const reduced = [{ discounts: ['di_1'] }, { items: { data: [item, { ...item, discounts: ['di_1'] }] } }];
    for (const changes of reduced)
      expect(describeSubscription(subscription(changes))).toEqual({ ...MONTHLY, amount: null, nextPayment: NEXT });
  });

  test('is said with the order, without an id of Stripe’s', async () => {
    const promise = { number: '7QK2-M4ZD-X0VB', currency: 'eur', allows: [], kind: 'session' } as never;
    const order = await sessionOrder(trialAndMug.session as never, trialAndMug.lines as never, promise, {
      subscription: subscription({ id: 'sub_1' }),
      payment: paid(1800),
    });
    const shown = order.describe('paid');
    expect(shown).toMatchObject({
      lines: [
        { item: 'club', subtotal: 900 },
        { item: 'mug', subtotal: 1800 },
      ],
      totals: { subtotal: 1800, total: 1800 },
      subscription: { amount: 1800, nextPayment: NEXT },
    });
    expect(JSON.stringify(shown)).not.toContain('sub_1');
  });
});
