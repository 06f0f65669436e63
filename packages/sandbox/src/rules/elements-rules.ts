import { docs, sdk, SESSIONS, type Rule } from './rule.js';

const CONFIRM = 'https://docs.stripe.com/js/custom_checkout/confirm';

/** Rules about window.Stripe, its elements, and what a browser may ask of a session. */
export const ELEMENTS_RULES = {
  'publishable-key': {
    statement: 'Stripe() takes a publishable key; a secret key, an empty one or no string is refused',
    source: docs('https://docs.stripe.com/js/initializing'),
    gap: 'Any well-formed test key opens the one account; a live key is refused when the session is loaded',
  },
  'client-secret': {
    statement: 'A client secret opens the one session it was made for, and only if that is for Elements',
    source: sdk(SESSIONS, 'The client secret of your Checkout Session'),
    gap: 'That a malformed secret throws at once is not verified',
  },
  'client-secret-finished': {
    statement: 'loadActions() refuses the client secret of a session that is complete or expired',
    source: docs('https://docs.stripe.com/changelog/clover/2025-09-30/client-secret-reuse'),
    gap: 'Published for intents; for sessions the stricter reading is taken, although their type has these states',
  },
  'confirm-amount': {
    statement: 'A confirmation of another amount than the session’s own is refused',
    source: docs('https://docs.stripe.com/payments/checkout/dynamically-update-amounts'),
    gap: 'The wording and the code are not verified',
  },
  'confirm-needs': {
    statement: 'confirm() needs the email, and the phone number and shipping address that the session asks for',
    source: docs(CONFIRM),
    gap: 'An address is checked for its country, name and first line only',
  },
  'update-email': {
    statement: 'The email that a session was created with stays',
    source: sdk(SESSIONS, 'If provided, this value will be used when the Customer object is created'),
    gap: 'Stripe’s error for it is not verified',
  },
  'update-shipping-address': {
    statement: 'A shipping address is in one of the session’s countries',
    source: sdk(SESSIONS, 'update_shipping_details'),
    gap: 'Which error Stripe answers is not verified',
  },
  'update-shipping-option': {
    statement: 'The buyer chooses among the session’s shipping options',
    source: docs('https://docs.stripe.com/js/custom_checkout/update_shipping_option'),
    gap: '',
  },
} as const satisfies Record<string, Rule>;
