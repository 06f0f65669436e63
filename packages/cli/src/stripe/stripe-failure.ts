import { CliError } from '../cli-error.js';
import { ExitCode } from '../exit-code.js';
import { plainText } from '../terminal/plain-text.js';
import { withoutKeys } from './without-keys.js';

/** A call to Stripe that did not succeed, after all tries. */
export class StripeFailure extends CliError {
  /** HTTP status; 0 where there was no answer, or none that could be read. */
  readonly status: number;
  /** Stripe's own code, as in `resource_missing`, where it gave one. */
  readonly stripeCode: string | null;
  /** The request may be sent again under the same idempotency key. */
  readonly again: boolean;
  /**
   * Stripe has only repeated a failure that it saved under this idempotency key: its own 500s are kept as well
   * (https://docs.stripe.com/api/idempotent_requests).
   */
  readonly replayed: boolean;
  /** Seconds that Stripe wants to be left alone for, where it said so. */
  readonly retryAfter: number | null;

  constructor(code: string, message: string, facts: Facts, cause: unknown) {
    super(code, message, { exitCode: ExitCode.problem, cause });
    this.name = 'StripeFailure';
    this.status = facts.status;
    this.stripeCode = facts.stripeCode;
    this.again = facts.again;
    this.replayed = facts.replayed;
    this.retryAfter = facts.retryAfter;
  }
}

type Facts = Pick<StripeFailure, 'status' | 'stripeCode' | 'again' | 'replayed' | 'retryAfter'>;

/** Stripe's fields, all of them optional: what was thrown may be anything. */
interface Thrown {
  readonly type?: unknown;
  readonly rawType?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly statusCode?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
}

/**
 * Reads what the SDK threw. Worth another try is everything that is not Stripe's answer to this very request: no answer,
 * too many requests, a server's own failure, another request under the same key that is still being worked on.
 */
export function failureOf(error: unknown): StripeFailure {
  if (error instanceof StripeFailure) return error;
  const thrown: Thrown = typeof error === 'object' && error !== null ? error : {};
  const status = typeof thrown.statusCode === 'number' ? thrown.statusCode : 0;
  const stripeCode = typeof thrown.code === 'string' ? plainText(thrown.code).slice(0, 60) : null;
  const { headers = {} } = thrown;
  const isBusy = status === 429 || stripeCode === 'rate_limit';
  const seconds = Number(headers['retry-after']);
  const facts = {
    status,
    stripeCode,
    again: (isBusy || status === 409 || status >= 500 || status === 0) && headers['stripe-should-retry'] !== 'false',
    replayed: status >= 500 && headers['idempotent-replayed'] === 'true',
    retryAfter: Number.isFinite(seconds) && seconds > 0 ? seconds : null,
  };
  const said = typeof thrown.message === 'string' ? withoutKeys(plainText(thrown.message)).slice(0, 400) : '';
  const fail = (code: string, message: string) => new StripeFailure(code, message, facts, error);

  if (status === 0) return fail('stripe_unreachable', 'Stripe did not answer, or not in a way that can be read.');
  if (isBusy) return fail('stripe_busy', 'Stripe says that there are too many requests. Try again in a minute.');
  if (status >= 500) return fail('stripe_unavailable', `Stripe has a failure of its own (${status}). Try again later.`);
  if (status === 401) return fail('key_refused', 'Stripe does not know this key: it was rolled, deleted or mistyped.');
  if (status === 403) return fail('key_lacks_permission', `This key may not do that. Stripe says: ${said}`);
  return fail('stripe_refused', `Stripe refuses: ${said}`);
}
