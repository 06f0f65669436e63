import { expect, it } from 'vitest';
import { checkClock, clockIn } from './check-clock.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');
/** A clock that is so many seconds ahead of this machine's. */
const clock = (seconds: number) => ({ shown: NOW + seconds * 1000, here: NOW });

it.each<[what: string, proxy: number | null, stripe: number | null, subjects: string[]]>([
  ['all agree', 1, -1, []],
  ['a minute is no matter', 60, 0, []],
  ['the proxy’s is wrong', 3600, 0, ['the proxy’s is 3600 s ahead']],
  ['the proxy’s is wrong, and nobody knows it', -90, null, ['against this machine’s the proxy’s is 90 s behind']],
  ['this machine’s is wrong', 300, 300, ['this machine’s is 300 s behind']],
  ['both are wrong', 0, -200, ['this machine’s is 200 s ahead', 'the proxy’s is 200 s ahead']],
  ['this machine’s is wrong, and the proxy tells none', null, 300, ['this machine’s is 300 s behind']],
])('clocks: %s', (_, proxy, stripe, subjects) => {
  const { findings, skipped } = checkClock(
    proxy === null ? null : clock(proxy),
    stripe === null ? null : clock(stripe),
  );
  expect(findings.map(({ subject }) => subject)).toEqual(subjects);
  expect(skipped === undefined).toBe(proxy !== null);
});

it('is read from the Date of an answer, if it has one', () => {
  expect(clockIn(new Headers({ date: 'Sun, 22 Nov 2026 10:00:05 GMT' }), NOW)).toEqual(clock(5));
  expect([clockIn(new Headers(), NOW), clockIn(new Headers({ date: 'soon' }), NOW)]).toEqual([null, null]);
});
