export type Client = 'node' | 'fetch';

export type OperationUnderFault =
  'checkout.sessions.create' | 'checkout.sessions.retrieve' | 'checkout.sessions.expire' | 'checkout.sessions.list';

export const CLIENTS: readonly Client[];

/** The operations that the table is about, each with what it is called with. */
export const OPERATIONS: Readonly<Record<OperationUnderFault, unknown>>;

export interface Seen {
  /** Calls that reached the sandbox. */
  readonly attempts: number;
  /** `error.type`, `TypeError` for one that is not the SDK's own, or what it took for a success. */
  readonly ends: string;
  /** Idempotency keys of the attempts, null for a call that has none. */
  readonly keys: readonly (string | null)[];
  readonly milliseconds: number;
}

/** Orders a fault for every attempt of an operation, calls it once with the real SDK, and tells what happened. */
export function callUnder(
  serve: () => Promise<{ readonly url: string; close(): Promise<void> }>,
  operation: OperationUnderFault,
  client: Client,
  fault: { readonly kind: string; readonly executed: boolean; readonly headers?: Readonly<Record<string, string>> },
): Promise<Seen>;
