import { describe, expect, test } from 'vitest';
import { asked, card, openTill, refused, type Till } from '../checkout/till.fixture.js';
import { answerChallenge } from './answer-action.js';
import { tryToPay } from './attempt.js';
import { createIntent } from './intent.js';
import { cancelSetupIntent, createSetupIntent, tryToSetUp } from './setup-intent.js';

const BILLING = { email: 'ann@example.com', name: 'Ann', phone: null };
const TRYING = { billing: BILLING, returnUrl: null, origin: 'http://sandbox.example', challenge: 'in_page' } as const;

async function begin(till: Till) {
  const { id: customer } = await till.stripe.customers.create({ email: BILLING.email });
  return createSetupIntent(till.account, { customer, methodTypes: ['card'] }, null);
}

const setUpWith = (till: Till, intent: Awaited<ReturnType<typeof begin>>, number: string) =>
  tryToSetUp(till.account, intent, { ...TRYING, method: card(number) });

/** Charges what was set up, as an invoice does while nobody is there. */
function chargeLater(till: Till, intent: Awaited<ReturnType<typeof begin>>) {
  const method = till.account.keptPaymentMethods.get(String(intent.payment_method));
  if (!method) throw new Error('The method was not kept.');
  const later = createIntent(till.account, { amount: 900, currency: 'usd', methodTypes: ['card'] }, null);
  return tryToPay(till.account, later, { ...TRYING, method, challenge: 'nobody' });
}

describe('[setup-intents] a method for later', () => {
  test.each([
    ['4242424242424242', 'complete', null],
    // Asked once, trusted from then on; or asked every time, so that nobody can be charged alone.
    ['4000002500003155', 'complete', null],
    ['4000002760003184', 'declined', 'authentication_required'],
    ['4000000000000341', 'declined', 'generic_decline'],
  ])('%s is set up, and a later charge is %s', async (number, later, declineCode) => {
    const till = openTill();
    const intent = await begin(till);
    const first = setUpWith(till, intent, number);
    if (first.is === 'challenge') {
      expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
      answerChallenge(till.account, asked(first), 'pass');
    }
    expect(await till.stripe.setupIntents.retrieve(intent.id)).toMatchObject({
      status: 'succeeded',
      next_action: null,
    });
    expect(till.events().at(-1)).toBe('setup_intent.succeeded');
    expect(till.account.keptPaymentMethods.get(String(intent.payment_method))?.shown.customer).toBe(intent.customer);
    expect(till.money()).toEqual([]);
    expect(chargeLater(till, intent)).toMatchObject({ is: later, ...(declineCode ? { declineCode } : {}) });
    expect(till.money()).toHaveLength(declineCode ? 0 : 1);
  });

  test('is not set up when the bank or the buyer says no, and may be tried again', async () => {
    const till = openTill();
    const intent = await begin(till);
    expect(setUpWith(till, intent, '4000000000000002')).toMatchObject({ is: 'declined', code: 'card_declined' });
    answerChallenge(till.account, asked(setUpWith(till, intent, '4000002760003184')), 'fail');
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_setup_error: { code: 'setup_intent_authentication_failure' },
    });
    expect(setUpWith(till, intent, '4242424242424242')).toEqual({ is: 'complete' });
  });

  test('is set up once, and not when canceled', async () => {
    const till = openTill();
    const done = await begin(till);
    setUpWith(till, done, '4242424242424242');
    const canceled = await begin(till);
    const late = asked(setUpWith(till, canceled, '4000002760003184'));
    cancelSetupIntent(till.account, canceled);
    expect(refused(() => answerChallenge(till.account, late, 'pass'))).toMatchObject({ rule: 'intent-states' });
    const code = 'setup_intent_unexpected_state';
    for (const over of [done, canceled]) {
      expect(refused(() => setUpWith(till, over, '4242424242424242'))).toMatchObject({ code });
      expect(refused(() => cancelSetupIntent(till.account, over))).toMatchObject({ code });
    }
    await expect(till.stripe.setupIntents.retrieve('seti_0')).rejects.toMatchObject({ code: 'resource_missing' });
  });
});
