import { randomBytes } from 'node:crypto';
import {
  ROUTES,
  ORDER_FRAGMENT,
  type CartLine,
  type CheckoutMode,
  type CheckoutReply,
  type RouteName,
} from '@stripe-cart/contract';
import { serveProxy } from '@stripe-cart/proxy/node';
import { serveSandbox } from '@stripe-cart/sandbox/node';

/** One entry of the sandbox's ledger, as far as calls go. */
interface LedgerEntry {
  readonly kind: string;
  readonly operation?: string;
}

/** A proxy and a sandbox with a catalogue of as many items as a cart can have lines. */
export interface Stand {
  /** A page's request: from the shop's origin, as JSON. */
  send(route: RouteName, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** What a buyer's browser does when Stripe sends it back: the address it lands on. */
  land(url: string): Promise<URL>;
  pay(session: string): Promise<URL>;
  /** The calls Stripe received while `work` ran, as `checkout.sessions.create`. */
  callsDuring(work: () => Promise<unknown>): Promise<string[]>;
  close(): Promise<void>;
}

const SHOP = 'https://shop.example';
export const UNIT_AMOUNT = 500;

export async function openStand(): Promise<Stand> {
  const sandbox = await serveSandbox({ port: 0 });
  const items = Array.from({ length: 100 }, (_, n) => ({
    id: `item-${n}`,
    name: `Item ${n}`,
    amounts: { usd: UNIT_AMOUNT },
  }));
  const proxy = await serveProxy({
    env: {
      STRIPE_SECRET_KEY: 'sk_test_bench0000000000000000',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_bench0000000000000000',
      STRIPE_API_BASE: sandbox.url,
      CART_PAYMENT_LINKS: 'true',
      // One client does everything here. What the limits do is tested elsewhere.
      CART_CHECKOUTS_PER_MINUTE: '1000',
      CART_CHECKOUTS_PER_SECOND: '1000',
      CART_TOKEN_SECRET: randomBytes(32).toString('base64'),
      CART_ORIGINS: SHOP,
      CART_RETURN_URL: `${SHOP}/thanks.html`,
      CART_CATALOG: { version: 1, currency: 'usd', items },
    },
    log: () => {},
  });

  const control = (path: string, body: unknown) =>
    fetch(`${sandbox.url}/_sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const calls = async () => {
    const ledger = await (await fetch(`${sandbox.url}/_sandbox/ledger`)).json();
    return (ledger as { entries: LedgerEntry[] }).entries.filter(({ kind }) => kind === 'call');
  };

  return {
    send: (route, body, headers = {}) =>
      fetch(proxy.url + ROUTES[route].path, {
        method: ROUTES[route].method,
        headers: { origin: SHOP, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    land: async (url) => new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? ''),
    pay: async (session) => {
      const answer = (await (await control('buyer', { session, action: 'pay' })).json()) as { redirect: string };
      return new URL(answer.redirect);
    },
    callsDuring: async (work) => {
      const before = (await calls()).length;
      await work();
      return (await calls()).slice(before).map(({ operation }) => operation ?? '?');
    },
    close: async () => void (await Promise.all([proxy.close(), sandbox.close()])),
  };
}

export const cartOf = (count: number): CartLine[] =>
  Array.from({ length: count }, (_, n) => ({ item: `item-${n}`, options: [], quantity: 1 }));

export const checkoutOf = (lines: readonly CartLine[], mode: CheckoutMode = 'hosted') => ({
  mode,
  attempt: crypto.randomUUID() as string,
  lines,
  expected: { currency: 'usd', subtotal: lines.reduce((sum, { quantity }) => sum + quantity * UNIT_AMOUNT, 0) },
});

/**
 * The session behind an open checkout: its id is in the page's address, or begins the client secret. A payment link has
 * none before it is opened.
 */
export async function sessionOf(reply: CheckoutReply): Promise<string> {
  if (reply.status !== 'open') throw new Error(`Nothing to pay in ${JSON.stringify(reply)}`);
  const [id] = /cs_test_[A-Za-z0-9]+/.exec(await wayIn(reply)) ?? [];
  if (!id) throw new Error(`No session in ${JSON.stringify(reply)}`);
  return id;
}

async function wayIn(reply: Extract<CheckoutReply, { status: 'open' }>): Promise<string> {
  if (reply.mode === 'elements') return reply.clientSecret;
  if (reply.mode === 'hosted') return reply.url;
  return (await fetch(reply.url, { redirect: 'manual' })).headers.get('location') ?? '';
}

export function tokenOf(page: URL): string {
  return new URLSearchParams(page.hash.slice(1)).get(ORDER_FRAGMENT) ?? '';
}
