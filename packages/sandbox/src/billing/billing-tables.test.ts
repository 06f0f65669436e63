import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodEnd, periodStart, type Recurring } from './billing-period.js';
import { invoiceMoney } from './invoice-money.js';
import { INVOICE_STATUSES, invoiceStatusAfter, isPayable, type InvoiceHappening } from './invoice-states.js';

const DAY = 24 * 60 * 60;
const at = (text: string): number => Date.parse(text) / 1000;

test.each([
  ['2026-01-31', 'month', 1, ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']],
  ['2028-02-29', 'year', 1, ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']],
  ['2026-11-22', 'month', 3, ['2026-11-22', '2027-02-22', '2027-05-22']],
  ['2026-11-22', 'week', 2, ['2026-11-22', '2026-12-06', '2026-12-20']],
] as const)('from %s, every %s in steps of %i', (anchor, interval, count, dates) => {
  const starts = dates.map((_, index) => periodStart(at(anchor), { interval, count }, index));
  expect(starts).toEqual(dates.map(at));
});

test('periods follow one another without a gap, each of a plausible length', () => {
  const recurring = fc.record({
    interval: fc.constantFrom('day', 'week', 'month', 'year' as const),
    count: fc.integer({ min: 1, max: 3 }),
  }) as fc.Arbitrary<Recurring>;
  const anchor = fc.integer({ min: at('2020-01-01'), max: at('2040-01-01') });
  const longest = { day: 1, week: 7, month: 31, year: 366 };
  const shortest = { day: 1, week: 7, month: 28, year: 365 };
  fc.assert(
    fc.property(anchor, recurring, fc.nat({ max: 40 }), (from, each, index) => {
      const start = periodStart(from, each, index);
      const end = periodEnd(from, each, start);
      expect(end).toBe(periodStart(from, each, index + 1));
      expect(end - start).toBeGreaterThanOrEqual(shortest[each.interval] * each.count * DAY - 3 * DAY);
      expect(end - start).toBeLessThanOrEqual(longest[each.interval] * each.count * DAY + 3 * DAY);
    }),
  );
});

test('[invoice-overpaid] what is paid, left and beyond adds up', () => {
  fc.assert(
    fc.property(fc.integer({ min: -5000, max: 5000 }), fc.array(fc.nat({ max: 3000 })), (total, payments) => {
      const { due, paid, remaining, overpaid } = invoiceMoney(total, payments);
      expect(due).toBe(Math.max(0, total));
      expect(paid + remaining).toBe(due);
      expect(paid + overpaid).toBe(payments.reduce((sum, payment) => sum + payment, 0));
      expect(Math.min(due, paid, remaining, overpaid)).toBeGreaterThanOrEqual(0);
      expect(remaining > 0 && overpaid > 0).toBe(false);
    }),
  );
});

test('[invoice-states] every status and everything that can happen to it', () => {
  const happenings: InvoiceHappening[] = ['finalized', 'paid', 'voided', 'given_up'];
  const table = INVOICE_STATUSES.map((status) => [
    status,
    ...happenings.map((each) => invoiceStatusAfter(status, each)),
  ]);
  expect(table).toEqual([
    ['draft', 'open', null, null, null],
    ['open', null, 'paid', 'void', 'uncollectible'],
    ['paid', null, null, null, null],
    ['uncollectible', null, 'paid', 'void', null],
    ['void', null, null, null, null],
  ]);
  expect(INVOICE_STATUSES.filter(isPayable)).toEqual(['open', 'uncollectible']);
  expect(invoiceStatusAfter('constructor', 'paid')).toBeNull();
});
