import { expect, it } from 'vitest';
import { minorUnitDigits } from './index.js';

it.each([
  ['usd', 2],
  ['jpy', 0],
  ['krw', 0],
  ['kwd', 3],
  ['tnd', 3],
  // Counted with two digits by Stripe, though ISO 4217 and Intl say none.
  ['isk', 2],
  ['ugx', 2],
  ['huf', 2],
  ['twd', 2],
])('%s has %i digits at Stripe', (currency, digits) => {
  expect(minorUnitDigits(currency)).toBe(digits);
});
