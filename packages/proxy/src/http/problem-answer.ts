import { PROBLEM_CONTENT_TYPE, PROBLEMS, type ProblemCode, type ProblemEvidence } from '@stripe-cart/contract';
import type { Context } from 'hono';
import type { RouteEnv } from '../deps.js';
import { whereabouts, type Log } from '../log/log.js';
import { problemOf, Refusal } from '../refusal.js';

/**
 * The one map from failures to the wire. A `Refusal` says what it was; anything else is a defect of ours, of which
 * the caller learns a request id and the log where it happened.
 */
export function answerProblem(log: Log) {
  return (error: unknown, c: Context<RouteEnv>): Response => {
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
    return c.body(JSON.stringify(problemOf(refusal.evidence, requestId)), status, {
      'content-type': PROBLEM_CONTENT_TYPE,
      ...retryAfter(refusal.evidence),
    });
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
