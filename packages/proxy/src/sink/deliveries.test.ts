import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextDelivery, noted, stateWord } from './deliveries.js';

test.each([
  [{ status: 'paid', refunded: 0, dispute: null }, 'paid'],
  [{ status: 'partly_refunded', refunded: 500, dispute: null }, 'partly_refunded.500'],
  [{ status: 'refunded', refunded: 1800, dispute: null }, 'refunded'],
  [{ status: 'disputed', refunded: 0, dispute: 'open' }, 'disputed'],
  [{ status: 'disputed', refunded: 0, dispute: 'lost' }, 'disputed.dispute_lost'],
  [{ status: 'paid', refunded: 0, dispute: 'won' }, 'paid.dispute_won'],
  [{ status: 'partly_refunded', refunded: 7, dispute: 'won' }, 'partly_refunded.7.dispute_won'],
] as const)('%j is %s', (state, word) => {
  expect(stateWord(state)).toBe(word);
});

test.each([
  [[], 'paid', 'paid'],
  [['paid'], 'paid', null],
  [['pending', 'paid'], 'paid', null],
  [['paid'], 'refunded', 'refunded'],
  // A refund that failed: the money is the shop's again, and that is news.
  [['paid', 'refunded'], 'paid', 'paid-2'],
  [['paid', 'refunded', 'paid-2'], 'paid', null],
  [['paid', 'refunded', 'paid-2', 'refunded-2'], 'paid', 'paid-3'],
  // One word is not another that begins like it.
  [['partly_refunded.50', 'partly_refunded.500'], 'partly_refunded.5', 'partly_refunded.5'],
])('after %j, %s is handed on as %s', (delivered, word, name) => {
  expect(nextDelivery(delivered, word)).toBe(name);
});

const state = fc.constantFrom('paid', 'partly_refunded.500', 'partly_refunded.50', 'refunded', 'paid.dispute_won');

/** Hands on one state after the other. @returns the names they went by, and the list as it is stored at each */
function handedOn(states: readonly string[]): { names: (string | null)[]; stored: string[] } {
  const stored: string[] = [];
  const names = states.map((word) => {
    const delivered = (stored.at(-1) ?? '').split(' ').filter((known) => known !== '');
    const name = nextDelivery(delivered, word);
    if (name !== null) stored.push(noted(delivered, name));
    return name;
  });
  return { names, stored };
}

test('each change is handed on once, by a name that was not used before', () => {
  fc.assert(
    fc.property(fc.array(state, { maxLength: 15 }), (states) => {
      const { names } = handedOn(states);
      const changes = states.filter((word, index) => word !== states[index - 1]);
      const told = names.filter((name) => name !== null);
      expect(told).toHaveLength(changes.length);
      expect(new Set(told).size).toBe(told.length);
    }),
  );
});

test('a hundred changes fit into what Stripe stores, and the latest is never forgotten', () => {
  const states = Array.from({ length: 100 }, (_, index) => `partly_refunded.${index}`);
  const { names, stored } = handedOn(states);
  expect(names).toEqual(states);
  expect(Math.max(...stored.map(({ length }) => length))).toBeLessThanOrEqual(500);
  expect(handedOn([...states, 'partly_refunded.99']).names.at(-1)).toBeNull();
});
