import { ApiError } from '../errors.js';

/** Calls a second, of the whole account and of one operation. https://docs.stripe.com/rate-limits */
export const RATES = {
  live: { account: 100, operation: 25 },
  test: { account: 25, operation: 25 },
} as const;

export type RateLimitMode = keyof typeof RATES | 'off';

const SECOND = 1000;

/** Stripe's limiters, off until a test switches them on. Any second counts, wherever it begins. */
export class RateLimits {
  #mode: RateLimitMode = 'off';
  /** The calls of the last second, oldest first. */
  #recent: { readonly operation: string; readonly at: number }[] = [];

  switchTo(mode: RateLimitMode): void {
    this.#mode = mode;
    this.#recent = [];
  }

  /**
   * Counts one call. What is turned away does not count.
   *
   * @param now milliseconds on the account's clock
   * @throws ApiError 429 `rate_limit` when there were enough in the second before
   */
  take(operation: string, now: number): void {
    if (this.#mode === 'off') return;
    const rate = RATES[this.#mode];
    this.#recent = this.#recent.filter(({ at }) => at > now - SECOND);
    if (this.#recent.length >= rate.account) throw exceeded('global-rate');
    const same = this.#recent.filter((call) => call.operation === operation);
    if (same.length >= rate.operation) throw exceeded('endpoint-rate');
    this.#recent.push({ operation, at: now });
  }
}

function exceeded(reason: string): ApiError {
  return new ApiError('rate-limit', 429, 'Request rate limit exceeded.', {
    code: 'rate_limit',
    headers: { 'stripe-rate-limited-reason': reason },
  });
}
