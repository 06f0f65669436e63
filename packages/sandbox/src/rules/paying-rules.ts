import { docs, sdk, SESSIONS, type Rule } from './rule.js';

const OWN = { own: 'packages/sandbox/README.md' };

/** Rules about the payment page and what is told afterwards. */
export const PAYING_RULES = {
  // Paying
  'intent-at-first-try': {
    statement:
      'An open session has no PaymentIntent until the buyer first tries to pay; it then carries `payment_intent_data`',
    source: docs('https://github.com/stripe/stripe-node/issues/1766'),
    gap: 'That a declined try already shows the intent on the session is not verified',
  },
  'page-pay': {
    statement: 'Paying completes session, intent and charge, and sends the buyer to success_url with 303',
    source: docs('https://docs.stripe.com/payments/checkout/how-checkout-works'),
    gap: 'Stripe’s page does it with script; no wallets. A charge does not tell its method: `payment_method_details` and `outcome` are null, and a PaymentMethod is an id only',
  },
  'page-decline': {
    statement: 'A declined card leaves the session open for another try and notes code and decline code on the intent',
    source: docs('https://docs.stripe.com/testing#declined-payments'),
    gap: '',
  },
  'page-test-cards': {
    statement: 'Only Stripe’s test cards are taken, with a future date, a security code and a name',
    source: docs('https://docs.stripe.com/testing'),
    gap: 'Of Stripe’s longer list; a real number is declined as test_mode_live_card, and a card of no test is told apart from it only by its check digit',
  },
  'intent-states': {
    statement:
      'A PaymentIntent moves only as its lifecycle allows; anything else is `payment_intent_unexpected_state`, a second answer to one challenge included',
    source: docs('https://docs.stripe.com/payments/paymentintents/lifecycle'),
    gap: 'A try while a challenge is open puts that challenge aside; that Stripe does so with the same intent was not seen',
  },
  presentment: {
    statement:
      'With Adaptive Pricing a buyer of another currency is shown that: `presentment_details` on session, intent and charge once they confirm; what is charged stays in the session’s currency',
    source: docs('https://docs.stripe.com/payments/currencies/localize-prices/adaptive-pricing'),
    gap: 'The buyer’s currency is set by the control; rates stand still and carry no fee; the page itself shows the session’s currency, and which methods can be localised is not looked at',
  },
  'session-intent': {
    statement:
      'The PaymentIntent of a session can be read and noted on, and captured or canceled while its money is held, but not confirmed, changed or canceled otherwise',
    source: sdk('PaymentIntents.d.ts', 'You can directly cancel the PaymentIntent for a Checkout Session only when'),
    gap: '`error.code` not verified; the session of one that was canceled stays complete and unpaid, and is told of no more: not verified',
  },
  'confirm-only-open': {
    statement: 'Only an open session can be confirmed: not a paid one, not one being processed, not an expired one',
    source: docs('https://docs.stripe.com/api/checkout/sessions/object#checkout_session_object-status'),
    gap: '`error.code` not verified: none for a session without an intent',
  },
  'payment-methods': {
    statement:
      'A session is paid with a method it offers: those of the account that its currency allows, less what `allowed_` and `excluded_payment_method_types` leave out',
    source: docs('https://docs.stripe.com/payments/payment-methods/integration-options'),
    gap: 'Card, one delayed and one redirect method for each of gbp, eur and usd, and OXXO for mxn; no wallets; the buyer’s country and the amount do not matter here',
  },
  'three-d-secure': {
    statement:
      'A card that requires 3D Secure stops at `requires_action` with `use_stripe_sdk`; passed it goes on, failed or closed it is `payment_intent_authentication_failure` without a charge',
    source: docs('https://docs.stripe.com/testing#regulatory-cards'),
    gap: 'What is inside `use_stripe_sdk` is Stripe.js’s own affair and not copied; Radar rules and exemptions are not modelled, so an optional challenge never comes',
  },
  'redirect-methods': {
    statement: 'A redirect method stops at `requires_action` with `redirect_to_url`, and the payment is decided there',
    source: sdk('PaymentIntents.d.ts', 'redirect_to_url?: NextAction.RedirectToUrl'),
    gap: 'One test page of our own stands for every such method',
  },
  'return-url': {
    statement:
      '`embedded_page` needs a `return_url` unless it never redirects; `elements` needs one when a redirect method is offered, and the confirmation may name another',
    source: sdk(SESSIONS, 'redirect-based payment methods are enabled on the session'),
    gap: 'Stripe may let elements name it with the confirmation alone; that never excludes a return_url is the stricter reading',
  },
  'delayed-methods': {
    statement:
      'A delayed method completes the session `unpaid` and leaves the intent `processing`; days later come `checkout.session.async_payment_succeeded` or `_failed`',
    source: docs('https://docs.stripe.com/checkout/fulfillment'),
    gap: 'Stripe’s test accounts answer at once or after minutes; ours after as many days as the method may take, on the account’s clock. Mandates and micro-deposits are not modelled; `type` and `code` of the error are those of a card, and not verified',
  },
  'page-closed': {
    statement: 'A paid, expired or unknown session shows a page that says so and takes no payment',
    source: docs('https://docs.stripe.com/payments/checkout/how-checkout-works'),
    gap: 'A second submit of a paid session is sent on to success_url; Stripe’s button cannot be pressed twice',
  },
  'page-asks': {
    statement: 'The page asks for what the session asks: address, shipping method, phone, consent to terms',
    source: sdk(SESSIONS, 'it requires customers to check a terms of service checkbox before being able to pay'),
    gap: 'Terms need a URL in the Dashboard, which is not modelled',
  },
  'page-markup': {
    statement: 'No text of a session becomes markup on the page, and its policy allows nothing but its own style',
    source: OWN,
    gap: '',
  },
  'free-order': {
    statement: 'A total of 0 asks for no card and completes as `no_payment_required` without a PaymentIntent',
    source: docs('https://github.com/stripe/stripe-ios/pull/7135'),
    gap: '`payment_status` of a free session that is still open is not verified, nor what becomes of an intent from when it was not free: here it is cancelled',
  },
  'customer-creation': {
    statement: 'A payment makes a Customer only with `customer_creation` always',
    source: sdk(SESSIONS, "Sessions that don't create Customers instead are grouped by"),
    gap: '',
  },
  refund: {
    statement: 'A refund takes from one successful charge what is left of it at most, and the charge shows it',
    source: sdk('Charges.d.ts', 'Whether the charge has been fully refunded'),
    gap: 'Refunds succeed at once: one that is pending, or that the Dashboard cancels, is not modelled',
  },
  'refund-failed': {
    statement:
      'A refund to 4000 0000 0000 5126 succeeds, and fails when its bank sends the money back: `refund.failed`, and it can be given back once more',
    source: docs('https://docs.stripe.com/testing#refunds'),
    gap: 'After five days on the clock, where Stripe names no figure. That the charge then shows it as not refunded is not published; an integration that is tested against Stripe counts on it (Tryton). `charge.refund.updated`, which is for some methods only, is not sent',
  },
  disputes: {
    statement:
      'A dispute takes what is left of a successful charge until it is won, and meanwhile nothing of it can be refunded: `charge_disputed`',
    source: sdk('Disputes.d.ts', 'still possible to refund the disputed payment'),
    gap: 'Opened and decided by the control only; evidence, inquiries, fees and a second dispute of one charge are not modelled. A part that is disputed blocks the whole from being refunded, which is not verified',
  },
} as const satisfies Record<string, Rule>;
