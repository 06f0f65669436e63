import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { refusal, useAccount } from '../account.fixture.js';

const account = useAccount();
const RETURN = { return_url: 'https://shop.example/back' };
type Params = Partial<Stripe.PaymentIntentCreateParams>;

const create = (params: Params = {}) =>
  account.stripe.paymentIntents.create({ amount: 1500, currency: 'usd', ...params });
const confirmed = (payment_method: string, params: Params = {}) =>
  create({ ...params, ...RETURN, confirm: true, payment_method });

async function debited(): Promise<Stripe.PaymentIntent> {
  const intent = await create();
  await account.control('buyer', { paymentIntent: intent.id, action: 'pay', method: 'us_bank_account' });
  return intent;
}

/** How a shop gets an intent into each status. */
const WAYS = {
  requires_payment_method: () => create(),
  requires_confirmation: () => create({ payment_method: 'pm_card_visa' }),
  requires_action: () => confirmed('pm_card_authenticationRequired'),
  processing: debited,
  requires_capture: () => confirmed('pm_card_visa', { capture_method: 'manual' }),
  succeeded: () => confirmed('pm_card_visa'),
  canceled: async () => account.stripe.paymentIntents.cancel((await create()).id),
};
type Status = keyof typeof WAYS;

const intents = () => account.stripe.paymentIntents;

/** What a shop may try with it. */
const ACTIONS = {
  confirm: (id: string) => intents().confirm(id, { ...RETURN, payment_method: 'pm_card_visa' }),
  'confirm, declined': (id: string) =>
    intents().confirm(id, { ...RETURN, payment_method: 'pm_card_visa_chargeDeclined' }),
  'update amount': (id: string) => intents().update(id, { amount: 2000 }),
  'update method': (id: string) => intents().update(id, { payment_method: 'pm_card_mastercard' }),
  'update metadata': (id: string) => intents().update(id, { metadata: { note: 'x' } }),
  cancel: (id: string) => intents().cancel(id),
  capture: (id: string) => intents().capture(id),
};
type Action = keyof typeof ACTIONS;

const OPEN: Record<Action, string> = {
  confirm: 'succeeded',
  'confirm, declined': 'card_declined',
  'update amount': 'the same',
  'update method': 'requires_confirmation',
  'update metadata': 'the same',
  cancel: 'canceled',
  capture: 'refused',
};
const CLOSED: Record<Action, string> = {
  confirm: 'refused',
  'confirm, declined': 'refused',
  'update amount': 'refused',
  'update method': 'refused',
  'update metadata': 'the same',
  cancel: 'refused',
  capture: 'refused',
};

const TABLE: Record<Status, Record<Action, string>> = {
  requires_payment_method: OPEN,
  requires_confirmation: OPEN,
  // The buyer was asked about another amount, and is to be asked again.
  requires_action: { ...OPEN, 'update amount': 'requires_payment_method' },
  processing: CLOSED,
  requires_capture: { ...CLOSED, cancel: 'canceled', capture: 'succeeded' },
  succeeded: CLOSED,
  canceled: CLOSED,
};

const ROWS = Object.entries(TABLE).flatMap(([status, row]) =>
  Object.entries(row).map(([action, outcome]) => [status as Status, action as Action, outcome] as const),
);

describe('[intent-states] [intent-update] [intent-cancel] [manual-capture] what a shop may do with an intent', () => {
  test.each(ROWS)('%s: %s: %s', async (status, action, outcome) => {
    const { id } = await WAYS[status]();
    expect(await intents().retrieve(id)).toMatchObject({ status });
    const act = ACTIONS[action](id);
    if (outcome === 'refused') {
      expect(await refusal(act)).toMatchObject({ status: 400, code: 'payment_intent_unexpected_state' });
      expect(await intents().retrieve(id)).toMatchObject({ status });
    } else if (outcome === 'card_declined') {
      expect(await refusal(act)).toMatchObject({ status: 402, code: outcome });
      expect(await intents().retrieve(id)).toMatchObject({ status: 'requires_payment_method' });
    } else {
      expect((await act).status).toBe(outcome === 'the same' ? status : outcome);
    }
  });
});
