import { docs, sdk, SESSIONS, type Rule } from './rule.js';

const CHECKOUT = 'https://docs.stripe.com/js/custom_checkout';
const ELEMENT = 'https://docs.stripe.com/js/element';
const CHANGELOG = 'https://docs.stripe.com/changelog';
const OWN = { own: 'packages/sandbox/README.md' };

/** Rules about window.Stripe, its elements, and what a browser may ask of a session. */
export const ELEMENTS_RULES = {
  // Stripe.js itself
  'stripe-js-url': {
    statement: 'Stripe.js of a release train is at `/{train}/stripe.js` and sets `window.Stripe` with its `version`',
    source: docs('https://docs.stripe.com/sdks/stripejs-versioning'),
    gap: 'Only endive; a script loaded a second time leaves the first in place, which is not verified',
  },
  'uncovered-members': {
    statement: 'A member of Stripe.js that the sandbox has no stand-in for throws and says so',
    source: OWN,
    gap: '',
  },
  'publishable-key': {
    statement: 'Stripe() takes a publishable key; a secret key, an empty one or no string is refused',
    source: docs('https://docs.stripe.com/js/initializing'),
    gap: 'Any well-formed test key opens the one account; a live key is refused when the session is loaded',
  },
  'renamed-methods': {
    statement: '`initCheckout`, `initEmbeddedCheckout` and `redirectToCheckout` are gone and throw IntegrationError',
    source: docs(`${CHANGELOG}/dahlia/2026-03-25/rename-init-checkout-to-init-checkout-elements`),
    gap: 'For redirectToCheckout the kind of error is not verified',
  },
  'one-embedded-page': {
    statement: 'A document has one embedded page at a time; a second is refused until the first is destroyed',
    source: docs('https://docs.stripe.com/js/embedded_checkout'),
    gap: 'Whether one that is still waiting for its client secret counts is not verified; here it does',
  },
  'embedded-page': {
    statement:
      'An embedded page is a frame in the document, mounted, taken out and mounted again; a destroyed one is gone for good',
    source: docs('https://docs.stripe.com/js/embedded_checkout'),
    gap: 'Its form is the sandbox’s hosted one. Of the analytics events only `checkoutRendered` happens; onLineItemsChange is never called. Whether a session that is over is refused at once is not verified: here the frame says so',
  },
  'embedded-completion': {
    statement:
      'When it is paid an embedded page goes to `return_url`; with `redirect_on_completion` if_required or never it stays, and onComplete is called',
    source: docs('https://docs.stripe.com/payments/checkout/custom-success-page?payment-ui=embedded-page'),
    gap: 'That onComplete is not called where the buyer is taken to `return_url` is not verified; it does not wait for the webhook as hosted Checkout does',
  },
  'embedded-redirect': {
    statement: 'A method of another site takes the whole window, and comes back to `return_url`, paid or not',
    source: docs('https://docs.stripe.com/payments/checkout/custom-success-page?payment-ui=embedded-page'),
    gap: '',
  },

  // Elements
  'mount-light-dom': {
    statement: 'An element is mounted in the document, never in a shadow root: IntegrationError',
    source: docs('https://github.com/stripe/stripe-js/issues/399'),
    gap: 'Stripe may throw some moments later',
  },
  'mount-once': {
    statement: 'An element is in one place at a time: it is unmounted before it is mounted again',
    source: docs(`${ELEMENT}/other_methods/unmount`),
    gap: 'Whether Stripe throws or warns is not verified',
  },
  'one-element-of-a-kind': {
    statement: 'A checkout has one element of a kind; a second is refused until the first is destroyed',
    source: docs('https://github.com/stripe/react-stripe-js/issues/152'),
    gap: 'Shown for Elements with intents',
  },
  'destroyed-element': {
    statement: 'A destroyed element cannot be used again: IntegrationError',
    source: docs('https://github.com/stripe/react-stripe-js/issues/291'),
    gap: '',
  },
  'element-events': {
    statement:
      'An element tells when it is ready, changes, gains and loses focus, and of Escape; other events are refused',
    source: docs(`${ELEMENT}/events`),
    gap: '`networkschange`, `carddetailschange` and saved payment methods never happen',
  },
  'element-frames': {
    statement: 'An element is a frame of another origin; what is typed there never reaches the page, or another window',
    source: docs('https://docs.stripe.com/security/guide'),
    gap: 'The fields are ours: a number, a date, a code; no postal code, no saved methods. Of the options only paymentMethodOrder does something; words are English, and laid out from the right for `ar` and `he`',
  },
  appearance: {
    statement: 'A theme, variables and rules style the frames, at once when changed, and cannot hide or load anything',
    source: docs('https://docs.stripe.com/elements/appearance-api'),
    gap: 'Labels always stand above and inputs apart; which CSS properties Stripe takes was not compared one by one',
  },
  'load-error': {
    statement: 'An element whose session cannot be loaded says `loaderror`, and loadActions() answers with an error',
    source: docs(`${CHECKOUT}/checkout_object`),
    gap: '',
  },

  // A session in a browser
  'client-secret-opens': {
    statement: 'A client secret opens the one session it was made for, and only if that is for Elements',
    source: sdk(SESSIONS, 'The client secret of your Checkout Session'),
    gap: 'That a malformed secret throws at once is not verified',
  },
  'client-secret-finished': {
    statement: 'loadActions() refuses the client secret of a session that is complete or expired',
    source: docs(`${CHANGELOG}/clover/2025-09-30/client-secret-reuse`),
    gap: 'Published for intents; for sessions the stricter reading is taken, although their type has these states',
  },
  'can-confirm': {
    statement: '`canConfirm` is true when all that is needed is there and no update is under way',
    source: docs(`${CHANGELOG}/endive/2026-09-30/block-custom-checkout-confirmation-pending-updates`),
    gap: 'What exactly counts as needed is not published: ours are email, shipping address, and a complete Payment Element',
  },
  'server-update': {
    statement:
      '`runServerUpdate` waits for the page’s own server, 20 seconds at most, and then looks at the session again',
    source: docs(`${CHECKOUT}/run_server_update`),
    gap: 'The end of the 20 seconds is not tested',
  },
  'update-email': {
    statement: 'updateEmail tells half an address from a wrong one; the email a session was created with stays',
    source: docs(`${CHECKOUT}/update_email`),
    gap: 'Where incomplete ends and invalid begins is not published',
  },
  'update-shipping-address': {
    statement: 'A shipping address is in one of the session’s countries',
    source: docs(`${CHECKOUT}/update_shipping_address`),
    gap: 'Which error Stripe answers is not verified; `permissions` are not covered',
  },
  'update-shipping-option': {
    statement: 'The buyer chooses among the session’s shipping options, and the total follows',
    source: docs(`${CHECKOUT}/update_shipping_option`),
    gap: '',
  },

  // Confirming
  'confirm-outcome': {
    statement: 'confirm() ends in the session, or in `paymentFailed` with the decline code and a message for the buyer',
    source: docs(`${CHECKOUT}/confirm`),
    gap: 'A refusal that has no decline code has null there',
  },
  'confirm-fields': {
    statement:
      'Fields that are not complete are marked in their frame, confirm() answers with an error, nothing is sent',
    source: docs(`${CHECKOUT}/confirm`),
    gap: 'The sentences are ours',
  },
  'confirm-needs': {
    statement:
      'confirm() needs the email, the phone number and shipping address that the session asks for, and for automatic tax an address',
    source: docs(`${CHECKOUT}/confirm`),
    gap: 'An address is checked for its country, name and first line only',
  },
  'confirm-amount': {
    statement: 'A confirmation of another amount than the session’s own is refused',
    source: docs('https://docs.stripe.com/payments/checkout/dynamically-update-amounts'),
    gap: 'The wording and the code are not verified',
  },
  'total-shown': {
    statement: 'confirm() throws in a page that never read the total it asks the buyer to pay',
    source: docs(`${CHECKOUT}/confirm`),
    gap: 'Whether it must be read again after each change is not published; once is enough here',
  },
  'confirm-return-url': {
    statement: 'confirm() needs an address to come back to, from the session or from the page',
    source: docs(`${CHECKOUT}/confirm`),
    gap: 'Whether Stripe throws or answers with an error is not verified',
  },
  'confirm-redirect': {
    statement: 'After success confirm() goes to the return address, unless `redirect` is `if_required`',
    source: docs(`${CHECKOUT}/confirm`),
    gap: 'When the browser comes Back to a page that is still alive, it can confirm again: not verified',
  },
  'confirm-once': {
    statement: 'While one confirm() is under way, another is refused',
    source: OWN,
    gap: 'Stripe’s answer to the second one is not published',
  },
  'confirm-connection': {
    statement: 'A connection that is lost ends in an error without a code, never in a success',
    source: docs('https://docs.stripe.com/error-low-level'),
    gap: 'How Stripe.js words it, and whether it tries again by itself, is not published',
  },
  'challenge-overlay': {
    statement: '3D Secure is laid over the page as a frame in `<body>`; closing it is failing it',
    source: docs('https://docs.stripe.com/payments/3d-secure/authentication-flow'),
    gap: 'The frame is one, Stripe’s are several; that focus goes in and comes back is ours',
  },
  'redirect-method': {
    statement: 'A method of another site leaves the page, and comes back to the return address, paid or not',
    source: docs('https://docs.stripe.com/payments/payment-methods/integration-options'),
    gap: '',
  },
  'delayed-method': {
    statement: 'A bank debit completes the session unpaid; the bank answers days later',
    source: docs('https://docs.stripe.com/payments/payment-methods/integration-options'),
    gap: 'No mandate is shown, no name or sort code asked for',
  },
  'express-checkout': {
    statement:
      'A wallet says `confirm` when the buyer has said yes, and the page confirms with that event; `cancel` on a no',
    source: docs('https://docs.stripe.com/elements/express-checkout-element/accept-a-payment?payment-ui=elements'),
    gap: 'Stand-ins, which `/_sandbox/wallets` switches; paying a session, none of them asks for an address',
  },
} as const satisfies Record<string, Rule>;
