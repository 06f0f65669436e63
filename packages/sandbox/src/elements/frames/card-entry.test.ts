import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TEST_CARDS } from '../../payment/cards.js';
import {
  cardNumberProblem,
  expiryOf,
  expiryProblem,
  formatCardNumber,
  formatExpiry,
  passesLuhn,
  securityCodeProblem,
} from './card-entry.js';

const NOW = Date.UTC(2026, 10, 22);

test('a number keeps its digits, in groups, however it was typed', () => {
  fc.assert(
    fc.property(fc.string(), fc.stringMatching(/^\d{0,19}$/), (noise, digits) => {
      const typed = [...digits].join(noise.replaceAll(/\d/g, ''));
      const written = formatCardNumber(typed);
      expect(written.replaceAll(' ', '')).toBe(digits.slice(0, /^3[47]/.test(digits) ? 15 : 19));
      expect(formatCardNumber(written)).toBe(written);
      expect(written).toMatch(/^(\d{1,6}( \d{1,6})*)?$/);
    }),
  );
});

test('of the ten last digits of a number one passes, and every test card has it', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^4\d{14}$/), (start) => {
      const good = [...'0123456789'].filter((digit) => passesLuhn(start + digit));
      expect(good).toHaveLength(1);
      expect(cardNumberProblem(`${start}${good[0]}`)).toBeNull();
    }),
  );
  for (const { number } of TEST_CARDS) expect(cardNumberProblem(formatCardNumber(number)), number).toBeNull();
  expect(cardNumberProblem('4242 4242 4242 424')).toContain('incomplete');
  expect(cardNumberProblem('')).toContain('incomplete');
});

test('a date is written as MM / YY, whatever stands between, and read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 99 }), (month, short) => {
      const [mm, yy] = [String(month).padStart(2, '0'), String(short).padStart(2, '0')];
      for (const typed of [`${mm}${yy}`, `${mm}/${yy}`, `${mm} / ${yy}`]) {
        expect(formatExpiry(typed)).toBe(`${mm} / ${yy}`);
        expect(expiryOf(formatExpiry(typed))).toEqual({ month, year: 2000 + short });
      }
      const isPast = 2000 + short < 2026 || (short === 26 && month < 11);
      expect(expiryProblem(`${mm} / ${yy}`, NOW)).toBe(isPast ? 'The expiration date is in the past.' : null);
    }),
  );
  expect(formatExpiry('9')).toBe('09');
  expect(formatExpiry('1')).toBe('1');
  expect(formatExpiry('1/68')).toBe('01 / 68');
  expect(expiryProblem('13 / 68', NOW)).toContain('invalid');
  expect(expiryProblem('12 / 6', NOW)).toContain('incomplete');
});

test('a security code has three digits, four with American Express', () => {
  expect(securityCodeProblem('123', '4242')).toBeNull();
  expect(securityCodeProblem('12', '4242')).not.toBeNull();
  expect(securityCodeProblem('123', '3782 822463')).not.toBeNull();
  expect(securityCodeProblem('1234', '3782 822463')).toBeNull();
});
