import type { CartLine, CheckoutMode } from '@stripe-cart/contract';
import type { LedgerEntry, TestShop } from './shop.js';

export const MUG: CartLine = { item: 'mug', options: [], quantity: 1 };
export const BOWLS: CartLine = { item: 'bowl', options: [], quantity: 2 };
export const GOLD_JUG: CartLine = { item: 'jug', options: [{ name: 'Glaze', value: 'Gold' }], quantity: 1 };

/** What one of each line's item costs in the tests' catalogues, in cents; of a club, each time. */
const PRICES: Readonly<Record<string, number>> = {
  mug: 1800,
  bowl: 3200,
  jug: 4500,
  club: 900,
  trial: 2500,
  quarterly: 3000,
};

export function subtotalOf(lines: readonly CartLine[]): number {
  const gold = (line: CartLine) => (line.options.some(({ value }) => value === 'Gold') ? 1500 : 0);
  return lines.reduce((sum, line) => sum + ((PRICES[line.item] ?? 0) + gold(line)) * line.quantity, 0);
}

export interface Answer {
  readonly status: number;
  readonly body: {
    readonly status: string | number;
    readonly code?: string;
    readonly url?: string;
    readonly clientSecret?: string;
    readonly resume?: string;
    readonly order?: string;
    readonly [field: string]: unknown;
  };
}

/** A browser with a cart: it remembers its attempt and its resume token, and does what a widget would. */
export class Buyer {
  readonly shop: TestShop;
  mode: CheckoutMode;
  attempt = crypto.randomUUID() as string;
  resume: string | undefined;

  constructor(shop: TestShop, mode: CheckoutMode = 'hosted') {
    this.shop = shop;
    this.mode = mode;
  }

  /** One request, sent as it is. */
  async ask(lines: readonly CartLine[], more: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    const response = await this.shop.post('/v1/checkout', {
      mode: this.mode,
      attempt: this.attempt,
      lines,
      expected: { currency: 'eur', subtotal: subtotalOf(lines) },
      // The form of a PaymentIntent, filled in; `submit: undefined` asks for it.
      ...(this.mode === 'intent' && { submit: { shippingOption: null, total: subtotalOf(lines) } }),
      ...(this.resume === undefined ? {} : { resume: this.resume }),
      ...more,
    });
    return answerOf(response);
  }

  /** Keeps the resume token, and asks once more where Stripe only repeated itself. */
  async checkOut(lines: readonly CartLine[]): Promise<Answer> {
    const answer = await this.ask(lines);
    if (answer.body.resume !== undefined) this.resume = answer.body.resume;
    return answer.body.status === 'replayed' ? this.checkOut(lines) : answer;
  }

  /** The way to Stripe's page, its Elements or its link, or an error that says what came instead. */
  async wayToPay(lines: readonly CartLine[]): Promise<string> {
    const { status, body } = await this.checkOut(lines);
    const wayIn = wayInOf(body);
    if (body.status !== 'open' || wayIn === undefined)
      throw new Error(`expected an open payment, got ${status} ${JSON.stringify(body)}`);
    return wayIn;
  }

  /** To Stripe: a link's session begins when its address is opened. */
  async goToPay(lines: readonly CartLine[]): Promise<{ wayIn: string; session: string }> {
    const wayIn = await this.wayToPay(lines);
    return { wayIn, session: this.mode === 'link' ? await openLink(wayIn) : sessionIn(wayIn) };
  }

  /** Pays, and follows Stripe's redirect to the proxy. @returns the fragment of the shop's page */
  async pay(session: string): Promise<string> {
    const { redirect } = (await this.shop.control('buyer', { session, action: 'pay' })) as { redirect: string | null };
    if (redirect === null) throw new Error('Stripe did not send the buyer back');
    return this.comeBack(redirect);
  }

  async comeBack(address: string, method = 'GET'): Promise<string> {
    const response = await fetch(address, { method, redirect: 'manual' });
    if (response.status !== 303) throw new Error(`expected 303, got ${response.status}`);
    return new URL(response.headers.get('location') ?? '').hash;
  }

  async order(request: Readonly<Record<string, string>>): Promise<Answer> {
    const response = await this.shop.post('/v1/order', request);
    return answerOf(response);
  }
}

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** How an open payment is reached: the address of Stripe's page, or the client secret. */
export const wayInOf = ({ url, clientSecret }: Answer['body']): string | undefined => url ?? clientSecret;

/** Opens a payment link as a browser does. @returns the session that this made */
export async function openLink(address: string): Promise<string> {
  const response = await fetch(address, { redirect: 'manual' });
  const session = sessionIn(response.headers.get('location') ?? '');
  if (session === '') throw new Error(`expected a session, got ${response.status}`);
  return session;
}

/** The id of the session, or of the PaymentIntent, that a way in leads to. */
export const sessionIn = (wayIn: string): string => /(cs_test|pi)_[A-Za-z0-9]+/.exec(wayIn)?.[0] ?? '';

/** A call of Stripe's API as the owner of the account, past the proxy. */
export async function atStripe(
  shop: Pick<TestShop, 'sandbox'>,
  path: string,
  params?: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${shop.sandbox}${path}`, {
    method: params === undefined ? 'GET' : 'POST',
    headers: {
      authorization: 'Bearer sk_test_4eC39HqLyjWDarjtT1zdp7dc',
      'content-type': 'application/x-www-form-urlencoded',
    },
    ...(params === undefined ? {} : { body: new URLSearchParams(params) }),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** Orders the next calls of an operation to go wrong. */
export async function fault(shop: TestShop, operation: string, kind: string, times = 1): Promise<void> {
  await control(shop, 'faults', { operation, kind, times });
}

/** Lets time pass at Stripe, in seconds. */
export async function pass(shop: TestShop, seconds: number): Promise<void> {
  await control(shop, 'clock', { advance: seconds });
}

async function control(shop: TestShop, name: string, body: unknown): Promise<void> {
  const response = await fetch(`${shop.sandbox}/_sandbox/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
}

/** The calls that were made while something was done, as `operation` or `operation status`. */
export async function callsDuring(shop: TestShop, work: () => Promise<unknown>): Promise<string[]> {
  const before = (await shop.ledger()).length;
  await work();
  return (await shop.ledger())
    .slice(before)
    .filter(({ kind }) => kind === 'call')
    .map(({ operation, status }) => (status === 200 ? `${operation}` : `${operation} ${status}`));
}

/** Every session there has ever been, or every object of another kind, by its last state. */
export function sessionStates(ledger: readonly LedgerEntry[], kind = 'checkout.session'): Map<string, string> {
  const states = new Map<string, string>();
  for (const entry of ledger) {
    if (entry.kind === 'object' && entry['object'] === kind) {
      states.set(String(entry['id']), String(entry['state']));
    }
  }
  return states;
}

export async function sessionsIn(shop: TestShop, state: string): Promise<string[]> {
  const states = sessionStates(await shop.ledger());
  return [...states].filter(([, current]) => current === state).map(([id]) => id);
}

export async function linksIn(shop: TestShop, state: string): Promise<string[]> {
  const states = sessionStates(await shop.ledger(), 'payment_link');
  return [...states].filter(([, current]) => current === state).map(([id]) => id);
}

/** PaymentIntents that were made without a session, and may be paid. */
export async function openIntentsIn(shop: TestShop): Promise<string[]> {
  const states = sessionStates(await shop.ledger(), 'payment_intent');
  const open = [...states].filter(([, state]) => /^requires_(payment_method|confirmation|action)$/.test(state));
  const intents = await Promise.all(open.map(([id]) => atStripe(shop, `/v1/payment_intents/${id}`)));
  return intents
    .filter(({ metadata }) => (metadata as Answer['body'])['cart_kind'] === 'intent')
    .map(({ id }) => String(id));
}

/** What can be paid: active links, open PaymentIntents, and open sessions that no active link stands for. */
export async function payableIn(shop: TestShop): Promise<string[]> {
  const active = await linksIn(shop, 'active');
  const open = await sessionsIn(shop, 'open');
  const sessions = await Promise.all(open.map((id) => atStripe(shop, `/v1/checkout/sessions/${id}`)));
  const others = sessions.filter((session) => !active.includes(String(session['payment_link'])));
  return [...active, ...(await openIntentsIn(shop)), ...others.map(({ id }) => String(id))];
}
