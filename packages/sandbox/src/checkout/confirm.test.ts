import { describe, expect, test } from 'vitest';
import { TEST_CARDS } from './cards.js';
import { answerChallenge, answerRedirect, type Confirmation } from './confirm.js';
import { afterRedirect } from './destination.js';
import { expireSession } from './expire.js';
import { ANSWER_AFTER, TEST_BANK_ACCOUNTS, setPaymentMethodTypes, type RedirectType } from './payment-methods.js';
import { ANN, card, openTill, refused } from './till.fixture.js';

const CHALLENGED = '4000002760003184';
const CURRENCY = { bacs_debit: 'gbp', sepa_debit: 'eur', us_bank_account: 'usd' };

/** The id of what the buyer is asked, which the confirmation must be. */
function asked(confirmation: Confirmation): string {
  if (confirmation.is === 'challenge') return confirmation.id;
  if (confirmation.is === 'redirect') return confirmation.url.slice(confirmation.url.lastIndexOf('/') + 1);
  throw new Error(`Nothing was asked: ${confirmation.is}.`);
}

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

describe('[delayed-methods] a debit is answered days later', () => {
  test.each(TEST_BANK_ACCOUNTS.map((each) => [each.type, each.account, each.does, each] as const))(
    '%s %s %s',
    async (type, account, _does, { decline }) => {
      const till = openTill();
      const record = await till.selling(CURRENCY[type]);
      expect(till.pay(record, { type, account })).toEqual({ is: 'complete' });
      const processing = {
        status: 'complete',
        payment_status: 'unpaid',
        payment_intent: { status: 'processing', latest_charge: { status: 'pending', paid: false } },
      };
      expect(await till.retrieve(record)).toMatchObject(processing);
      expect(till.events()).toEqual(
        expect.arrayContaining(['payment_intent.processing', 'charge.pending', 'checkout.session.completed']),
      );
      till.wait(ANSWER_AFTER[type] - 1);
      expect(await till.retrieve(record)).toMatchObject(processing);
      expect(till.money()).toEqual([]);

      till.wait(1);
      const later = await till.retrieve(record);
      expect(till.events().slice(-3)).toEqual(
        decline
          ? ['charge.failed', 'payment_intent.payment_failed', 'checkout.session.async_payment_failed']
          : ['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.async_payment_succeeded'],
      );
      expect(till.money()).toHaveLength(decline ? 0 : 1);
      expect(later).toMatchObject(
        decline
          ? {
              status: 'complete',
              payment_status: 'unpaid',
              payment_intent: {
                status: 'requires_payment_method',
                last_payment_error: { code: decline.code },
                latest_charge: { status: 'failed', failure_code: decline.code },
              },
            }
          : { payment_status: 'paid', payment_intent: { status: 'succeeded', latest_charge: { paid: true } } },
      );
    },
  );

  test('an account that is none of the test accounts is refused at once', async () => {
    const till = openTill();
    const record = await till.open();
    expect(till.pay(record, { type: 'us_bank_account', account: '1' })).toMatchObject({
      code: 'account_number_invalid',
    });
    expect((await till.retrieve(record)).payment_intent).toBeNull();
  });
});

describe('[redirect-methods] the buyer goes elsewhere', () => {
  test.each<[RedirectType, string]>([
    ['revolut_pay', 'gbp'],
    ['ideal', 'eur'],
    ['amazon_pay', 'usd'],
  ])('%s: paid when authorized there, open when not', async (type, currency) => {
    const till = openTill();
    const record = await till.selling(currency);
    const back = String(record.session.url);
    const id = asked(till.pay(record, { type }));
    expect((await till.retrieve(record)).payment_intent).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'redirect_to_url', redirect_to_url: { url: `${record.origin}/authorize/${id}` } },
    });
    const failing = till.account.actions.get(id);
    const failed = answerRedirect(till.account, id, 'fail');
    expect(failed).toMatchObject({ is: 'declined', code: 'payment_intent_authentication_failure' });
    expect(failing && afterRedirect(record, failing, failed)).toBe(back);

    const again = asked(till.pay(record, { type }));
    const passing = till.account.actions.get(again);
    const passed = answerRedirect(till.account, again, 'authorize');
    expect(passed).toEqual({ is: 'complete' });
    expect(passing && afterRedirect(record, passing, passed)).toBe(
      `https://shop.example/thanks?id=${record.session.id}`,
    );
    expect(till.money()).toHaveLength(1);
  });
});

describe('[payment-methods] a session offers', () => {
  test('what its currency allows, and nothing else', async () => {
    const till = openTill();
    const record = await till.selling('gbp');
    expect(record.session.payment_method_types).toEqual(['card', 'bacs_debit', 'revolut_pay']);
    expect((await till.selling('jpy')).session.payment_method_types).toEqual(['card']);
    expect(refused(() => till.pay(record, { type: 'ideal' }))).toMatchObject({ rule: 'payment-methods' });
    expect(refused(() => till.pay(record, null))).toMatchObject({ code: 'parameter_missing' });
  });

  test('what the account has switched on', async () => {
    const till = openTill();
    expect(setPaymentMethodTypes(till.account, ['card', 'ideal'])).toBe(true);
    expect((await till.selling('eur')).session.payment_method_types).toEqual(['card', 'ideal']);
    for (const wrong of [[], ['card', 'klarna']]) expect(setPaymentMethodTypes(till.account, wrong)).toBe(false);
    expect((await till.selling('gbp')).session.payment_method_types).toEqual(['card']);
    expect(setPaymentMethodTypes(till.account, null)).toBe(true);
    expect((await till.selling('usd')).session.payment_method_types).toContain('us_bank_account');
  });
});

test('what the buyer entered is on the session afterwards', async () => {
  const till = openTill();
  const record = await till.open();
  till.pay(record, card('4242424242424242'));
  expect((await till.retrieve(record)).customer_details).toMatchObject({ email: ANN.email, name: ANN.name });
});

describe('[return-url] a redirect off a hosted page leads back', () => {
  const elements = { ui_mode: 'elements', return_url: 'https://shop.example/return?id={CHECKOUT_SESSION_ID}' } as const;

  test('to the session’s return_url, whatever happened', async () => {
    const till = openTill();
    for (const answer of ['fail', 'authorize'] as const) {
      const record = await till.open(elements);
      const id = asked(till.pay(record, { type: 'amazon_pay' }));
      const action = till.account.actions.get(id);
      const confirmation = answerRedirect(till.account, id, answer);
      expect(action && afterRedirect(record, action, confirmation)).toBe(
        `https://shop.example/return?id=${record.session.id}`,
      );
    }
  });

  test('or to the one that the confirmation names', async () => {
    const till = openTill();
    const record = await till.open(elements);
    expect(refused(() => till.pay(record, { type: 'amazon_pay' }, '/done'))).toMatchObject({ code: 'url_invalid' });
    const id = asked(till.pay(record, { type: 'amazon_pay' }, 'https://shop.example/done'));
    expect((await till.retrieve(record)).payment_intent).toMatchObject({
      next_action: { redirect_to_url: { return_url: 'https://shop.example/done' } },
    });
    expect(answerRedirect(till.account, id, 'authorize')).toEqual({ is: 'complete' });
  });
});
