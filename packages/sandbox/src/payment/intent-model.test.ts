import fc from 'fast-check';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { card, openTill, type Till } from '../checkout/till.fixture.js';
import { ApiError } from '../errors.js';
import { answerChallenge, answerRedirect } from './answer-action.js';
import { confirmIntent } from './confirm-intent.js';
import type { PaymentMethod } from './payment-methods.js';

const RETURN = 'https://shop.example/back';

type Step =
  | { readonly do: 'server'; readonly method: string }
  | { readonly do: 'browser'; readonly method: PaymentMethod }
  | { readonly do: 'answer'; readonly which: number; readonly yes: boolean }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'edit'; readonly amount: number }
  | { readonly do: 'capture'; readonly amount: number }
  | { readonly do: 'cancel' };

/** Those that leave something to answer come more often: what pays ends the story. */
const METHODS: PaymentMethod[] = [
  card('4000002760003184'),
  card('4000008400001629'),
  card('4000000000000002'),
  card('4242424242424242'),
  { type: 'amazon_pay' },
  { type: 'amazon_pay' },
  { type: 'oxxo' },
  { type: 'us_bank_account', account: '000123456789' },
  { type: 'us_bank_account', account: '000222222227' },
];
const SERVER_METHODS = ['pm_card_visa', 'pm_card_visa_chargeDeclined', 'pm_card_authenticationRequired'];

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('browser' as const), method: fc.constantFrom(...METHODS) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('server' as const), method: fc.constantFrom(...SERVER_METHODS) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), which: fc.nat(9), yes: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 200 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), amount: fc.integer({ min: 50, max: 9999 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('capture' as const), amount: fc.integer({ min: 1, max: 9999 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
);

const story = fc.array(step, { minLength: 1, maxLength: 20 });

/** Does it, as far as the sandbox allows; every id that was ever asked for is remembered and may be answered late. */
async function perform(till: Till, intent: Stripe.PaymentIntent, asked: string[], next: Step): Promise<void> {
  const { account } = till;
  const { paymentIntents } = till.stripe;
  const given = { payment_method: next.do === 'server' ? next.method : '', return_url: RETURN };
  const asking = asked[next.do === 'answer' ? next.which % Math.max(1, asked.length) : -1];
  try {
    if (next.do === 'server') await paymentIntents.confirm(intent.id, given);
    if (next.do === 'browser') {
      const billing = { email: null, name: null, phone: null };
      const origin = 'http://sandbox.example';
      confirmIntent(account, intent, { method: next.method, billing, returnUrl: RETURN, origin, challenge: 'in_page' });
    }
    if (next.do === 'wait') till.wait(next.hours * 3600);
    if (next.do === 'edit') await paymentIntents.update(intent.id, { amount: next.amount });
    if (next.do === 'capture') await paymentIntents.capture(intent.id, { amount_to_capture: next.amount });
    if (next.do === 'cancel') await paymentIntents.cancel(intent.id);
    if (next.do === 'answer' && asking?.startsWith('src_')) {
      answerChallenge(account, asking, next.yes ? 'pass' : 'abandon');
    }
    if (next.do === 'answer' && asking?.startsWith('pa_')) {
      answerRedirect(account, asking, next.yes ? 'authorize' : 'fail');
    }
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof Stripe.errors.StripeError)) throw error;
  }
  for (const id of account.actions.keys()) if (!asked.includes(id)) asked.push(id);
}

function expectTrue(till: Till, intent: Stripe.PaymentIntent): void {
  const { account } = till;
  const { status } = intent;
  const taken = till.money().map((entry) => (entry.kind === 'money' ? entry.amount : 0));
  expect(taken).toEqual(status === 'succeeded' ? [intent.amount_received] : []);
  expect(intent.amount_received).toBeLessThanOrEqual(intent.amount);
  // One party has the next move, and everybody agrees on who.
  const hasVoucher = intent.next_action?.type === 'oxxo_display_details';
  expect(account.actions.size).toBe(status === 'requires_action' && !hasVoucher ? 1 : 0);
  expect(intent.next_action !== null).toBe(status === 'requires_action');
  expect(account.debits.size).toBe(status === 'processing' ? 1 : 0);
  expect(account.holds.size).toBe(status === 'requires_capture' ? 1 : 0);
  expect(intent.amount_capturable).toBe(status === 'requires_capture' ? intent.amount : 0);
  const said = (type: string) => till.events().filter((each) => each === type).length;
  expect(said('payment_intent.succeeded')).toBe(status === 'succeeded' ? 1 : 0);
  expect(said('payment_intent.canceled')).toBe(status === 'canceled' ? 1 : 0);
}

test('[intent-states] [manual-capture] whatever shop, buyer and bank do, money moves once and everybody agrees on it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('usd', 'mxn'), fc.boolean(), story, async (currency, isHeld, steps) => {
      const till = openTill();
      const { id } = await till.stripe.paymentIntents.create({
        amount: 1500,
        currency,
        ...(isHeld ? { capture_method: 'manual' as const } : {}),
      });
      const intent = till.account.paymentIntents.get(id);
      if (!intent) throw new Error('The intent was not kept.');
      const asked: string[] = [];
      for (const next of steps) {
        const before = { ...intent };
        await perform(till, intent, asked, next);
        expectTrue(till, intent);
        if (['succeeded', 'canceled'].includes(before.status)) expect(intent).toEqual(before);
      }
    }),
    { numRuns: 80 },
  );
}, 60_000);
