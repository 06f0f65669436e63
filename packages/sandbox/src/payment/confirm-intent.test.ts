import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { card, openTill, type Till } from '../checkout/till.fixture.js';
import { answerChallenge } from './answer-action.js';
import { TEST_CARDS } from './cards.js';
import { confirmIntent } from './confirm-intent.js';
import { ANSWER_AFTER, TEST_BANK_ACCOUNTS, type PaymentMethod } from './payment-methods.js';

const CURRENCY = { bacs_debit: 'gbp', sepa_debit: 'eur', us_bank_account: 'usd' };

async function intentIn(till: Till, currency: string): Promise<Stripe.PaymentIntent> {
  const { id } = await till.stripe.paymentIntents.create({ amount: 1500, currency });
  const intent = till.account.paymentIntents.get(id);
  if (!intent) throw new Error('The intent was not kept.');
  return intent;
}

const confirmWith = (till: Till, intent: Stripe.PaymentIntent, method: PaymentMethod) =>
  confirmIntent(till.account, intent, {
    method,
    billing: { email: 'ann@example.com', name: 'Ann', phone: null },
    returnUrl: 'https://shop.example/back',
    origin: 'http://sandbox.example',
    challenge: 'in_page',
  });

describe('[intent-declined] [three-d-secure] a direct intent and every test card', () => {
  test.each(TEST_CARDS.map((each) => [each.number, each.does, each] as const))('%s %s', async (number, _, each) => {
    const till = openTill();
    const intent = await intentIn(till, 'usd');
    const first = confirmWith(till, intent, card(number));
    const isAsked = each.authentication === 'required';
    expect(first.is === 'challenge').toBe(isAsked);
    if (first.is === 'challenge') answerChallenge(till.account, first.id, 'pass');
    const events = ['payment_intent.created', ...(isAsked ? ['payment_intent.requires_action'] : [])];
    if (each.decline === null) {
      expect(intent).toMatchObject({ status: 'succeeded', amount_received: 1500, last_payment_error: null });
      expect(till.events()).toEqual([...events, 'charge.succeeded', 'payment_intent.succeeded']);
      return;
    }
    const { code, declineCode } = each.decline;
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: { type: 'card_error', code, ...(declineCode ? { decline_code: declineCode } : {}) },
    });
    expect(till.events()).toEqual([...events, 'charge.failed', 'payment_intent.payment_failed']);
    expect(till.money()).toEqual([]);
  });

  test('a number that is wrong is refused before the intent hears of it', async () => {
    const till = openTill();
    const intent = await intentIn(till, 'usd');
    expect(confirmWith(till, intent, card('4242424242424241'))).toMatchObject({
      is: 'declined',
      code: 'incorrect_number',
    });
    expect(intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: null });
    expect(till.events()).toEqual(['payment_intent.created']);
  });
});

describe('[delayed-methods] a direct intent and every test bank account', () => {
  test.each(TEST_BANK_ACCOUNTS.map((each) => [each.type, each.account, each.does, each] as const))(
    '%s %s %s',
    async (type, account, _, { decline }) => {
      const till = openTill();
      const intent = await intentIn(till, CURRENCY[type]);
      expect(confirmWith(till, intent, { type, account })).toEqual({ is: 'complete' });
      till.wait(ANSWER_AFTER[type] - 1);
      expect(intent.status).toBe('processing');
      till.wait(1);
      expect(intent.status).toBe(decline ? 'requires_payment_method' : 'succeeded');
      expect(intent.last_payment_error?.code).toBe(decline?.code);
      expect(till.events()).toEqual([
        'payment_intent.created',
        'charge.pending',
        'payment_intent.processing',
        ...(decline
          ? ['charge.failed', 'payment_intent.payment_failed']
          : ['charge.succeeded', 'payment_intent.succeeded']),
      ]);
    },
  );
});

describe('[kept-methods] a PaymentMethod from before', () => {
  const pay = (till: Till, payment_method: string, customer?: string, params: object = {}) =>
    till.stripe.paymentIntents.create({
      amount: 1500,
      currency: 'usd',
      confirm: true,
      return_url: 'https://shop.example/back',
      payment_method,
      ...(customer === undefined ? {} : { customer }),
      ...params,
    });

  test('is its customer’s, as often as they like', async () => {
    const till = openTill();
    const [ann, bob] = [await till.stripe.customers.create(), await till.stripe.customers.create()];
    const first = await pay(till, 'pm_card_visa', ann.id, { setup_future_usage: 'off_session' });
    const id = String(first.payment_method);
    expect((await pay(till, id, ann.id)).status).toBe('succeeded');
    const refusedOne = { statusCode: 400, param: 'payment_method' };
    await expect(pay(till, id, bob.id)).rejects.toMatchObject(refusedOne);
    await expect(pay(till, id)).rejects.toMatchObject(refusedOne);
    expect([till.money().length, till.account.paymentIntents.size]).toEqual([2, 2]);
  });

  test('without a customer pays once', async () => {
    const till = openTill();
    const { payment_method: id } = await pay(till, 'pm_card_visa');
    await expect(pay(till, String(id))).rejects.toMatchObject({ statusCode: 400, param: 'payment_method' });
    expect(till.money()).toHaveLength(1);
  });
});
