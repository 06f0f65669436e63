import { Refusal } from '../refusal.js';
import { AnswerTooLarge } from './bounded-fetch.js';

/**
 * What went wrong with a call to Stripe, read from fields only: class names do not survive minification, and messages
 * hold other people's text.
 */
export interface StripeFailure {
  /** Worth another try under the same idempotency key. */
  readonly again: boolean;
  /**
   * Stripe has only repeated a failure that it saved under this idempotency key. A 500 is what it documents to save
   * (https://docs.stripe.com/api/idempotent_requests); anything else in front of it says nothing about what was saved.
   */
  readonly replayed: boolean;
  /** Stripe knows no such object. */
  readonly missing: boolean;
  readonly refusal: Refusal;
}

/** Stripe's fields, all of them optional: what was thrown may be anything. */
interface Thrown {
  readonly type?: unknown;
  readonly rawType?: unknown;
  readonly code?: unknown;
  readonly param?: unknown;
  readonly statusCode?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly detail?: { readonly code?: unknown; readonly exception?: unknown };
}

export function failureOf(error: unknown): StripeFailure {
  if (error instanceof Refusal) return { again: false, replayed: false, missing: false, refusal: error };
  const thrown: Thrown = typeof error === 'object' && error !== null ? error : {};
  const status = typeof thrown.statusCode === 'number' ? thrown.statusCode : 0;
  const code = wordIn(thrown.code);
  const note = [status === 0 ? undefined : `status ${status}`, wordIn(thrown.rawType), code].filter(Boolean).join(', ');

  const refuse = (wire: WireCode, again = false): StripeFailure => ({
    again: again && thrown.headers?.['stripe-should-retry'] !== 'false',
    replayed: status === 500 && thrown.headers?.['idempotent-replayed'] === 'true',
    missing: status === 404 && code === 'resource_missing',
    refusal: new Refusal(
      { code: wire },
      { note: note === '' ? 'no answer' : note, cause: error, unsaleableLine: lineIn(thrown.param) },
    ),
  });

  // No answer, or none to the end. The SDK's word for that is a type, and it has no status.
  if (thrown.type === 'StripeConnectionError') {
    if (thrown.detail?.exception instanceof AnswerTooLarge) return refuse('stripe_unreadable');
    return refuse(thrown.detail?.code === 'ETIMEDOUT' ? 'stripe_timeout' : 'stripe_unavailable', true);
  }
  // An answer that is not JSON, or is JSON but no object: the SDK throws whatever it stumbled over.
  if (status === 0) return refuse('stripe_unreadable');

  if (thrown.rawType === 'idempotency_error' && status !== 409) return refuse('attempt_conflict');
  if (status === 409) return refuse('checkout_in_progress', true);
  if (status === 429 || code === 'rate_limit') return refuse('stripe_unavailable', true);
  if (status === 401 || status === 403) return refuse('misconfigured');
  if (status >= 500) return refuse('stripe_unavailable', true);
  // A refusal that Stripe only repeats, for a day, whatever has been put right since. Nothing was made under that key.
  if (thrown.headers?.['idempotent-replayed'] === 'true') return refuse('attempt_conflict');
  return refuse('stripe_rejected');
}

type WireCode =
  | 'attempt_conflict'
  | 'checkout_in_progress'
  | 'misconfigured'
  | 'stripe_rejected'
  | 'stripe_timeout'
  | 'stripe_unavailable'
  | 'stripe_unreadable';

/** `line_items[2][price]` is the parameter at fault when a price was archived after our catalogue read it. */
function lineIn(param: unknown): number | undefined {
  const [, line] = typeof param === 'string' ? (/^line_items\[(\d{1,2})\]\[price\]$/.exec(param) ?? []) : [];
  return line === undefined ? undefined : Number(line);
}

/** Stripe's codes are words; whatever else stands there is not for our log. */
function wordIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^[a-z_]{1,60}$/.test(value) ? value : undefined;
}
