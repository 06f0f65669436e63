import type { Check } from './check.js';
import { finding, type Finding } from './findings.js';

/** Seconds. A webhook is refused when five minutes lie between its signature and the proxy's clock. */
const MOST_SECONDS = 60;

/** What a clock showed, in milliseconds since the epoch, and what this machine's showed at that moment. */
export interface ClockReading {
  readonly shown: number;
  readonly here: number;
}

/** A reading from an answer that has just arrived, or null where it has no `Date`. */
export function clockIn(headers: Headers, here: number): ClockReading | null {
  const shown = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(shown) ? null : { shown, here };
}

/** Holds the clocks against each other. Stripe's is right; without it, nobody can say which of two is wrong. */
export function checkClock(proxy: ClockReading | null, stripe: ClockReading | null): Check {
  const findings: Finding[] = [];
  const hold = (whose: string, seconds: number) => {
    if (Math.abs(seconds) > MOST_SECONDS) findings.push(finding('clock_skew', `${whose} ${inWords(seconds)}`));
  };
  if (stripe !== null) hold('this machine’s is', -ahead(stripe));
  if (proxy !== null && stripe !== null) hold('the proxy’s is', ahead(proxy) - ahead(stripe));
  if (proxy !== null && stripe === null) hold('against this machine’s the proxy’s is', ahead(proxy));
  return { title: 'Clocks', findings, ...(proxy === null && { skipped: 'the proxy’s: its answer has no date' }) };
}

/** Seconds before this machine's. */
const ahead = ({ shown, here }: ClockReading): number => Math.round((shown - here) / 1000);

const inWords = (seconds: number) => `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}`;
