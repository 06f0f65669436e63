import type { LedgerEntry } from '@stripe-cart/sandbox';

export type Call = Extract<LedgerEntry, { kind: 'call' }>;
export type Money = Extract<LedgerEntry, { kind: 'money' }>;

/** What Stripe's stand-in saw, whatever page and proxy believe. */
export class Ledger {
  readonly #sandbox: string;

  constructor(sandbox: string) {
    this.#sandbox = sandbox;
  }

  async entries(): Promise<readonly LedgerEntry[]> {
    const response = await fetch(`${this.#sandbox}/_sandbox/ledger`);
    const { entries } = (await response.json()) as { entries: readonly LedgerEntry[] };
    return entries;
  }

  /** Every call of Stripe's API, but for the one with which the demo set up its webhook. */
  async calls(): Promise<readonly Call[]> {
    const entries = await this.entries();
    return entries.filter((entry) => entry.kind === 'call').filter(({ path }) => path !== '/v1/webhook_endpoints');
  }

  /** The ids of the Checkout Sessions that were made, oldest first. */
  async sessions(): Promise<readonly string[]> {
    const entries = await this.entries();
    return entries.flatMap((entry) =>
      entry.kind === 'object' && entry.object === 'checkout.session' && entry.state === 'open' ? [entry.id] : [],
    );
  }

  /** The ids of all PaymentIntents, whatever they were made for, oldest first. */
  async paymentIntents(): Promise<readonly string[]> {
    const entries = await this.entries();
    const ids = entries.flatMap((entry) =>
      entry.kind === 'object' && entry.object === 'payment_intent' ? [entry.id] : [],
    );
    return [...new Set(ids)];
  }

  /** The states that a session, a PaymentIntent or an invoice went through, in order. */
  async states(id: string): Promise<readonly string[]> {
    const entries = await this.entries();
    return entries.flatMap((entry) => (entry.kind === 'object' && entry.id === id ? [entry.state] : []));
  }

  /** The money that moved. */
  async charges(): Promise<readonly Money[]> {
    const entries = await this.entries();
    return entries.filter((entry) => entry.kind === 'money').filter(({ type }) => type === 'charge');
  }
}
