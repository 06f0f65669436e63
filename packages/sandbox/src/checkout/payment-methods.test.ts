import { describe, expect, test } from 'vitest';
import { useAccount } from '../account.fixture.js';
import { answerRedirect } from '../payment/answer-action.js';
import {
  ANSWER_AFTER,
  TEST_BANK_ACCOUNTS,
  setPaymentMethodTypes,
  type RedirectType,
} from '../payment/payment-methods.js';
import { afterRedirect } from './destination.js';
import { asked, card, openTill, refused } from './till.fixture.js';

const CURRENCY = { bacs_debit: 'gbp', sepa_debit: 'eur', us_bank_account: 'usd' };

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

describe('over HTTP', () => {
  const account = useAccount();
  const told = async (type: string) => (await account.stripe.events.list({ type })).data;

  test.each([
    ['pay', 'succeeded', 'paid'],
    ['decline', 'failed', 'unpaid'],
  ] as const)('[delayed-methods] a debit that will %s is told %s at its time', async (action, end, status) => {
    const { id, created } = await account.session();
    const sent = await account.buyer(id, action, { method: 'us_bank_account' });
    expect(sent).toMatchObject({ status: 303 });
    expect((await told('checkout.session.completed'))[0]?.data.object).toMatchObject({ id, payment_status: 'unpaid' });
    await account.control('clock', { advance: ANSWER_AFTER.us_bank_account - 1 });
    expect(await told(`checkout.session.async_payment_${end}`)).toEqual([]);
    await account.control('clock', { advance: 24 * 60 * 60 });
    expect(await told(`checkout.session.async_payment_${end}`)).toMatchObject([
      { created: created + ANSWER_AFTER.us_bank_account, data: { object: { id, payment_status: status } } },
    ]);
    expect((await account.stripe.checkout.sessions.retrieve(id)).payment_status).toBe(status);
  });

  test('[redirect-methods] [three-d-secure] who answers yes is charged, and who does not is not', async () => {
    for (const wishes of [{ method: 'amazon_pay' }, { card: '4000002760003184' }]) {
      const { id } = await account.session();
      await account.buyer(id, 'pay', { ...wishes, answer: 'fail' });
      expect((await account.stripe.checkout.sessions.retrieve(id)).status).toBe('open');
      expect((await account.buyer(id, 'pay', { ...wishes, answer: 'pass' })).redirect).toContain(id);
      expect((await account.stripe.checkout.sessions.retrieve(id)).payment_status).toBe('paid');
    }
    expect((await account.ledger()).filter((entry) => entry.kind === 'money')).toHaveLength(2);
  });
});

describe('[manual-capture] a session whose money is held first', () => {
  test('offers what can be held, is complete and unpaid, and is paid when the shop captures', async () => {
    const till = openTill();
    const held = { capture_method: 'manual' } as const;
    const record = await till.open({ payment_intent_data: held });
    expect(record.session.payment_method_types).toEqual(['card', 'amazon_pay']);
    expect(till.pay(record, card('4242424242424242'))).toEqual({ is: 'complete' });
    const before = await till.retrieve(record);
    expect(before).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'requires_capture', amount_capturable: 1500 },
    });
    expect(till.events().filter((type) => type.startsWith('checkout.'))).toEqual(['checkout.session.completed']);
    await till.stripe.paymentIntents.capture(String(record.session.payment_intent));
    expect(await till.retrieve(record)).toMatchObject({
      payment_status: 'paid',
      payment_intent: { status: 'succeeded' },
    });
    expect(till.events().filter((type) => type.startsWith('checkout.'))).toEqual(['checkout.session.completed']);
  });

  test('[session-intent] whose money is let go stays unpaid, and nothing of it can be captured any more', async () => {
    const till = openTill();
    const record = await till.open({ payment_intent_data: { capture_method: 'manual' } });
    till.pay(record, card('4242424242424242'));
    const id = String(record.session.payment_intent);
    await till.stripe.paymentIntents.cancel(id, { cancellation_reason: 'requested_by_customer' });
    expect(await till.retrieve(record)).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'canceled', cancellation_reason: 'requested_by_customer' },
    });
    expect(till.events().slice(-2)).toEqual(['checkout.session.completed', 'payment_intent.canceled']);
    await expect(till.stripe.paymentIntents.capture(id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    expect(till.money()).toEqual([]);
  });
});
