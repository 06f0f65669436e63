import type Stripe from 'stripe';
import type { OrderStatus } from '@stripe-cart/contract';
import { expect, test } from 'vitest';
import { outcomeOf, type FoundLink } from './read-link.js';

const open = (status: OrderStatus) => ({ sessionStatus: 'open', status }) as const;
const complete = (status: OrderStatus) => ({ sessionStatus: 'complete', status }) as const;

const outcome = (active: boolean, sessions: readonly { sessionStatus: string; status: OrderStatus }[]) =>
  outcomeOf({
    link: { active } as Stripe.PaymentLink,
    sessions: sessions.map(({ sessionStatus, status }) => ({ session: { id: status, status: sessionStatus }, status })),
  } as unknown as FoundLink);

test.each<[string, boolean, readonly ReturnType<typeof open | typeof complete>[], OrderStatus]>([
  ['nobody has opened', true, [], 'unpaid'],
  ['was opened', true, [open('unpaid')], 'unpaid'],
  ['is off, with a session that is open', false, [open('unpaid')], 'unpaid'],
  ['is off, with a session whose payment was called off', false, [open('canceled')], 'unpaid'],
  ['is off', false, [], 'expired'],
])('a link that %s is told without a session', (_, active, sessions, status) => {
  expect(outcome(active, sessions)).toBe(status);
});

const BY_RANK = [
  [complete('paid'), complete('review'), complete('refunded')],
  [complete('pending'), open('pending')],
  [complete('unknown'), open('unknown')],
  [complete('failed'), complete('canceled')],
  [open('unpaid'), open('canceled')],
] as const;

test('what was paid is told before what is on its way, that before what nobody can tell, and that before what failed', () => {
  for (const [rank, told] of BY_RANK.slice(0, 4).entries()) {
    for (const first of told) {
      for (const lesser of BY_RANK.slice(rank + 1).flat()) {
        for (const active of [true, false]) {
          expect(outcome(active, [lesser, first])).toEqual({ session: first.status });
          expect(outcome(active, [first, lesser])).toEqual({ session: first.status });
        }
      }
    }
  }
});
