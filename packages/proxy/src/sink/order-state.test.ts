import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import type { FoundOrder } from '../order/found-order.js';
import { Refusal } from '../refusal.js';
import type { StripeGateway } from '../stripe/gateway.js';
import { stateOf } from './order-state.js';

const order = (disputed: boolean) =>
  ({
    payment: { id: 'pi_1', latest_charge: { disputed, amount_refunded: 250 } },
    statusIfDisputeWon: async () => 'paid',
    promise: { number: '7QK2-M4ZD-X0VB' },
    status: 'disputed',
  }) as unknown as FoundOrder;

const disputeOf = async (listDisputes: () => Promise<{ status: string }[]>, disputed = true) => {
  const logged: string[] = [];
  const gateway = { listDisputes } as unknown as StripeGateway;
  const log = ({ event }: { event: string }) => void logged.push(event);
  const state = await stateOf({ gateway, log }, order(disputed), AbortSignal.timeout(1000));
  return { dispute: state.dispute, refunded: state.refunded, logged };
};

test.each([
  [[], 'open'],
  [['needs_response'], 'open'],
  [['warning_under_review'], 'open'],
  [['appeal_under_review'], 'open'],
  [['a word nobody knows yet'], 'open'],
  [['won'], 'won'],
  [['warning_closed'], 'won'],
  [['prevented', 'won'], 'won'],
  [['lost'], 'lost'],
  [['won', 'lost'], 'lost'],
  [['lost', 'under_review'], 'open'],
])('disputes that are %j leave it %s', async (statuses, dispute) => {
  const disputes = statuses.map((status) => ({ status }) as Stripe.Dispute);
  expect(await disputeOf(async () => disputes)).toEqual({ dispute, refunded: 250, logged: [] });
});

test('an order that was never disputed is not asked about', async () => {
  const asked = async () => {
    throw new Error('asked');
  };
  expect(await disputeOf(asked, false)).toEqual({ dispute: null, refunded: 250, logged: [] });
});

test('a missing permission leaves the dispute open and is logged; a failure that passes leaves the event to its next delivery', async () => {
  const refuse = (code: 'misconfigured' | 'stripe_unavailable') => async () => {
    throw new Refusal({ code });
  };
  const blind = await disputeOf(refuse('misconfigured'));
  expect(blind).toEqual({ dispute: 'open', refunded: 250, logged: ['dispute_unread'] });
  await expect(disputeOf(refuse('stripe_unavailable'))).rejects.toThrow('stripe_unavailable');
});
