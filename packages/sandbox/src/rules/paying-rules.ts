import { docs, sdk, SESSIONS, type Rule } from './rule.js';

const WEBHOOKS = 'https://docs.stripe.com/webhooks';
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
    gap: 'Stripe’s page does it with script; cards only, no wallets, no 3D Secure, no delayed methods yet',
  },
  'page-decline': {
    statement: 'A declined card leaves the session open for another try and notes code and decline code on the intent',
    source: docs('https://docs.stripe.com/testing#declined-payments'),
    gap: '',
  },
  'page-test-cards': {
    statement: 'Only Stripe’s test cards are taken, with a future date, a security code and a name',
    source: docs('https://docs.stripe.com/testing'),
    gap: 'A table of fourteen cards',
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
    gap: '`payment_status` of a free session that is still open is not verified',
  },
  'customer-creation': {
    statement: 'A payment makes a Customer only with `customer_creation` always',
    source: sdk(SESSIONS, "Sessions that don't create Customers instead are grouped by"),
    gap: '',
  },
  refund: {
    statement: 'A refund takes from one successful charge what is left of it at most, and the charge shows it',
    source: sdk('Charges.d.ts', 'Whether the charge has been fully refunded'),
    gap: 'Refunds succeed at once; disputes cannot be made yet',
  },

  // Events and webhooks
  events: {
    statement: 'Each change that Stripe announces is an event with a snapshot of its object',
    source: docs('https://docs.stripe.com/api/events/types'),
    gap: '`previous_attributes` and `request` are not filled; events stay for ever',
  },
  'webhook-url': {
    statement: 'An endpoint has an http or https address and at least one event',
    source: sdk('WebhookEndpoints.d.ts', 'A webhook endpoint must have a url and a list of enabled_events'),
    gap: '',
  },
  'webhook-endpoints': {
    statement: 'An account has at most 16 endpoints',
    source: docs('https://docs.stripe.com/development/dashboard/webhooks'),
    gap: '',
  },
  'webhook-secret-once': {
    statement: 'The signing secret is shown when the endpoint is created and never again',
    source: sdk('WebhookEndpoints.d.ts', 'Only returned at creation'),
    gap: '',
  },
  'webhook-signature': {
    statement:
      'Deliveries carry `Stripe-Signature: t=…,v1=…`, HMAC-SHA256 over time and body with the endpoint’s secret',
    source: docs(`${WEBHOOKS}#verify-manually`),
    gap: 'The time is the machine’s, also when the account’s clock was moved ahead; secrets cannot be rolled yet',
  },
  'webhook-retries': {
    statement: 'What is not answered 2xx (a redirect is not) is tried again three times over some hours, then given up',
    source: docs(`${WEBHOOKS}#automatic-retries`),
    gap: 'The intervals are not published; Stripe’s live mode tries for three days',
  },
  'webhook-at-least-once': {
    statement: 'Deliveries may come twice and in any order; tests ask for both',
    source: docs(`${WEBHOOKS}#event-ordering`),
    gap: '',
  },
  'checkout-waits': {
    statement:
      'The page waits for the answer to `checkout.session.completed`, 10 seconds at most, before it lets the buyer go',
    source: docs('https://docs.stripe.com/checkout/fulfillment'),
    gap: 'That it waits is published, how long was not found again; the end of the wait is not tested, it would take ten seconds',
  },
} as const satisfies Record<string, Rule>;
