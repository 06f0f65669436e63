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

const state = fc.constantFrom(
  'paid',
  'partly_refunded.500',
  'partly_refunded.50',
  'refunded',
  'disputed',
  'paid.dispute_won',
);

test('each change is handed on once, by a name that was not used before, and fits into Stripe', () => {
  fc.assert(
    fc.property(fc.array(state, { maxLength: 60 }), (states) => {
      let stored = '';
      let latest: string | undefined;
      const names: string[] = [];
      for (const word of states) {
        const delivered = stored.split(' ').filter((known) => known !== '');
        const name = nextDelivery(delivered, word);
        expect(name === null).toBe(word === latest);
        latest = word;
        if (name === null) continue;
        names.push(name);
        stored = noted(delivered, name);
        expect(stored.length).toBeLessThanOrEqual(500);
        expect(stored.endsWith(name)).toBe(true);
      }
      // Some thirty changes are remembered; nothing is claimed of the thirty-first.
      if (stored.length < 450) expect(new Set(names).size).toBe(names.length);
    }),
  );
});
