import { describe, expect, test } from 'vitest';
import { TEST_CARDS } from '../payment/cards.js';
import { answerChallenge, answerRedirect } from '../payment/answer-action.js';
import { expireSession } from './expire.js';
import { ANN, asked, card, openTill, refused } from './till.fixture.js';

const CHALLENGED = '4000002760003184';

describe('[page-test-cards] every test card', () => {
  test.each(TEST_CARDS.map((each) => [each.number, each.does, each] as const))('%s %s', async (number, _does, each) => {
    const till = openTill();
    const record = await till.open();
    const first = till.pay(record, card(number));
    const result = each.authentication === 'required' ? answerChallenge(till.account, asked(first), 'pass') : first;
    const { status, payment_intent: intent } = await till.retrieve(record);
    if (each.decline === null) {
      expect([result, status]).toEqual([{ is: 'complete' }, 'complete']);
      expect(till.money()).toMatchObject([{ type: 'charge', amount: 1500 }]);
      return;
    }
    const { code, declineCode } = each.decline;
    expect(result).toMatchObject({ is: 'declined', code, declineCode });
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { type: 'card_error', code, ...(declineCode ? { decline_code: declineCode } : {}) },
      latest_charge: { status: 'failed', failure_code: code },
    });
    expect([status, till.money()]).toEqual(['open', []]);
  });

  test.each([
    [{ number: '4242424242424241' }, 'incorrect_number'],
    [{ number: '4111111111111111' }, 'card_declined'],
    [{ expMonth: 13 }, 'invalid_expiry_month'],
    [{ expYear: 2029 }, 'invalid_expiry_year'],
    [{ expYear: 2090 }, 'invalid_expiry_year'],
    [{ cvc: '12' }, 'invalid_cvc'],
    [{ cvc: '1234' }, 'invalid_cvc'],
  ])('%o is refused before any bank is asked', async (wrong, code) => {
    const till = openTill();
    const record = await till.open();
    const method = {
      type: 'card',
      number: '4242424242424242',
      expMonth: 1,
      expYear: 2030,
      cvc: '123',
      ...wrong,
    } as const;
    expect(till.pay(record, method)).toMatchObject({ is: 'declined', code });
    expect((await till.retrieve(record)).payment_intent).toBeNull();
    expect(till.pay(record, card('4242 4242-42424242'))).toEqual({ is: 'complete' });
  });
});

describe('[three-d-secure] a card that asks for it', () => {
  test('stops at the challenge, and is charged when that is passed', async () => {
    const till = openTill();
    const record = await till.open();
    const id = asked(till.pay(record, card(CHALLENGED)));
    expect(await till.retrieve(record)).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: { status: 'requires_action', next_action: { type: 'use_stripe_sdk' }, latest_charge: null },
    });
    expect(answerChallenge(till.account, id, 'pass')).toEqual({ is: 'complete' });
    expect(await till.retrieve(record)).toMatchObject({
      payment_status: 'paid',
      payment_intent: { status: 'succeeded', next_action: null, latest_charge: { paid: true } },
    });
    expect(till.events()).toEqual(
      expect.arrayContaining(['payment_intent.requires_action', 'checkout.session.completed']),
    );
  });

  test.each(['fail', 'abandon'] as const)(
    'is not charged when the buyer has it %s, and may try again',
    async (answer) => {
      const till = openTill();
      const record = await till.open();
      const id = asked(till.pay(record, card(CHALLENGED)));
      const code = 'payment_intent_authentication_failure';
      expect(answerChallenge(till.account, id, answer)).toMatchObject({ is: 'declined', code, declineCode: null });
      expect((await till.retrieve(record)).payment_intent).toMatchObject({
        status: 'requires_payment_method',
        last_payment_error: { code, type: 'invalid_request_error' },
        latest_charge: null,
        next_action: null,
      });
      expect(till.pay(record, card('4242424242424242'))).toEqual({ is: 'complete' });
      expect(till.money()).toHaveLength(1);
    },
  );
});

describe('[intent-states] one challenge has one answer', () => {
  test('not two, not to another question, and none once another try or the end of the session put it aside', async () => {
    const till = openTill();
    const record = await till.open();
    const old = asked(till.pay(record, card(CHALLENGED)));
    const code = 'payment_intent_unexpected_state';
    expect(refused(() => answerRedirect(till.account, old, 'authorize'))).toMatchObject({ code });
    const id = asked(till.pay(record, card(CHALLENGED)));
    expect(refused(() => answerChallenge(till.account, old, 'pass'))).toMatchObject({ code });
    answerChallenge(till.account, id, 'pass');
    expect(refused(() => answerChallenge(till.account, id, 'pass'))).toMatchObject({ code });
    expect(till.money()).toHaveLength(1);

    const expired = await till.open();
    const late = asked(till.pay(expired, card(CHALLENGED)));
    expireSession(till.account, expired.session);
    expect(refused(() => answerChallenge(till.account, late, 'pass'))).toMatchObject({ code });
    expect((await till.retrieve(expired)).payment_intent).toMatchObject({ status: 'canceled', next_action: null });
  });
});

describe('[confirm-only-open] a session is confirmed while it is open', () => {
  test('and not again when it is paid, or being processed', async () => {
    const till = openTill();
    for (const method of [card('4242424242424242'), { type: 'us_bank_account', account: '000123456789' } as const]) {
      const record = await till.open();
      till.pay(record, method);
      expect(refused(() => till.pay(record, card('4242424242424242')))).toMatchObject({
        status: 400,
        code: 'payment_intent_unexpected_state',
      });
    }
    expect(till.money()).toHaveLength(1);
  });

  test('and not when it is expired, or was free and is complete', async () => {
    const till = openTill();
    const expired = await till.open();
    till.wait(86_400);
    expect(refused(() => till.pay(expired, card('4242424242424242')))).toMatchObject({ rule: 'confirm-only-open' });
    const free = await till.selling('usd', 0);
    expect(till.pay(free, null)).toEqual({ is: 'complete' });
    expect(refused(() => till.pay(free, null))).toMatchObject({ rule: 'confirm-only-open' });
  });
});

test('what the buyer entered is on the session afterwards', async () => {
  const till = openTill();
  const record = await till.open();
  till.pay(record, card('4242424242424242'));
  expect((await till.retrieve(record)).customer_details).toMatchObject({ email: ANN.email, name: ANN.name });
});

describe('[customer-creation] the customer of a session', () => {
  test.each([card('4242424242424242'), { type: 'us_bank_account', account: '000123456789' } as const])(
    'is made with the payment, and intent and charge are theirs (%o)',
    async (method) => {
      const till = openTill();
      const record = await till.open({ customer_creation: 'always' });
      till.pay(record, card('4000000000000002'));
      expect(till.account.customers.size).toBe(0);
      till.pay(record, method);
      const [customer] = till.account.customers.keys();
      expect(await till.retrieve(record)).toMatchObject({
        customer,
        payment_intent: { customer, latest_charge: { customer } },
      });
      expect(till.account.customers.size).toBe(1);
    },
  );

  test('that was there gets the email it lacked, and keeps the one it had', async () => {
    const till = openTill();
    const known = await till.stripe.customers.create({ email: 'ann@work.example' });
    const bare = await till.stripe.customers.create({});
    for (const { id } of [known, bare]) till.pay(await till.open({ customer: id }), card('4242424242424242'));
    const emails = (await till.stripe.customers.list()).data.map(({ email }) => email);
    expect(emails).toEqual([ANN.email, 'ann@work.example']);
  });
});
