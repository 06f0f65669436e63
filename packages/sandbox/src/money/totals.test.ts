import fc from 'fast-check';
import { expect, test } from 'vitest';
import { totalsOf } from './totals.js';

const step = fc.constantFrom(1, 10, 100);
const reduction = fc.oneof(
  fc.constant(null),
  fc.record({ percentOff: fc.double({ min: 0.01, max: 100, noNaN: true }) }),
  fc.record({ amountOff: fc.integer({ min: 1, max: 2_000_000 }) }),
);

test('[discounts] the total is subtotal - discount + shipping + tax, and the lines share the discount exactly', () => {
  fc.assert(
    fc.property(
      step,
      fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 20 }),
      reduction,
      fc.integer({ min: 0, max: 5000 }),
      (each, units, off, shippingUnits) => {
        const lines = units.map((unit) => unit * each);
        const shipping = shippingUnits * each;
        const totals = totalsOf(lines, off, shipping, each);
        const { subtotal, discount, tax, total, lineDiscounts } = totals;
        expect(subtotal).toBe(lines.reduce((sum, line) => sum + line, 0));
        expect(total).toBe(subtotal - discount + shipping + tax);
        expect(total).toBeGreaterThanOrEqual(shipping);
        expect(lineDiscounts.reduce((sum, part) => sum + part, 0)).toBe(discount);
        for (const [index, part] of lineDiscounts.entries()) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(lines[index] ?? 0);
          expect(part % each).toBe(0);
        }
        if (off === null) expect(discount).toBe(0);
      },
    ),
  );
});

test.each([
  [[1500, 500], { percentOff: 10 }, 200, [150, 50]],
  [[333, 333, 334], { percentOff: 50 }, 500, [167, 166, 167]],
  [[1000, 200], { amountOff: 500 }, 500, [417, 83]],
  [[1000, 200], { amountOff: 5000 }, 1200, [1000, 200]],
  [[0, 0], { percentOff: 25 }, 0, [0, 0]],
])('[discounts] of %j, %j takes %i: %j', (lines, off, discount, lineDiscounts) => {
  expect(totalsOf(lines, off, 700, 1)).toMatchObject({ discount, lineDiscounts, shipping: 700 });
});
