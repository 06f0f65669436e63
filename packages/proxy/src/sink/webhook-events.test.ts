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

test('a payment that bears nobody’s name may be an invoice’s', () => {
  for (const metadata of [{}, null, undefined]) {
    const charge = { object: 'charge', payment_intent: PAYMENT, metadata };
    expect(subject('charge.refunded', charge)).toEqual({ by: 'invoice-payment', id: PAYMENT });
  }
});

test('an invoice of ours is a renewal, or the beginning of its subscription', () => {
  const invoice = (reason: string) => ({
    id: 'in_0000000000',
    billing_reason: reason,
    parent: { subscription_details: { subscription: 'sub_1', metadata: { cart_shop: 'pottery' } } },
  });
  const renewal = { by: 'invoice', id: 'in_0000000000' };
  const begun = (isPaid: boolean) => ({ by: 'subscription', id: 'sub_1', isPaid });
  expect(subject('invoice.paid', invoice('subscription_cycle'))).toEqual(renewal);
  expect(subject('invoice.payment_failed', invoice('subscription_update'))).toEqual(renewal);
  expect(subject('invoice.paid', invoice('subscription_create'))).toEqual(begun(true));
  expect(subject('invoice.payment_failed', invoice('subscription_create'))).toEqual(begun(false));
  // As they were before Stripe's invoices had a parent.
  expect(subject('invoice.paid', { id: 'in_0000000000' })).toEqual(renewal);
  const ended = { id: 'sub_1', metadata: { cart_shop: 'pottery' } };
  expect(subject('customer.subscription.deleted', ended)).toEqual(begun(false));
});

test.each([
  ['another event', 'customer.created', { object: 'customer' }],
  [
    'a charge of another shop',
    'charge.refunded',
    { object: 'charge', payment_intent: PAYMENT, metadata: { cart_shop: 'tiles' } },
  ],
  ['an invoice of nobody’s', 'invoice.paid', { id: 'in_0000000000', parent: null }],
  [
    'an invoice of another shop',
    'invoice.paid',
    { id: 'in_0000000000', parent: { subscription_details: { metadata: { cart_shop: 'tiles' } } } },
  ],
  ['an invoice with a path for an id', 'invoice.paid', { id: 'in_../customers', parent: undefined }],
  [
    'a subscription of another shop',
    'customer.subscription.deleted',
    { id: 'sub_1', metadata: { cart_shop: 'tiles' } },
  ],
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
  expect(WEBHOOK_EVENTS).toHaveLength(16);
  expect(WEBHOOK_EVENTS).not.toContain('checkout.session.expired');
});
