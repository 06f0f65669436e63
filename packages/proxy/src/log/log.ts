/** One line of the log. What is in it has been chosen field by field: nothing is logged whole. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  /** What happened, in snake case, as in `request` or `catalog_refresh_failed`. */
  readonly event: string;
  readonly [field: string]: string | number | boolean | null | undefined;
}

/** Writes one line. It never throws, and redacts keys, tokens, e-mail addresses and Stripe ids on the way. */
export type Log = (entry: LogEntry) => void;
