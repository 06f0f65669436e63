import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { LedgerEntry } from './ledger.js';
import { serveSandbox, type ServedSandbox } from './node.js';

/** A sandbox on a socket, empty before each test, with the real SDK as its client. */
export interface TestAccount {
  readonly url: string;
  readonly stripe: Stripe;
  /** POSTs JSON to a control and returns its answer. */
  control<T = Record<string, unknown>>(name: string, body?: object): Promise<T>;
  ledger(): Promise<LedgerEntry[]>;
  /** A request without the SDK, for what the SDK would never send. */
  raw(path: string, init?: RequestInit): Promise<Response>;
  /** POSTs a form as it stands. */
  form(path: string, body: string, headers?: Record<string, string>): Promise<Response>;
  price(input?: Partial<Stripe.PriceCreateParams>): Promise<Stripe.Price>;
  /** An open session that sells one mug. */
  session(params?: Partial<Stripe.Checkout.SessionCreateParams>): Promise<Stripe.Checkout.Session>;
  buyer(
    session: string,
    action: 'pay' | 'decline' | 'abandon',
    given?: object,
  ): Promise<{ status: number; redirect: string | null }>;
}

/** A client that neither retries nor reports, so that each call is one entry in the ledger. */
export function clientFor(url: string, key = 'sk_test_sandbox'): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

export const MUG = { currency: 'usd', unit_amount: 1500, product_data: { name: 'Mug' } };

export function useAccount(): TestAccount {
  let served: ServedSandbox | null = null;
  // The clock stands still unless a test moves it, so that no slow machine decides anything.
  const frozen = Date.now();
  const at = (path: string): string => `${served?.url}${path}`;
  beforeAll(async () => {
    served = await serveSandbox({ now: () => frozen });
    Object.assign(account, { url: served.url, stripe: clientFor(served.url) });
  });
  beforeEach(() => account.control('reset'));
  afterAll(() => served?.close());

  const account: TestAccount = {
    url: '',
    stripe: clientFor('http://127.0.0.1:1'),
    control: async (name, body = {}) =>
      (await fetch(at(`/_sandbox/${name}`), { method: 'POST', body: JSON.stringify(body) })).json(),
    ledger: async () => ((await (await fetch(at('/_sandbox/ledger'))).json()) as { entries: LedgerEntry[] }).entries,
    raw: (path, init) => fetch(at(path), { redirect: 'manual', ...init }),
    form: (path, body, headers = {}) =>
      fetch(at(path), {
        method: 'POST',
        redirect: 'manual',
        headers: {
          authorization: 'Bearer sk_test_sandbox',
          'content-type': 'application/x-www-form-urlencoded',
          ...headers,
        },
        body,
      }),
    price: (input = {}) => account.stripe.prices.create({ ...MUG, ...input }),
    session: async (params = {}) =>
      account.stripe.checkout.sessions.create({
        mode: 'payment',
        line_items: [{ price_data: MUG, quantity: 1 }],
        success_url: 'https://shop.example/thanks?session_id={CHECKOUT_SESSION_ID}',
        cancel_url: 'https://shop.example/cart',
        ...params,
      }),
    buyer: (session, action, given = {}) => account.control('buyer', { session, action, ...given }),
  };
  return account;
}

/** What a refused call was refused with. */
export interface Refused {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly param: string | undefined;
  readonly message: string;
  readonly rawType: string | undefined;
}

/** The refusal of a call that must not succeed. */
export async function refusal(call: Promise<unknown>): Promise<Refused> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { statusCode: status, code, param, message, rawType } = error;
    return { status, code, param, message, rawType };
  }
  throw new Error('The call succeeded.');
}
