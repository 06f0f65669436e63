import { redact } from './redact.js';

/** One line of the log. What is in it has been chosen field by field: nothing is logged whole. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  /** What happened, in snake case, as in `request` or `catalog_refresh_failed`. */
  readonly event: string;
  readonly [field: string]: string | number | boolean | null | undefined;
}

/** Writes one line. It never throws, and redacts keys, tokens, e-mail addresses and Stripe ids on the way. */
export type Log = (entry: LogEntry) => void;

/** Longest text in a field, in UTF-16 code units: a stack's few frames fit, a body does not. */
const MAX_FIELD_LENGTH = 1_000;

/** A log that redacts, and in which a failing sink cannot fail a payment. */
export function createLog(sink: Log): Log {
  return (entry) => {
    const fields = Object.entries(entry).map(([name, value]) => [
      name,
      typeof value === 'string' ? clean(value) : value,
    ]);
    const unheard = () => undefined;
    try {
      // An async function is a sink too, by its type; what it fails at must not end the process.
      Promise.resolve(sink({ ...entry, ...Object.fromEntries(fields) }) as unknown).catch(unheard);
    } catch {
      unheard();
    }
  };
}

/** Lines as JSON, one each, on the platform's console: standard output on Node, the tail of a Worker. */
export const consoleLog: Log = (entry) => console.log(JSON.stringify(entry));

function clean(text: string): string {
  return redact(text.length > MAX_FIELD_LENGTH ? `${text.slice(0, MAX_FIELD_LENGTH)}…` : text);
}

/**
 * What a log may say of an unexpected error: its kind, and where in our code it happened. Never its message, which
 * may quote the request or Stripe.
 */
export function whereabouts(error: unknown): { readonly error: string; readonly at: string } {
  if (!(error instanceof Error)) return { error: typeof error, at: '' };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    error: error.name,
    at: frames
      .slice(0, 6)
      .map((line) => line.trim())
      .join(' '),
  };
}
