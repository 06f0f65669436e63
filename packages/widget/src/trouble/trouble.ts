/**
 * What a buyer meets only when something is out of the ordinary: a price that changed, a payment under way, a line that
 * cannot be bought, an attempt that another tab has used, an order that is not paid at once or was begun elsewhere, and
 * the sentences for all of it. Nobody else pays for these bytes. Until they are there, or where they cannot be had, page
 * and panel say one general sentence and keep its next step.
 */
export { resolveConflict } from './conflict.js';
export { priceChange } from './price-change.js';
export { heldPayments } from './held-payments.js';
export { lineObstacle } from './line-obstacle.js';
export { followUp } from './follow-up.js';
export { nextSteps } from './next-steps.js';
export { orderWords, presentment } from './order-words.js';
export { paymentFailureText } from './payment-failures.js';
export { isCartProblem, problemText } from './problem-text.js';
export { troubleEn as messages } from './trouble-en.js';
