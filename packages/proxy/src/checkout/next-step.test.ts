import { ORDER_STATUSES } from '@stripe-cart/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayBegin, nextStep, nextStepOfLink, type NextStep } from './next-step.js';

/** Every session status against every verdict: a new payment is created in these cases, and in no others. */
test('a successor is created only where Stripe shows that nothing was paid and nothing can be', () => {
  const creating = ['open', 'complete', 'expired', 'archived', null].flatMap((session) =>
    ORDER_STATUSES.filter((status) => [true, false].some((same) => nextStep(session, status, same) === 'create')).map(
      (status) => `${session} ${status}`,
    ),
  );
  expect(new Set(creating)).toEqual(
    new Set([
      'complete failed',
      'complete canceled',
      'complete expired',
      ...ORDER_STATUSES.filter((status) => status !== 'pending').map((status) => `expired ${status}`),
    ]),
  );
});

test('where a subscription that has begun is not over it is ended first, and nothing else is different', () => {
  for (const status of ORDER_STATUSES) {
    const step = nextStep('complete', status, false);
    expect(mayBegin(status)).toBe(step === 'create');
    expect(nextStep('complete', status, false, true)).toBe(step === 'create' ? 'close' : step);
  }
});

test.each<[string | null, (typeof ORDER_STATUSES)[number], boolean, NextStep]>([
  ['open', 'unpaid', true, 'reopen'],
  ['open', 'unpaid', false, 'close'],
  ['open', 'canceled', true, 'close'],
  ['open', 'pending', false, 'report_pending'],
  ['open', 'unknown', true, 'refuse'],
  ['open', 'paid', true, 'refuse'],
  ['complete', 'paid', false, 'report_paid'],
  ['complete', 'review', true, 'report_paid'],
  ['complete', 'refunded', true, 'report_paid'],
  ['complete', 'pending', true, 'report_pending'],
  ['complete', 'unknown', true, 'refuse'],
  ['complete', 'unpaid', true, 'refuse'],
  ['archived', 'unpaid', true, 'refuse'],
  [null, 'unknown', true, 'refuse'],
])('%s and %s, same cart: %s', (session, status, same, step) => {
  expect(nextStep(session, status, same)).toBe(step);
});

/** A link with any sessions in any states: what each single one of them would mean decides what all of them do. */
test('a link is replaced only when it is off and each of its sessions is over, and gone back to only while unused', () => {
  const order = fc.record({
    sessionStatus: fc.constantFrom('open', 'complete', 'expired', 'archived', null),
    status: fc.constantFrom(...ORDER_STATUSES),
  });
  fc.assert(
    fc.property(fc.boolean(), fc.array(order, { maxLength: 4 }), fc.boolean(), (isActive, orders, canGoBack) => {
      const step = nextStepOfLink(isActive, orders, canGoBack);
      const alone = orders.map(({ sessionStatus, status }) => nextStep(sessionStatus, status, canGoBack));
      const isOver = alone.every((one) => one === 'create');
      if (alone.includes('report_paid')) expect(step).toBe('report_paid');
      else if (alone.includes('report_pending')) expect(step).toBe('report_pending');
      else if (alone.includes('refuse')) expect(step).toBe('refuse');
      else expect(step === 'create').toBe(!isActive && isOver);
      if (step === 'reopen') {
        expect([isActive, canGoBack]).toEqual([true, true]);
        expect(orders.every(({ sessionStatus }) => sessionStatus !== 'complete')).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});

test.each<[string, boolean, [string, (typeof ORDER_STATUSES)[number]][], boolean, NextStep]>([
  ['never opened', true, [], true, 'reopen'],
  ['never opened, for another cart', true, [], false, 'close'],
  ['opened', true, [['open', 'unpaid']], true, 'reopen'],
  ['used up by a payment that failed', true, [['complete', 'failed']], true, 'close'],
  ['off, with a session still open', false, [['open', 'unpaid']], true, 'close'],
  [
    'off, and over',
    false,
    [
      ['expired', 'expired'],
      ['complete', 'failed'],
    ],
    true,
    'create',
  ],
  [
    'paid, with another session open',
    false,
    [
      ['open', 'unpaid'],
      ['complete', 'paid'],
    ],
    true,
    'report_paid',
  ],
])('a link that is %s', (_, isActive, orders, canGoBack, step) => {
  const states = orders.map(([sessionStatus, status]) => ({ sessionStatus, status }));
  expect(nextStepOfLink(isActive, states, canGoBack)).toBe(step);
});
