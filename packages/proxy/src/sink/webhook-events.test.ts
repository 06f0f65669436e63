import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { subjectOf, WEBHOOK_EVENTS } from './webhook-events.js';

const PAYMENT = 'pi_3PaymentOfSomebody00';
const subject = (type: string, object: object) =>
  subjectOf({ type, data: { object } } as unknown as Stripe.Event, 'pottery');

test('a session is looked for by its id, a payment by its own', () => {
  expect(subject('checkout.session.completed', { id: 'cs_test_1' })).toEqual({ by: 'session', id: 'cs_test_1' });
  const charge = { object: 'charge', payment_intent: PAYMENT, metadata: { cart_shop: 'pottery' } };
  expect(subject('charge.refunded', charge)).toEqual({ by: 'payment', id: PAYMENT, isNamed: true });
  const looked = { by: 'payment', id: PAYMENT, isNamed: false };
  expect(subject('charge.dispute.created', { object: 'dispute', payment_intent: PAYMENT })).toEqual(looked);
  expect(subject('refund.failed', { object: 'refund', payment_intent: { id: PAYMENT } })).toEqual(looked);
});

test.each([
  ['another event', 'customer.created', { object: 'customer' }],
  [
    'a charge of another shop',
    'charge.refunded',
    { object: 'charge', payment_intent: PAYMENT, metadata: { cart_shop: 'tiles' } },
  ],
  ['a charge of nobody’s', 'charge.refunded', { object: 'charge', payment_intent: PAYMENT, metadata: {} }],
  ['a charge without metadata', 'charge.refunded', { object: 'charge', payment_intent: PAYMENT }],
  [
    'a charge without a PaymentIntent',
    'charge.refunded',
    { object: 'charge', payment_intent: null, metadata: { cart_shop: 'pottery' } },
  ],
  [
    'a dispute with a path for a payment',
    'charge.dispute.created',
    { object: 'dispute', payment_intent: 'pi_../../charges' },
  ],
])('%s is none of ours, and costs nothing', (_, type, object) => {
  expect(subject(type, object)).toBeNull();
});

test('the events to tick are those that are followed, but for the one that is never news', () => {
  expect(WEBHOOK_EVENTS).toHaveLength(13);
  expect(WEBHOOK_EVENTS).not.toContain('checkout.session.expired');
});
