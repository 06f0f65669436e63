import { docs, sdk, type Rule } from './rule.js';

const WEBHOOKS = 'https://docs.stripe.com/webhooks';

/** Rules about what Stripe tells of its own accord, and when. */
export const DELIVERY_RULES = {
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
    gap: 'The time is the machine’s, also when the account’s clock was moved ahead; the other time and the wrong secret that a test may ask for are the sandbox’s own',
  },
  'webhook-secret-roll': {
    statement: 'A rolled secret signs beside the new one for as long as was asked, 24 hours at most',
    source: docs(`${WEBHOOKS}#roll-endpoint-signing-secrets`),
    gap: 'Only the Dashboard rolls secrets, so there is no call to compare with; the order of the signatures is not published',
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
  'due-in-order': {
    statement: 'When the clock is moved, what falls due on the way happens at its own time and in its order',
    source: docs('https://docs.stripe.com/billing/testing/test-clocks'),
    gap: 'Stripe’s test clocks move subscriptions and what hangs on them; for sessions, debits and webhooks ours is the sandbox’s own',
  },
} as const satisfies Record<string, Rule>;
