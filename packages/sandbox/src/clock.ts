/** The account's clock. It can be moved forward, so that tests can reach an expiry without waiting for it. */
export class Clock {
  readonly #wall: () => number;
  #ahead = 0;

  /** @param wall milliseconds since the epoch, as `Date.now` */
  constructor(wall: () => number) {
    this.#wall = wall;
  }

  /** Seconds since the epoch in the account: what `created` and `expires_at` are measured with. */
  now(): number {
    return Math.floor(this.#wall() / 1000) + this.#ahead;
  }

  /** Milliseconds since the epoch in the account: what a rate is measured with. */
  milliseconds(): number {
    return this.#wall() + this.#ahead * 1000;
  }

  /** Seconds since the epoch outside: receivers of webhooks have not moved their clocks. */
  outside(): number {
    return Math.floor(this.#wall() / 1000);
  }

  /** @param seconds 0 or more; Stripe's time does not run backwards either */
  advance(seconds: number): void {
    this.#ahead += seconds;
  }

  reset(): void {
    this.#ahead = 0;
  }
}
