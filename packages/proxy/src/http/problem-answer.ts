import { PROBLEM_CONTENT_TYPE, PROBLEMS, type ProblemCode, type ProblemEvidence } from '@stripe-cart/contract';
import type { Context } from 'hono';
import type { RouteEnv } from '../deps.js';
import { whereabouts, type Log } from '../log/log.js';
import { problemOf, Refusal } from '../refusal.js';
import type { refusalPage } from './refusal-page.js';

/**
 * The one map from failures to the wire. A `Refusal` says what it was; anything else is a defect of ours, of which
 * the caller learns a request id and the log where it happened.
 * @param asPage how a form is answered, which has no script to read a code
 */
export function answerProblem(log: Log, asPage?: ReturnType<typeof refusalPage>) {
  return async (error: unknown, c: Context<RouteEnv>): Promise<Response> => {
    const refusal = error instanceof Refusal ? error : new Refusal({ code: 'internal' }, { cause: error });
    const { code } = refusal.evidence;
    const [status] = PROBLEMS[code];
    const requestId = c.get('requestId');

    if (status >= 500 || refusal.note !== undefined) {
      log({
        level: code === 'internal' ? 'error' : 'warn',
        event: 'refused',
        requestId,
        code,
        note: refusal.note,
        ...(refusal.cause === undefined ? {} : whereabouts(refusal.cause)),
      });
    }
    const problem = problemOf(refusal.evidence, requestId);
    const headers = retryAfter(refusal.evidence);
    if (asPage !== undefined && c.get('isForm')) {
      const { body, policy } = await asPage(c, problem);
      return c.html(body, status, { ...headers, 'content-security-policy': policy });
    }
    return c.body(JSON.stringify(problem), status, { ...headers, 'content-type': PROBLEM_CONTENT_TYPE });
  };
}

/** In seconds, for the refusals that may end by themselves and carry no figure of their own. */
const RETRY_AFTER_SECONDS: Partial<Record<ProblemCode, number>> = {
  checkout_in_progress: 2,
  catalog_unavailable: 5,
  stripe_unavailable: 5,
  sink_unavailable: 30,
  misconfigured: 60,
  closed: 600,
};

function retryAfter(evidence: ProblemEvidence): Record<string, string> {
  const seconds = 'retryAfter' in evidence ? evidence.retryAfter : RETRY_AFTER_SECONDS[evidence.code];
  return seconds === undefined ? {} : { 'retry-after': String(seconds) };
}
