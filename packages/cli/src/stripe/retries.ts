import { setTimeout as pause } from 'node:timers/promises';
import { failureOf } from './stripe-failure.js';

/** Tries of one call, and the seconds all of them together may take: nobody waits longer at a keyboard. */
const TRIES = 8;
const DEADLINE_SECONDS = 90;
/** Pauses double from the first to the longest; Stripe asks for that, and for chance in them (https://docs.stripe.com/rate-limits). */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8_000;

/**
 * Sends a request until it is answered for good. The SDK's own retries are off: it never retries a 429, nor an answer
 * that broke off in the middle (stripe 23.1.0, RequestSender.js `_shouldRetry`), and does not know when to stop.
 *
 * @param send is given 0 for the key the caller chose, and 1 for a second key, when Stripe does nothing but repeat a
 * failure that it saved under the first one
 * @throws {StripeFailure}
 */
export async function withRetries<Answer>(send: (key: 0 | 1) => Promise<Answer>): Promise<Answer> {
  const until = performance.now() + DEADLINE_SECONDS * 1000;
  let key: 0 | 1 = 0;
  for (let tried = 1; ; tried += 1) {
    try {
      return await send(key);
    } catch (error) {
      const failure = failureOf(error);
      const doubled = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tried - 1));
      const wait = Math.max(doubled * (0.5 + Math.random() / 2), (failure.retryAfter ?? 0) * 1000);
      if (!failure.again || tried === TRIES || performance.now() + wait > until) throw failure;
      if (failure.replayed) key = 1;
      await pause(wait);
    }
  }
}
