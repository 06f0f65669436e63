import { describe, expect, test } from 'vitest';
import { expiryIn } from './expiry.js';

const NOW = Date.UTC(2026, 10, 22, 12);
const at = (...date: [number, number, number, number?, number?, number?]) => Date.UTC(...date) / 1000;

describe('when a link ends', () => {
  test.each([
    ['1d', at(2026, 10, 23, 12)],
    ['90d', at(2027, 1, 20, 12)],
    // When the day is over in the last place on earth.
    ['2027-12-31', at(2028, 0, 1, 11, 59, 59)],
    ['2026-11-22', at(2026, 10, 23, 11, 59, 59)],
    ['2028-02-29', at(2028, 2, 1, 11, 59, 59)],
  ])('%s', (text, expires) => {
    expect(expiryIn(text, NOW)).toBe(expires);
  });

  test.each([
    ['', 'is a day'],
    ['soon', 'is a day'],
    ['0d', 'is a day'],
    ['-3d', 'is a day'],
    ['1.5d', 'is a day'],
    ['31.12.2027', 'is a day'],
    ['2027-02-29', 'is a day'],
    ['2027-13-01', 'is a day'],
    ['2026-11-20', 'is over'],
    ['3651d', ''],
    ['3652d', 'more than ten years'],
    ['2037-01-01', 'more than ten years'],
    ['99999d', 'more than ten years'],
  ])('%j is %j', (text, problem) => {
    if (problem === '') expect(expiryIn(text, NOW)).toBeGreaterThan(NOW / 1000);
    else expect(() => expiryIn(text, NOW)).toThrow(problem);
  });
});
