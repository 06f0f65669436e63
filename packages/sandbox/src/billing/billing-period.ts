/** How often something is paid for: every `count` intervals. */
export interface Recurring {
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly count: number;
}

const DAY = 24 * 60 * 60;

/**
 * When the period number `index` after the anchor begins. A month that is too short ends on its last day, and the next
 * one goes back to the anchor's: 31 January, 28 February, 31 March. https://docs.stripe.com/billing/subscriptions/billing-cycle
 *
 * @param anchor seconds since the epoch
 * @param index 0 for the anchor itself
 * @returns seconds since the epoch
 */
export function periodStart(anchor: number, { interval, count }: Recurring, index: number): number {
  const intervals = count * index;
  if (interval === 'day') return anchor + intervals * DAY;
  if (interval === 'week') return anchor + intervals * 7 * DAY;
  const months = interval === 'year' ? intervals * 12 : intervals;
  const from = new Date(anchor * 1000);
  const day = from.getUTCDate();
  const there = new Date(anchor * 1000);
  there.setUTCDate(1);
  there.setUTCMonth(there.getUTCMonth() + months);
  there.setUTCDate(Math.min(day, daysIn(there.getUTCFullYear(), there.getUTCMonth())));
  return there.getTime() / 1000;
}

/** When the period ends that begins at `start`: the first beginning after it. */
export function periodEnd(anchor: number, recurring: Recurring, start: number): number {
  let index = 0;
  while (periodStart(anchor, recurring, index) <= start) index += 1;
  return periodStart(anchor, recurring, index);
}

/** For people to read: `every month`, `every 3 months`. */
export function inWords({ interval, count }: Recurring): string {
  return count === 1 ? `every ${interval}` : `every ${count} ${interval}s`;
}

/** Of one of how many of an interval: `month`, `3 months`. */
export function perWords({ interval, count }: Recurring): string {
  return count === 1 ? interval : `${count} ${interval}s`;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}
