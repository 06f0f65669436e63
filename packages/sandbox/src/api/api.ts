import { API_VERSION, type Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { ApiError, notCovered } from '../errors.js';
import type { FaultKind, Faults } from '../faults.js';
import { formOf, type Form } from '../form-body.js';
import type { IdempotencyKeys, SavedAnswer } from '../idempotency.js';
import { authenticate } from './authentication.js';
import { expand } from './expand.js';
import { matchOperation, type Match } from './operations.js';
import { readParams } from './read-params.js';

/** What the API needs of the sandbox around it. */
export interface ApiState {
  readonly account: Account;
  readonly keys: IdempotencyKeys;
  readonly faults: Faults;
  readonly origin: string;
}

interface Outcome {
  readonly answer: SavedAnswer;
  readonly operation: string | null;
  readonly replayed: boolean;
  readonly fault: FaultKind | null;
}

/** Answers one request of Stripe's API and enters it in the ledger. */
export async function answerApi(request: Request, state: ApiState): Promise<Response> {
  const { account } = state;
  const url = new URL(request.url);
  const requestId = newId('req');
  const idempotencyKey = request.method === 'POST' ? request.headers.get('idempotency-key') : null;
  const { answer, operation, replayed, fault } = await carryOut(request, url, requestId, idempotencyKey, state);
  account.ledger.add({
    kind: 'call',
    at: account.clock.now(),
    method: request.method,
    path: url.pathname,
    operation,
    idempotencyKey,
    replayed,
    status: answer.status,
    ...summaryOf(answer),
    fault,
  });
  return new Response(answer.body, {
    status: answer.status,
    headers: {
      'content-type': fault === 'html' ? 'text/html' : 'application/json',
      'cache-control': 'no-cache, no-store',
      'request-id': requestId,
      'stripe-version': API_VERSION,
      ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey, 'original-request': answer.requestId }),
      ...(replayed ? { 'idempotent-replayed': 'true' } : {}),
    },
  });
}

async function carryOut(
  request: Request,
  url: URL,
  requestId: string,
  key: string | null,
  state: ApiState,
): Promise<Outcome> {
  let match: Match | null = null;
  const done = (answer: SavedAnswer, fault: FaultKind | null = null, replayed = false): Outcome => ({
    answer,
    operation: match?.name ?? null,
    replayed,
    fault,
  });
  try {
    authenticate(request.headers);
    const version = request.headers.get('stripe-version');
    if (version !== null && version !== API_VERSION)
      throw new ApiError('api-version', 400, `Not covered by the sandbox: API version ${version}.`);
    if (request.headers.has('stripe-account')) throw notCovered('connected accounts');
    match = matchOperation(request.method, url.pathname);
    if (!match) throw notCovered(`${request.method} ${url.pathname}`, null, 404);
    const form = await formOf(request, url);
    const { account, keys, faults } = state;
    const now = account.clock.now();
    const fingerprint = canonical(form);
    if (key !== null) {
      const saved = keys.find(key, url.pathname, fingerprint, now);
      if (saved) return done(saved, null, true);
    }
    const fault = faults.take(match.name);
    const refused = fault === null ? null : refusalOf(fault, requestId);
    if (refused) return done(refused, fault);
    const params = validate(match, form);

    // From here on the request is being executed: its answer is kept for the key, whatever it is.
    if (key !== null) keys.begin(key, url.pathname, fingerprint, now);
    if (fault === 'hang') {
      await faults.hang(request.signal);
      if (key !== null) keys.release(key);
      return done(
        errorAnswer(new ApiError('fault', 503, 'The sandbox was asked to hang.', { type: 'api_error' }), requestId),
        fault,
      );
    }
    const answer = fault === '500' ? internalError(requestId) : execute(match, params, requestId, state);
    if (key !== null) keys.save(key, answer);
    return fault === 'lost' ? done(unavailable(requestId), fault) : done(answer, fault);
  } catch (error) {
    return done(errorAnswer(error, requestId));
  }
}

/** @throws ApiError at the first parameter Stripe would refuse, or that the sandbox does not cover */
function validate({ name, operation }: Match, form: Form): Record<string, unknown> {
  const params = readParams(name, form);
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
  return { status: error.status, body: JSON.stringify(error.toBody(), null, 2), requestId };
}

function internalError(requestId: string): SavedAnswer {
  return errorAnswer(new ApiError('fault', 500, 'An unknown error occurred.', { type: 'api_error' }), requestId);
}

function unavailable(requestId: string): SavedAnswer {
  return errorAnswer(new ApiError('fault', 503, 'Service unavailable.', { type: 'api_error' }), requestId);
}

/** The answer of a fault that keeps the call from being executed at all. */
function refusalOf(fault: FaultKind, requestId: string): SavedAnswer | null {
  switch (fault) {
    case '503':
      return unavailable(requestId);
    case '429':
      return errorAnswer(new ApiError('fault', 429, 'Too many requests.', { code: 'rate_limit' }), requestId);
    case 'html':
      return { status: 502, body: '<html><body>502 Bad Gateway</body></html>', requestId };
    case 'null':
    case '[]':
    case '{}':
      return { status: 200, body: fault, requestId };
    default:
      return null;
  }
}

/** The same text for the same parameters, in whatever order they came. */
function canonical(form: Form): string {
  return JSON.stringify(form, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function summaryOf({ status, body }: SavedAnswer): { object: string | null; error: string | null } {
  if (!body.startsWith('{')) return { object: null, error: status < 400 ? null : 'not_json' };
  const { id, error } = JSON.parse(body) as { id?: string; error?: { code?: string; type: string } };
  return { object: id ?? null, error: error ? (error.code ?? error.type) : null };
}
