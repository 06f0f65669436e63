/** The npm package's entry without effect: importing it defines nothing, in a browser or in Node. */
export { defineStripeCart } from './define-stripe-cart.js';
export { StripeCart } from './elements/stripe-cart.js';
export { StripeCartButton } from './elements/stripe-cart-button.js';
export { StripeCartReturn } from './elements/stripe-cart-return.js';
export type { CartEvent, CartEventDetails, CartEventMap, CartEventName } from './events.js';
