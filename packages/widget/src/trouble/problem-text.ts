import type { WidgetProblem } from '../proxy-client.js';
import { troubleEn as messages } from './trouble-en.js';

/** Longest sentence of the owner's and longest request id that are shown, in UTF-16 code units. */
const MAX_OWNER_SENTENCE = 300;
const MAX_REQUEST_ID = 64;

/**
 * What to tell the buyer, chosen by code and never taken from a server. The one exception is the owner's own sentence
 * while the shop is closed: shown as text, and cut to a decent length.
 */
export function problemText(problem: WidgetProblem): string {
  if (problem.code === 'closed' && 'message' in problem && typeof problem.message === 'string') {
    return problem.message.slice(0, MAX_OWNER_SENTENCE);
  }
  const own = Object.hasOwn(messages.problems, problem.code) ? messages.problems[problem.code] : undefined;
  const reference = problem.requestId
    ? ` ${messages.reference(String(problem.requestId).slice(0, MAX_REQUEST_ID))}`
    : '';
  return own ?? messages.owner + reference;
}
