import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CartLine, CheckoutMode } from '@stripe-cart/contract';
import {
  atStripe,
  BOWLS,
  Buyer,
  fault,
  GOLD_JUG,
  MUG,
  pass,
  sessionIn,
  wayInOf,
  type Answer,
} from '../test-stack/buyer.js';
import { nodeRuntime } from '../test-stack/node-runtime.js';
import { openShop, type TestShop } from '../test-stack/shop.js';

/**
 * Whatever a buyer does, in whatever order, on Stripe's page and on the shop's, while Stripe fails as it likes: one
 * attempt has at most one session that can be paid, at most one that was, and never the first beside the second. The
 * sandbox is the witness.
 */
const CARTS: readonly (readonly CartLine[])[] = [[MUG], [MUG, BOWLS], [GOLD_JUG]];

interface StoredSession {
  readonly id: string;
  readonly status: 'open' | 'complete' | 'expired';
  readonly metadata: { readonly cart_attempt: string };
  readonly payment_intent: { readonly status: string } | null;
}

/** Open, paid, or with money on its way: two of these, and a buyer may pay twice. */
const isLive = ({ status, payment_intent: payment }: StoredSession): boolean =>
  status === 'open' || (status === 'complete' && ['processing', 'succeeded'].includes(payment?.status ?? ''));

/** A browser: what it has stored, what an older tab of it still remembers, and every page it was ever sent to. */
class Browser {
  readonly buyer: Buyer;
  readonly seen = new Set<string>();
  /**
   * The token before the present one, as a tab that was left open still has it. Such tabs are closed when time passes:
   * after a day Stripe has forgotten the keys, and a token two sessions old could start a second chain of the same
   * attempt. A proxy without a store cannot rule that out, and its README says so.
   */
  older: string | undefined;

  constructor(shop: TestShop) {
    this.buyer = new Buyer(shop);
  }

  /** @param isHeard false where the answer never arrives */
  async checkOut({ cart, mode }: Wish, resume: string | undefined, isHeard: boolean): Promise<void> {
    const { attempt } = this.buyer;
    const answer = await this.buyer.ask(CARTS[cart] ?? [], { mode, resume });
    // A token belongs to its attempt, and is not stored with another that was begun meanwhile.
    if (isHeard && attempt === this.buyer.attempt) await this.hear(answer);
  }

  private async hear({ body }: Answer): Promise<void> {
    if (body.resume !== undefined) {
      this.older = this.buyer.resume;
      this.buyer.resume = body.resume;
    }
    const wayIn = wayInOf(body);
    if (wayIn !== undefined) this.seen.add(sessionIn(wayIn));
    if (body.status === 'paid') {
      const { body: order } = await this.buyer.order({ by: 'order', token: body.order ?? '' });
      // It may be asked about while a fault is ordered; what it says, if anything, is the truth.
      if (order['detail'] === 'full') expect(order.status).toBe('paid');
      this.startOver();
    }
    if (body.code === 'attempt_conflict') this.startOver();
  }

  /** As the widget does: a new attempt once the old one is paid, or cannot be told apart. */
  private startOver(): void {
    this.buyer.attempt = crypto.randomUUID();
    this.buyer.resume = undefined;
    this.older = undefined;
  }
}

/** What is to be paid, and on which page. */
interface Wish {
  readonly cart: number;
  readonly mode: CheckoutMode;
}

/** A card, one that asks for 3D Secure, a debit that takes days, and a bank that the buyer goes to. */
const METHODS = {
  card: {},
  challenge: { card: '4000002760003184' },
  debit: { method: 'sepa_debit' },
  bank: { method: 'ideal' },
} as const;
type Method = keyof typeof METHODS;

type Step =
  | { readonly do: 'check_out'; readonly wish: Wish; readonly isHeard: boolean; readonly isOlderTab: boolean }
  | { readonly do: 'two_tabs'; readonly wishes: readonly [Wish, Wish] }
  | { readonly do: 'pay' | 'decline'; readonly which: number; readonly by: Method }
  | { readonly do: 'fault'; readonly operation: string; readonly kind: string; readonly times: number }
  | { readonly do: 'wait'; readonly hours: number };

const wish: fc.Arbitrary<Wish> = fc.record({
  cart: fc.nat(CARTS.length - 1),
  mode: fc.constantFrom<CheckoutMode>('hosted', 'elements'),
});
const operation = fc.constantFrom('create', 'retrieve', 'expire').map((name) => `checkout.sessions.${name}`);
const by = fc.constantFrom<Method>('card', 'challenge', 'debit', 'bank');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('check_out'), wish, isHeard: fc.boolean(), isOlderTab: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('two_tabs'), wishes: fc.tuple(wish, wish) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pay'), which: fc.nat(9), by }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('decline'), which: fc.nat(9), by }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fault'),
      operation,
      kind: fc.constantFrom('lost', '500', '503', '{}'),
      times: fc.constantFrom(1, 3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait'), hours: fc.constantFrom(1, 23, 25, 150) }) },
);

let shop: TestShop;
beforeAll(async () => {
  shop = await openShop(nodeRuntime);
});
afterAll(() => shop.close());

async function take(one: Step, browser: Browser): Promise<void> {
  const { buyer, seen } = browser;
  switch (one.do) {
    case 'check_out':
      return browser.checkOut(one.wish, one.isOlderTab ? (browser.older ?? buyer.resume) : buyer.resume, one.isHeard);
    case 'two_tabs':
      await Promise.all(one.wishes.map((each) => browser.checkOut(each, buyer.resume, true)));
      return;
    case 'pay':
    case 'decline': {
      const session = [...seen].at(one.which % Math.max(1, seen.size));
      const answer = one.do === 'pay' ? 'pass' : 'fail';
      if (session !== undefined) await shop.control('buyer', { session, action: one.do, answer, ...METHODS[one.by] });
      return;
    }
    case 'fault':
      return fault(shop, one.operation, one.kind, one.times);
    case 'wait':
      browser.older = undefined;
      return pass(shop, one.hours * 3600);
  }
}

const ALL_SESSIONS = '/v1/checkout/sessions?limit=100&expand[]=data.payment_intent';

async function witness(): Promise<void> {
  const { data } = (await atStripe(shop, ALL_SESSIONS)) as unknown as { data: StoredSession[] };
  const byAttempt = Map.groupBy(data, ({ metadata }) => metadata.cart_attempt);
  for (const sessions of byAttempt.values()) {
    expect(sessions.filter(isLive).length).toBeLessThanOrEqual(1);
  }
}

test('one attempt, one payment, whatever happens', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      await shop.control('reset');
      const browser = new Browser(shop);
      for (const one of steps) {
        await take(one, browser);
        await witness();
      }
    }),
    { numRuns: 40, endOnFailure: true },
  );
});
