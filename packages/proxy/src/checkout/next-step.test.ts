import { expect, test } from 'vitest';
import { ORDER_STATUSES } from '@stripe-cart/contract';
import { nextStep, type NextStep } from './next-step.js';

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
