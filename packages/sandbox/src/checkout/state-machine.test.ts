import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ApiError } from '../errors.js';
import { answerChallenge, answerRedirect, confirm } from './confirm.js';
import { expireSession } from './expire.js';
import { statusAfter, type Happening } from './intent-states.js';
import type { PaymentMethod } from './payment-methods.js';
import { ANN, card, openTill, type Till } from './till.fixture.js';
import type { CheckoutRecord } from './checkout-record.js';

const STATUSES = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'requires_capture',
  'succeeded',
  'canceled',
];
const HAPPENINGS: Happening[] = ['challenged', 'submitted', 'paid', 'declined', 'abandoned', 'canceled'];

test('[intent-states] what is over stays over, and while the bank decides nobody else does', () => {
  const allowed = (status: string): Happening[] => HAPPENINGS.filter((each) => statusAfter(status, each) !== null);
  expect(Object.fromEntries(STATUSES.map((status) => [status, allowed(status)]))).toEqual({
    requires_payment_method: HAPPENINGS,
    requires_confirmation: HAPPENINGS,
    requires_action: HAPPENINGS,
    processing: ['paid', 'declined'],
    requires_capture: [],
    succeeded: [],
    canceled: [],
  });
});

type Act =
  | { readonly do: 'confirm'; readonly method: PaymentMethod }
  | { readonly do: 'answer'; readonly which: number; readonly yes: boolean }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'expire' };

const METHODS: PaymentMethod[] = [
  card('4242424242424242'),
  card('4000000000000002'),
  card('4000002760003184'),
  card('4000008400001629'),
  { type: 'us_bank_account', account: '000123456789' },
  { type: 'us_bank_account', account: '000222222227' },
  { type: 'amazon_pay' },
];

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('confirm' as const), method: fc.constantFrom(...METHODS) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('answer' as const), which: fc.nat(9), yes: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 0, max: 120 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const) }) },
);

/** Does it, as far as the sandbox allows; every id that was ever asked for is remembered and may be answered late. */
function perform(till: Till, record: CheckoutRecord, asked: string[], step: Act): void {
  const { account } = till;
  try {
    if (step.do === 'wait') till.wait(step.hours * 3600);
    if (step.do === 'expire' && record.session.status === 'open') expireSession(account, record.session);
    if (step.do === 'confirm') confirm(account, record, { buyer: ANN, method: step.method });
    const id = asked[step.do === 'answer' ? step.which % Math.max(1, asked.length) : -1];
    if (step.do === 'answer' && id?.startsWith('src_')) answerChallenge(account, id, step.yes ? 'pass' : 'abandon');
    if (step.do === 'answer' && id?.startsWith('pa_')) answerRedirect(account, id, step.yes ? 'authorize' : 'fail');
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
  for (const id of account.actions.keys()) if (!asked.includes(id)) asked.push(id);
}

test('[intent-states] [confirm-only-open] whatever a buyer does, there is at most one charge, and paid means charged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (steps) => {
      const till = openTill();
      const record = await till.open();
      const asked: string[] = [];
      for (const step of steps) {
        const before = record.session.status;
        perform(till, record, asked, step);
        const { session } = record;
        const charges = till.money().filter((entry) => entry.kind === 'money' && entry.type === 'charge');
        const intent = [...till.account.paymentIntents.values()];
        expect(charges.length).toBe(session.payment_status === 'paid' ? 1 : 0);
        expect(intent.length).toBeLessThanOrEqual(1);
        expect(intent.some(({ status }) => status === 'succeeded')).toBe(charges.length === 1);
        expect([...till.account.charges.values()].filter(({ paid }) => paid)).toHaveLength(charges.length);
        for (const each of charges) expect(each).toMatchObject({ session: session.id, amount: session.amount_total });
        if (before !== 'open') expect(session.status).toBe(before);
        if (session.status === 'open') expect(session.url).not.toBeNull();
        expect(intent[0]?.next_action === null).toBe(intent[0] !== undefined && intent[0].status !== 'requires_action');
        expect(till.account.actions.size).toBe(intent[0]?.status === 'requires_action' ? 1 : 0);
      }
    }),
    { numRuns: 150 },
  );
});
