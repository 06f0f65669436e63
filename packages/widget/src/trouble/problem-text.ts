import type { WidgetProblem } from '../proxy-client.js';
import { paymentFailureText } from './payment-failures.js';
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
  if (problem.code === 'payment_declined') return paymentFailureText(problem.reason);
  const own = Object.hasOwn(messages.problems, problem.code) ? messages.problems[problem.code] : undefined;
  const reference = problem.requestId
    ? ` ${messages.reference(String(problem.requestId).slice(0, MAX_REQUEST_ID))}`
    : '';
  return own ?? messages.owner + reference;
}

/** What asking again cannot mend, and a look at the cart as it can be sold now may. */
const CART_PROBLEMS: readonly WidgetProblem['code'][] = [
  'item_unavailable',
  'unknown_item',
  'invalid_quantity',
  'invalid_option',
  'mixed_currency',
  'mixed_billing',
  'empty_cart',
  'too_many_lines',
  'cart_too_large',
  'amount_too_small',
  'amount_too_large',
  'closed',
];

/** Whether the next step is in the cart; else it is to try again. */
export function isCartProblem({ code }: WidgetProblem): boolean {
  return CART_PROBLEMS.includes(code);
}
