import { stripeConstructor } from './stripe.js';

/*
 * The script at `{sandbox}/endive/stripe.js`. The address is filled in when it is served: it may be loaded from there,
 * or arrive in answer to a request for https://js.stripe.com/endive/stripe.js.
 */
const SANDBOX_ORIGIN = '__STRIPE_SANDBOX_ORIGIN__';

// As with Stripe's own: whoever loads the script a second time keeps what the first one set up.
window.Stripe ??= stripeConstructor(SANDBOX_ORIGIN);
