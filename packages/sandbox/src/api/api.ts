import { API_VERSION, type Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { ApiError, notCovered } from '../errors.js';
import type { Fault } from '../faults/fault.js';
import type { Faults } from '../faults/faults.js';
import { give } from '../faults/give.js';
import { spoil, type Sent } from '../faults/spoil.js';
import { formOf, type Form } from '../form-body.js';
import type { IdempotencyKeys, SavedAnswer } from '../idempotency.js';
import { refuseGone, versionOf } from './api-version.js';
import { authenticate } from './authentication.js';
import { expand } from './expand.js';
import { matchOperation, type Match } from './operations.js';
import type { Permissions } from './permissions.js';
import type { RateLimits } from './rate-limits.js';
import { readParams } from './read-params.js';
import { checkLengths } from './string-lengths.js';

/** What the API needs of the sandbox around it. */
export interface ApiState {
  readonly account: Account;
  readonly keys: IdempotencyKeys;
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly permissions: Permissions;
  readonly origin: string;
}

interface Outcome {
  /** What the call came to; null when a fault kept it from being carried out. */
  readonly answer: SavedAnswer | null;
  readonly operation: string | null;
  readonly replayed: boolean;
  readonly fault: Fault | null;
  /** Called when a call that hangs without being carried out has ended. */
  readonly ended?: () => void;
}

/**
 * Answers one request of Stripe's API and enters it in the ledger.
 *
 * @throws ConnectionReset when a fault leaves the request without an answer
 */
export async function answerApi(request: Request, state: ApiState): Promise<Response> {
  const { account, faults, origin } = state;
  const url = new URL(request.url);
  const requestId = newId('req');
  const idempotencyKey = request.method === 'POST' ? request.headers.get('idempotency-key') : null;
  const { answer, operation, replayed, fault, ended } = await carryOut(request, url, requestId, idempotencyKey, state);
  const sent = spoil(answer, fault, origin);
  account.ledger.add({
    kind: 'call',
    at: account.clock.now(),
    method: request.method,
    path: url.pathname,
    operation,
    idempotencyKey,
    replayed,
    status: sent.status,
    ...summaryOf(sent),
    fault: fault?.kind ?? null,
  });
  const headers = {
    'cache-control': 'no-cache, no-store',
    'request-id': requestId,
    'stripe-version': request.headers.get('stripe-version') ?? API_VERSION,
    ...(idempotencyKey === null
      ? {}
      : { 'idempotency-key': idempotencyKey, 'original-request': answer?.requestId ?? requestId }),
    // A front end that turns the call away knows nothing of what is kept.
    ...(replayed && sent.status === answer?.status ? { 'idempotent-replayed': 'true' } : {}),
    ...sent.headers,
  };
  try {
    return await give({ ...sent, headers }, fault?.pace ?? 0, request.signal, faults);
  } finally {
    ended?.();
  }
}

async function carryOut(
  request: Request,
  url: URL,
  requestId: string,
  key: string | null,
  state: ApiState,
): Promise<Outcome> {
  let match: Match | null = null;
  let fault: Fault | null = null;
  const done = (answer: SavedAnswer | null, replayed = false): Outcome => ({
    answer,
    operation: match?.name ?? null,
    replayed,
    fault,
  });
  try {
    const apiKey = authenticate(request.headers);
    const version = versionOf(request.headers.get('stripe-version'));
    if (request.headers.has('stripe-account')) throw notCovered('connected accounts');
    match = matchOperation(request.method, url.pathname);
    if (!match) throw notCovered(`${request.method} ${url.pathname}`, null, 404);
    const { account, keys, faults, limits, permissions } = state;
    limits.take(match.name, account.clock.milliseconds());
    permissions.check(apiKey, match.operation);
    const form = await formOf(request, url);
    refuseGone(version, form, match.name);
    const now = account.clock.now();
    const fingerprint = canonical(form);
    const saved = key === null ? null : keys.find(key, url.pathname, fingerprint, now);
    fault = faults.take(match.name, saved !== null);
    if (fault && !fault.executed && fault.kind !== '500' && fault.kind !== 'hang') return done(null);
    if (saved) return done(saved, true);
    const params = validate(match, form);

    // From here on the request is being executed: its answer is kept for the key, whatever it is.
    if (key !== null) keys.begin(key, url.pathname, fingerprint, now);
    if (fault?.kind === 'hang' && !fault.executed) {
      return { ...done(null), ended: () => key !== null && keys.release(key) };
    }
    const executed = fault?.kind === '500' && !fault.executed ? null : execute(match, params, requestId, state);
    const answer = fault?.kind === '500' || !executed ? internalError(requestId) : executed;
    if (key !== null) keys.save(key, answer);
    return done(answer);
  } catch (error) {
    return done(errorAnswer(error, requestId));
  }
}

/** @throws ApiError at the first parameter Stripe would refuse, or that the sandbox does not cover */
function validate({ name, operation }: Match, form: Form): Record<string, unknown> {
  const params = readParams(name, form);
  checkLengths(name, form);
  const uncovered = Object.keys(params).find((param) => !operation.covered.includes(param));
  if (uncovered !== undefined) throw notCovered(`the parameter ${uncovered} of ${name}`, uncovered);
  operation.check?.(params);
  return params;
}

function execute(
  { operation, ids }: Match,
  params: Record<string, unknown>,
  requestId: string,
  state: ApiState,
): SavedAnswer {
  try {
    const { account, origin } = state;
    const object = operation.run({ account, origin, ids, params });
    const paths = (params['expand'] ?? []) as string[];
    return { status: 200, body: JSON.stringify(expand(account, object, paths), null, 2), requestId };
  } catch (error) {
    return errorAnswer(error, requestId);
  }
}

function errorAnswer(error: unknown, requestId: string): SavedAnswer {
  if (!(error instanceof ApiError)) throw error;
  const { headers = {} } = error.details;
  return { status: error.status, body: JSON.stringify(error.toBody(), null, 2), requestId, headers };
}

function internalError(requestId: string): SavedAnswer {
  return errorAnswer(new ApiError('fault', 500, 'An unknown error occurred.', { type: 'api_error' }), requestId);
}

/** The same text for the same parameters, in whatever order they came. */
function canonical(form: Form): string {
  return JSON.stringify(form, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function summaryOf({ status, body }: Sent): { object: string | null; error: string | null } {
  if (status === 0) return { object: null, error: 'no_answer' };
  try {
    const { id, error } = (JSON.parse(body) ?? {}) as { id?: string; error?: { code?: string; type: string } };
    return { object: id ?? null, error: error ? (error.code ?? error.type) : null };
  } catch {
    return { object: null, error: 'not_json' };
  }
}
