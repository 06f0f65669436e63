/**
 * The numbers that bound requests and what they cost, each with its unit in its name and its reason beside it. Stripe's
 * own bounds on a cart are the contract's (`MAX_LINES` and its neighbours); how long a token is good for stands where
 * that token is made (`order-token.ts`, `invoice-token.ts`, `invoice-link.ts`).
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

// ---- Load. Stripe takes 25 requests a second on one endpoint, from an account's whole traffic
// (https://docs.stripe.com/rate-limits), so one busy stranger could keep every buyer of a shop from paying.

/** Payments one client may start within a minute, unless `CART_CHECKOUTS_PER_MINUTE` says otherwise. A buyer needs two or three; several may share an address. */
export const CHECKOUTS_PER_CLIENT_PER_MINUTE = 20;

/** Times one client may ask for an order, or come back from Stripe, for each payment it may start. A page asks again while a payment is pending. */
export const ORDER_LOOKUPS_PER_CHECKOUT = 3;

/**
 * Payments started a second by everybody, per process or isolate, unless `CART_CHECKOUTS_PER_SECOND` says otherwise:
 * below Stripe's 25. Orders are looked up at the same pace from a budget of their own, so that starting payments
 * cannot starve the buyers who have paid.
 */
export const CHECKOUTS_PER_SECOND = 15;

/** Clients whose pace is remembered at once. Some 100 bytes each. */
export const REMEMBERED_CLIENTS = 20_000;

/** How long a browser may remember the answer to its preflight. Chromium's own ceiling is two hours. */
export const PREFLIGHT_MAX_AGE_SECONDS = 7_200;

// ---- Catalogue

/** Age up to which the catalogue is served as it is. Then it is read again, behind the request that found it old. */
export const CATALOG_FRESH_MS = 60_000;

/** Age beyond which the last good copy is no longer sold from: an hour of a shop's prices being out of reach. */
export const CATALOG_MAX_AGE_MS = 3_600_000;

/** Pause after a failed first load, in which requests are refused without asking again. */
export const CATALOG_RETRY_PAUSE_MS = 2_000;

/** For reading the catalogue from its source, all pages together. */
export const CATALOG_LOAD_DEADLINE_MS = 10_000;

/** 10,000 items with ordinary texts take some 5 MB. */
export const CATALOG_FILE_LIMIT_BYTES = 8 * 1024 * 1024;

// ---- Stripe

/** For one try of one call. Two tries fit into a request's deadline; the third begins only where tries failed fast. */
export const STRIPE_TRY_DEADLINE_MS = 5_000;

/** Tries of one call, the first included, all under one idempotency key. */
export const STRIPE_TRIES = 3;

/** Before the second try; the third waits twice as long. Jitter takes up to half off, so that a crowd disperses. */
export const STRIPE_RETRY_PAUSE_MS = 400;

/** A page of 100 prices with their products takes some 300 KB, a session of 100 lines less. */
export const STRIPE_ANSWER_LIMIT_BYTES = 2 * 1024 * 1024;

/** Pages of 100 prices; an account with more than 10,000 active prices needs a `catalog.json`. */
export const PRICE_PAGES = 100;

/**
 * Sessions of one link that one request expires. Each visit to a link's address opens one, so anybody can open hundreds;
 * what is left waits for the next request, or ends by itself a day after it was opened.
 */
export const LINK_SESSIONS_EXPIRED_PER_REQUEST = 20;

/** Of those, under way at once: less than half of what Stripe takes in a second. */
export const LINK_SESSIONS_EXPIRED_AT_ONCE = 5;

/**
 * After this, no session can be open that a resume token was made for: one is for 24 hours, on either page, unless told
 * otherwise (https://docs.stripe.com/api/checkout/sessions/create, `expires_at`). An hour is for clocks that differ.
 */
export const SESSION_LIFETIME_SECONDS = 25 * 3600;

/** How old a webhook's signature may be, and how far ahead of our clock: Stripe's own tolerance, both ways. */
export const SIGNATURE_TOLERANCE_SECONDS = 300;

// ---- The sink

/** For a sink to accept one order: the rest of Stripe's ten seconds is for reading the order and noting the delivery. */
export const SINK_DEADLINE_MS = 3_000;

/** After this, a claim whose holder neither delivered nor gave up is taken to be dead. */
export const CLAIM_LEASE_SECONDS = 60;

// ---- Node's HTTP server. On Workers the platform has its own.

/** For the request line and headers to arrive. */
export const HEADERS_READ_DEADLINE_MS = 8_000;

/** For a whole request to arrive; a little more than `BODY_READ_DEADLINE_MS`, so that a slow body gets a readable 408. */
export const REQUEST_READ_DEADLINE_MS = 10_000;

/** How often stalled connections are looked for; Node's own 30 s would make the two above meaningless. */
export const STALLED_CONNECTION_CHECK_MS = 1_000;

/** A connection kept open for the next request of the same page. */
export const IDLE_CONNECTION_MS = 5_000;

/** All headers together; a browser's are some 2 kB. Node answers 431 beyond. */
export const HEADERS_LIMIT_BYTES = 16 * 1024;

/** For requests under way to end when the process is told to stop. */
export const DRAIN_MS = 2_000;
