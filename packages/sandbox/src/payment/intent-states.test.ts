import { expect, test } from 'vitest';
import { isConfirmable, statusAfter, type Happening } from './intent-states.js';

const HAPPENINGS = [
  'given',
  'challenged',
  'instructed',
  'submitted',
  'authorized',
  'paid',
  'declined',
  'abandoned',
  'canceled',
] as const satisfies Happening[];

const BUYERS_MOVE = {
  given: 'requires_confirmation',
  challenged: 'requires_action',
  instructed: 'requires_action',
  submitted: 'processing',
  authorized: 'requires_capture',
  paid: 'succeeded',
  declined: 'requires_payment_method',
  abandoned: 'requires_payment_method',
  canceled: 'canceled',
};

test.each([
  ['requires_payment_method', BUYERS_MOVE],
  ['requires_confirmation', BUYERS_MOVE],
  ['requires_action', BUYERS_MOVE],
  ['processing', { paid: 'succeeded', declined: 'requires_payment_method' }],
  ['requires_capture', { paid: 'succeeded', canceled: 'canceled' }],
  ['succeeded', {}],
  ['canceled', {}],
])('[intent-states] from %s: %o, and nowhere else', (status, steps) => {
  const reached = HAPPENINGS.map((happening) => [happening, statusAfter(status, happening)] as const);
  expect(Object.fromEntries(reached.filter(([, after]) => after !== null))).toEqual(steps);
  expect(isConfirmable(status)).toBe(steps === BUYERS_MOVE);
});
