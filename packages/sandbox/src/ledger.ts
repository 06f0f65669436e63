/** One call of Stripe's API, with what became of it. */
export interface CallEntry {
  readonly kind: 'call';
  /** Seconds since the epoch on the account's clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** As the SDK spells it, `checkout.sessions.create`; null for a route the sandbox does not know. */
  readonly operation: string | null;
  readonly idempotencyKey: string | null;
  /** True when the answer was a saved one, so that nothing was done. */
  readonly replayed: boolean;
  readonly status: number;
  /** The id of the object in the answer. */
  readonly object: string | null;
  /** The error's code, else its type; null when the call succeeded. */
  readonly error: string | null;
  /** The fault that was injected, if one was. */
  readonly fault: string | null;
}

/** One object reaching one state, in the order in which it happened. */
export interface ObjectEntry {
  readonly kind: 'object';
  readonly at: number;
  readonly id: string;
  readonly object: string;
  readonly state: string;
}

/**
 * Money that moved. Amounts are in minor units: a charge, a refund that failed and a won dispute bring it, a refund and a
 * dispute take it.
 */
export interface MoneyEntry {
  readonly kind: 'money';
  readonly at: number;
  readonly type: 'charge' | 'refund' | 'refund_failure' | 'dispute' | 'dispute_reversal';
  readonly paymentIntent: string;
  readonly session: string | null;
  readonly amount: number;
  readonly currency: string;
}

/** One try at telling an endpoint of an event. */
export interface DeliveryEntry {
  readonly kind: 'delivery';
  readonly at: number;
  readonly event: string;
  readonly type: string;
  readonly url: string;
  /** What the receiver answered; null when it could not be reached or did not answer in time. */
  readonly status: number | null;
}

export type LedgerEntry = CallEntry | ObjectEntry | MoneyEntry | DeliveryEntry;

/** What tests call as their witness. Entries are only ever added; a reset starts an empty ledger. */
export class Ledger {
  readonly #entries: LedgerEntry[] = [];
  readonly #onEntry: (entry: LedgerEntry) => void;

  /** @param onEntry is told of each entry at once */
  constructor(onEntry: (entry: LedgerEntry) => void = () => {}) {
    this.#onEntry = onEntry;
  }

  add(entry: LedgerEntry): void {
    this.#entries.push(Object.freeze(entry));
    this.#onEntry(entry);
  }

  entries(): readonly LedgerEntry[] {
    return [...this.#entries];
  }
}
