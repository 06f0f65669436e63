/**
 * Every number that bounds this proxy, with its unit in the name and its reason beside it. Stripe's own bounds on a
 * cart are the contract's (`MAX_LINES` and its neighbours).
 */

// ---- Time

/**
 * All that one request from a page or a buyer may take. Stripe answers most calls within a second or two; a buyer
 * waits some ten seconds before they press again, and the page gives up after this.
 */
export const REQUEST_DEADLINE_MS = 12_000;

/**
 * All that a webhook delivery may take: hosted Checkout waits for the answer to `checkout.session.completed` for up
 * to ten seconds before it lets the buyer go (https://docs.stripe.com/checkout/fulfillment).
 */
export const WEBHOOK_DEADLINE_MS = 9_000;

/** For a request's body to arrive. 16 KiB over the worst phone network takes one second. */
export const BODY_READ_DEADLINE_MS = 8_000;

// ---- Size

/** A cart of 100 lines with ordinary options takes some 10 KB of JSON. */
export const JSON_BODY_LIMIT_BYTES = 16 * 1024;

/** Stripe's events hold one object; the largest seen are a few dozen KB. */
export const WEBHOOK_BODY_LIMIT_BYTES = 512 * 1024;
