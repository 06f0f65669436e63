import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CartLine, CheckoutMode } from '@stripe-cart/contract';
import { atStripe, BOWLS, fault, GOLD_JUG, MUG, pass, sessionIn, wayInOf, type Answer } from '../test-stack/buyer.js';
import { answerBank, confirmInPage } from '../test-stack/intent-page.js';
import { nodeRuntime } from '../test-stack/node-runtime.js';
import { openShop, type TestShop } from '../test-stack/shop.js';
import { CLUB, CLUBS, Subscriber, TRIAL } from '../test-stack/subscribers.js';

/**
 * Whatever a buyer does, in whatever order, on Stripe's page, on the shop's, by links and by PaymentIntents, once or again
 * every month, while Stripe fails as it likes: one attempt has at most one thing that can be paid, at most one that was, and
 * never the first beside the second. The sandbox is the witness.
 */
const CARTS: readonly (readonly CartLine[])[] = [[MUG], [MUG, BOWLS], [GOLD_JUG]];
const CLUB_CARTS: readonly (readonly CartLine[])[] = [[CLUB], [CLUB, MUG], [TRIAL]];

interface StoredSession {
  readonly id: string;
  readonly status: 'open' | 'complete' | 'expired';
  readonly metadata: { readonly cart_attempt: string };
  readonly payment_intent: { readonly status: string } | null;
  readonly subscription: { readonly status: string } | null;
  readonly payment_link: string | null;
}

interface StoredIntent {
  readonly id: string;
  readonly status: string;
  readonly metadata: { readonly cart_kind?: string; readonly cart_attempt: string };
}

interface StoredLink {
  readonly id: string;
  readonly url: string;
  readonly metadata: { readonly cart_attempt: string };
}

/** Paid, or with money on its way; or a subscription that goes on, or would if its first invoice were paid. */
const isTaken = ({ status, payment_intent: payment, subscription }: StoredSession): boolean =>
  status === 'complete' &&
  (subscription ? !ENDED.includes(subscription.status) : MOVED.includes(payment?.status ?? ''));

const MOVED = ['processing', 'succeeded'];
const ENDED = ['canceled', 'incomplete_expired'];

/** Open, or paid: two of these, and a buyer may pay twice. */
const isLive = (session: StoredSession): boolean => session.status === 'open' || isTaken(session);

/** A browser: what it has stored, what an older tab of it still remembers, and every page it was ever sent to. */
class Browser {
  readonly buyer: Subscriber;
  readonly seen = new Set<string>();
  /** Client secrets of PaymentIntents. */
  readonly secrets = new Set<string>();
  /** Addresses of payment links. One that was made and whose answer was lost is nobody's to pay. */
  readonly links = new Set<string>();
  /**
   * The token before the present one, as a tab that was left open still has it. Such tabs are closed when time passes:
   * after a day Stripe has forgotten the keys, and a token two sessions old could start a second chain of the same
   * attempt. A proxy without a store cannot rule that out, and its README says so.
   */
  older: string | undefined;

  constructor(shop: TestShop) {
    this.buyer = new Subscriber(shop);
  }

  /** @param isHeard false where the answer never arrives */
  async checkOut({ cart, mode }: Wish, resume: string | undefined, isHeard: boolean): Promise<void> {
    const { attempt } = this.buyer;
    this.buyer.mode = mode;
    const answer = await this.buyer.ask(cart, { resume });
    // A token belongs to its attempt, and is not stored with another that was begun meanwhile.
    if (isHeard && attempt === this.buyer.attempt) await this.hear(answer);
  }

  private async hear({ body }: Answer): Promise<void> {
    if (body.resume !== undefined) {
      this.older = this.buyer.resume;
      this.buyer.resume = body.resume;
    }
    const wayIn = wayInOf(body);
    if (wayIn !== undefined && body['mode'] === 'link') this.links.add(wayIn);
    else if (wayIn !== undefined && body['mode'] === 'intent') this.secrets.add(wayIn);
    else if (wayIn !== undefined) this.seen.add(sessionIn(wayIn));
    if (body.status === 'paid') {
      const { body: order } = await this.buyer.order({ by: 'order', token: body.order ?? '' });
      // It may be asked about while a fault is ordered; what it says, if anything, is the truth.
      if (order['detail'] === 'full') expect(['paid', 'trialing']).toContain(order.status);
      this.startOver();
    }
    if (body.code === 'attempt_conflict') this.startOver();
  }

  /** Opens the address of a link, as often as anybody likes: while it is active, each time begins a session. */
  async open(address: string): Promise<void> {
    const response = await fetch(address, { redirect: 'manual' });
    const session = sessionIn(response.headers.get('location') ?? '');
    if (session !== '') this.seen.add(session);
  }

  /** In the page, where Stripe.js is. A challenge is left; at the bank it is said yes or no. */
  async confirm(clientSecret: string, wish: 'pay' | 'decline', by: Method): Promise<void> {
    const { shop } = this.buyer;
    const page = { clientSecret, returnUrl: `${shop.proxy}/v1/return` };
    const entered = wish === 'decline' ? (by === 'debit' ? 'failingDebit' : by === 'card' ? 'declined' : by) : by;
    const seen = await confirmInPage(shop, page, entered);
    const bank = seen.next_action?.redirect_to_url?.url;
    if (bank !== undefined) await answerBank(bank, wish === 'pay' ? 'authorize' : 'fail');
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
  readonly cart: readonly CartLine[];
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
  | { readonly do: 'open_link'; readonly which: number }
  | { readonly do: 'pay' | 'decline'; readonly which: number; readonly by: Method }
  | { readonly do: 'fault'; readonly operation: string; readonly kind: string; readonly times: number }
  | { readonly do: 'wait'; readonly hours: number };

const SESSION_MODES = ['hosted', 'elements', 'embedded'] as const;
const onceWish: fc.Arbitrary<Wish> = fc.record({
  cart: fc.constantFrom(...CARTS),
  mode: fc.constantFrom<CheckoutMode>(...SESSION_MODES, 'intent', 'intent', 'link', 'link'),
});
/** Mostly of things that recur, which are sold by sessions alone. */
const clubWish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ cart: fc.constantFrom(...CLUB_CARTS), mode: fc.constantFrom(...SESSION_MODES) }),
  },
  { weight: 1, arbitrary: onceWish },
);
/** All but the lists, which the witness itself has to read. */
const operation = fc.oneof(
  fc.constantFrom('create', 'retrieve', 'expire').map((name) => `checkout.sessions.${name}`),
  fc.constantFrom('create', 'retrieve', 'update').map((name) => `paymentLinks.${name}`),
  fc.constantFrom('create', 'retrieve', 'cancel').map((name) => `paymentIntents.${name}`),
  fc.constantFrom('subscriptions.retrieve', 'subscriptions.cancel', 'invoices.voidInvoice'),
);
const by = fc.constantFrom<Method>('card', 'challenge', 'debit', 'bank');

const steps = (wish: fc.Arbitrary<Wish>): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ do: fc.constant('check_out'), wish, isHeard: fc.boolean(), isOlderTab: fc.boolean() }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('two_tabs'), wishes: fc.tuple(wish, wish) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('open_link'), which: fc.nat(9) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('pay'), which: fc.nat(9), by }) },
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
    ),
    { minLength: 3, maxLength: 14 },
  );

let shop: TestShop;
beforeAll(async () => {
  shop = await openShop(nodeRuntime, { CART_CATALOG: CLUBS, CART_PAYMENT_LINKS: 'true' });
});
afterAll(() => shop.close());

async function take(one: Step, browser: Browser): Promise<void> {
  const { buyer, seen, links } = browser;
  switch (one.do) {
    case 'open_link': {
      const address = [...links].at(one.which % Math.max(1, links.size));
      return address === undefined ? undefined : browser.open(address);
    }
    case 'check_out':
      return browser.checkOut(one.wish, one.isOlderTab ? (browser.older ?? buyer.resume) : buyer.resume, one.isHeard);
    case 'two_tabs':
      await Promise.all(one.wishes.map((each) => browser.checkOut(each, buyer.resume, true)));
      return;
    case 'pay':
    case 'decline': {
      const payable = [...seen, ...browser.secrets];
      const session = payable.at(one.which % Math.max(1, payable.length));
      const answer = one.do === 'pay' ? 'pass' : 'fail';
      if (session?.startsWith('pi_')) await browser.confirm(session, one.do, one.by);
      else if (session !== undefined)
        await shop.control('buyer', { session, action: one.do, answer, ...METHODS[one.by] });
      return;
    }
    case 'fault':
      return fault(shop, one.operation, one.kind, one.times);
    case 'wait':
      browser.older = undefined;
      return pass(shop, one.hours * 3600);
  }
}

const ALL_SESSIONS = '/v1/checkout/sessions?limit=100&expand[]=data.payment_intent&expand[]=data.subscription';
const ALL_INTENTS = '/v1/payment_intents?limit=100';
const ACTIVE_LINKS = '/v1/payment_links?limit=100&active=true';

/**
 * A link and the sessions opened from it are one thing to pay: while it is active anybody who has its address can, and
 * Stripe takes one payment by it.
 */
async function witness({ links, secrets }: Browser): Promise<void> {
  const stored = async <T>(path: string) => ((await atStripe(shop, path)) as unknown as { data: T[] }).data;
  const known = new Set([...links].map((address) => address.split('?')[0]));
  const active = (await stored<StoredLink>(ACTIVE_LINKS)).filter(({ url }) => known.has(url));
  const sessions = (await stored<StoredSession>(ALL_SESSIONS)).filter(isLive);
  const mine = new Set([...secrets].map((secret) => secret.split('_secret_')[0]));
  // One that was made and whose secret was lost is nobody's to pay, and Stripe keeps it for good.
  const intents = (await stored<StoredIntent>(ALL_INTENTS)).filter(
    ({ id, status, metadata }) =>
      metadata.cart_kind === 'intent' && status !== 'canceled' && (mine.has(id) || MOVED.includes(status)),
  );
  const alive = [
    ...intents.map(({ id, metadata }) => [metadata.cart_attempt, id]),
    ...active.map(({ id, metadata }) => [metadata.cart_attempt, id]),
    ...sessions.map(({ id, metadata, payment_link: link }) => [metadata.cart_attempt, link ?? id]),
  ];
  const things = new Set(alive.map((thing) => thing.join(' ')));
  expect([...things].map((thing) => thing.split(' ')[0])).toHaveLength(new Set(alive.map(([attempt]) => attempt)).size);
  const moved = intents.filter(({ status }) => MOVED.includes(status));
  const paid = [...sessions.filter(isTaken), ...moved].map(({ metadata }) => metadata.cart_attempt);
  expect(new Set(paid).size).toBe(paid.length);
}

test.each([
  ['once', onceWish],
  ['every month', clubWish],
])('one attempt, one payment, whatever happens, of what is paid %s', { timeout: 120_000 }, async (_, wish) => {
  await fc.assert(
    fc.asyncProperty(steps(wish), async (taken) => {
      await shop.control('reset');
      const browser = new Browser(shop);
      for (const one of taken) {
        await take(one, browser);
        await witness(browser);
      }
    }),
    { numRuns: 40, endOnFailure: true },
  );
});
