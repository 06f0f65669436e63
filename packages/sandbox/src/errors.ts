import type { RuleId } from './rules.js';

/** Stripe's `error.type` values that this sandbox can answer with. */
export type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

export interface ErrorDetails {
  readonly type?: ErrorType;
  /** One of Stripe's codes; null where Stripe sends none. */
  readonly code?: string | null;
  /** The parameter at fault in Stripe's bracket notation, as in `line_items[0][price]`. */
  readonly param?: string | null;
  readonly declineCode?: string | null;
  /** More members of the `error` object, such as `payment_intent`. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Headers that the answer has besides. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that Stripe would refuse. `rule` names the row of the fidelity table that says why. */
export class ApiError extends Error {
  readonly status: number;
  readonly rule: RuleId;
  readonly details: ErrorDetails;

  constructor(rule: RuleId, status: number, message: string, details: ErrorDetails = {}) {
    super(message);
    this.rule = rule;
    this.status = status;
    this.details = details;
  }

  /** The body as it goes over the wire. */
  toBody(): { error: Record<string, unknown> } {
    const { type = 'invalid_request_error', code, param, declineCode, extra } = this.details;
    return {
      error: {
        type,
        message: this.message,
        ...(code ? { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` } : {}),
        ...(declineCode ? { decline_code: declineCode } : {}),
        ...(param ? { param } : {}),
        ...extra,
      },
    };
  }
}

/** The sandbox has no answer for this. Never a guess, and never a 404 without `error`, which the SDK takes for success. */
export function notCovered(what: string, param: string | null = null, status = 400): ApiError {
  return new ApiError('not-covered', status, `Not covered by the sandbox: ${what}.`, {
    code: 'sandbox_not_covered',
    param,
  });
}

/** An id in the path that the account does not have. */
export function noSuch(object: string, id: string): ApiError {
  return new ApiError('unknown-id', 404, missing(object, id), { code: 'resource_missing', param: 'id' });
}

/** An id in the parameters that the account does not have: a 400, unlike one in the path. */
export function noSuchParam(object: string, id: string, param: string): ApiError {
  return new ApiError('unknown-id', 400, missing(object, id), { code: 'resource_missing', param });
}

/** Stripe knows the ids of the other mode, and says so. */
function missing(object: string, id: string): string {
  const otherMode = /^[a-z]+_live_/.test(id)
    ? '; a similar object exists in live mode, but a test mode key was used to make this request.'
    : '';
  return `No such ${object}: '${id}'${otherMode}`;
}
