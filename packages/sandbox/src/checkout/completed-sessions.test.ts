import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ApiError } from '../errors.js';
import { answerChallenge, answerRedirect } from '../payment/answer-action.js';
import type { PaymentMethod } from '../payment/payment-methods.js';
import { adjustQuantity } from './adjust-quantity.js';
import type { CheckoutRecord } from './checkout-record.js';
import { confirm } from './confirm.js';
import { readLinkParameters } from './link-parameters.js';
import { openLink } from './open-link.js';
import { ANN, card, openTill, type Till } from './till.fixture.js';

const METHODS: PaymentMethod[] = [
  card('4242424242424242'),
  card('4000000000000002'),
  card('4000002760003184'),
  { type: 'amazon_pay' },
  { type: 'us_bank_account', account: '000123456789' },
];

const which = fc.nat(9);
const act = fc.oneof(
  fc.record({ do: fc.constant('open' as const) }),
  fc.record({ do: fc.constant('confirm' as const), which, method: fc.constantFrom(...METHODS) }),
  fc.record({ do: fc.constant('answer' as const), which, yes: fc.boolean() }),
  fc.record({ do: fc.constant('adjust' as const), which, line: fc.nat(1), quantity: fc.integer({ min: -1, max: 7 }) }),
  fc.record({ do: fc.constant('switch' as const), active: fc.boolean() }),
  fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 30 }) }),
);

type Act = typeof act extends fc.Arbitrary<infer Step> ? Step : never;

/** A link that two mugs and a spoon can be bought from, as often as `limit` says. */
async function linkOf({ stripe }: Till, limit: number): Promise<string> {
  const line = (name: string, amount: number, quantity: number) => ({
    price_data: { currency: 'usd', unit_amount: amount, product_data: { name } },
    quantity,
    adjustable_quantity: { enabled: true, maximum: 5 },
  });
  const { id } = await stripe.paymentLinks.create({
    line_items: [line('Mug', 1500, 2), line('Spoon', 400, 1)],
    restrictions: { completed_sessions: { limit } },
  });
  return id;
}

async function perform(till: Till, id: string, opened: CheckoutRecord[], step: Act): Promise<void> {
  const { account, stripe } = till;
  const link = account.paymentLinks.get(id);
  const record = 'which' in step ? opened[step.which % Math.max(1, opened.length)] : undefined;
  try {
    if (step.do === 'open' && link?.link.active) {
      opened.push(openLink(account, link, readLinkParameters(new URLSearchParams())));
    }
    if (step.do === 'switch') await stripe.paymentLinks.update(id, { active: step.active }).catch(() => undefined);
    if (step.do === 'wait') till.wait(step.hours * 3600);
    if (step.do === 'confirm' && record) confirm(account, record, { buyer: ANN, method: step.method });
    if (step.do === 'adjust' && record?.session.status === 'open') {
      adjustQuantity(account, record, record.lineItems[step.line]?.id ?? '', step.quantity);
    }
    const pending = [...account.actions.values()].find(({ intent }) => intent.id === record?.session.payment_intent);
    if (step.do === 'answer' && pending?.is === 'challenge') {
      answerChallenge(account, pending.id, step.yes ? 'pass' : 'fail');
    }
    if (step.do === 'answer' && pending?.is === 'redirect') {
      answerRedirect(account, pending.id, step.yes ? 'authorize' : 'fail');
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

test('[completed-sessions] [adjustable-quantity] however buyers go about it, no more complete than may, each for its own sum', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.array(act, { minLength: 10, maxLength: 40 }),
      async (limit, steps) => {
        const till = openTill();
        const id = await linkOf(till, limit);
        const opened: CheckoutRecord[] = [];
        for (const step of steps) {
          await perform(till, id, opened, step);
          const link = till.account.paymentLinks.get(id)?.link;
          const complete = opened.filter(({ session }) => session.status === 'complete');
          expect(complete.length).toBeLessThanOrEqual(limit);
          expect(link?.restrictions?.completed_sessions).toEqual({ count: complete.length, limit });
          if (complete.length === limit) expect(link?.active).toBe(false);
          for (const { session, lineItems } of opened) {
            const quantities = lineItems.map(({ quantity }) => quantity ?? 0);
            expect(quantities.length).toBeGreaterThan(0);
            expect(quantities.every((quantity) => quantity >= 1 && quantity <= 5)).toBe(true);
            const sum = lineItems.reduce(
              (total, { price, quantity }) => total + (price.unit_amount ?? 0) * (quantity ?? 0),
              0,
            );
            expect(session.amount_total).toBe(sum);
            const charged = till.money().filter((entry) => entry.kind === 'money' && entry.session === session.id);
            expect(charged.length).toBe(session.payment_status === 'paid' ? 1 : 0);
            for (const charge of charged) expect(charge).toMatchObject({ amount: sum });
          }
        }
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
