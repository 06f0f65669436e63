/**
 * What the widget and the proxy must agree on. Nothing here has weight in a page beyond a few constants:
 * the parsers, and the schema library they need, live on `@stripe-cart/contract/parse`, and Stripe's codes for a payment
 * that did not succeed on `@stripe-cart/contract/payment-failure-codes`.
 */
export * from './cart-lines.js';
export * from './catalog.js';
export * from './checkout.js';
export * from './fixed-links.js';
export * from './intent.js';
export * from './invoice.js';
export * from './money.js';
export * from './order.js';
export * from './payment-failure.js';
export * from './portal.js';
export * from './problem.js';
export * from './recurring.js';
export * from './routes.js';
