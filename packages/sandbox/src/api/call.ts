import type { Account } from '../account/account.js';

/** One validated call, as an operation sees it. */
export interface Call<P> {
  readonly account: Account;
  /** Where the sandbox is reached, without a trailing slash. */
  readonly origin: string;
  /** The ids in the path, in order. */
  readonly ids: readonly string[];
  /** Validated against the SDK's types, numbers and booleans read from their text. */
  readonly params: P;
}

/** One line of the table of operations. */
export interface Operation<P> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** `:id` stands for one segment. */
  readonly path: string;
  /** Parameters that the SDK's types allow and the sandbox implements; any other is refused as not covered. */
  readonly covered: readonly (keyof P & string)[];
  /** Rules about the parameters alone. What it throws is not saved for the idempotency key. */
  readonly check?: (params: P) => void;
  /** Does it, and returns the object before expansion. */
  readonly run: (call: Call<P>) => object;
}
