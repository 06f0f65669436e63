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
  const title = 'Clocks';
  const ahead = (reading: ClockReading) => Math.round((reading.shown - reading.here) / 1000);
  const findings: Finding[] = [];
  if (proxy === null) return { title, findings, skipped: 'the proxy’s answer has no date' };
  if (stripe === null) {
    if (Math.abs(ahead(proxy)) > MOST_SECONDS) {
      findings.push(finding('clock_skew', `the proxy’s and this machine’s are ${inWords(ahead(proxy))}`));
    }
    return { title, findings };
  }
  const proxyToStripe = ahead(proxy) - ahead(stripe);
  if (Math.abs(proxyToStripe) > MOST_SECONDS)
    findings.push(finding('clock_skew', `the proxy’s is ${inWords(proxyToStripe)}`));
  if (Math.abs(ahead(stripe)) > MOST_SECONDS) {
    findings.push(finding('clock_skew', `this machine’s is ${inWords(-ahead(stripe))}`));
  }
  return { title, findings };
}

const inWords = (seconds: number) => `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}`;
