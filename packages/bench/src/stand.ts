import { randomBytes } from 'node:crypto';
import {
  ROUTES,
  ORDER_FRAGMENT,
  type CartLine,
  type CheckoutMode,
  type CheckoutReply,
  type RouteName,
} from '@stripe-cart/contract';
import { linkExpiry, makeInvoiceLink } from '@stripe-cart/proxy/invoices';
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
  /** What a buyer does at Stripe. @returns where Stripe sends them then */
  pay(what: Payable): Promise<URL>;
  /** What the shop's owner does there. */
  atStripe(path: string, fields?: Readonly<Record<string, string>>): Promise<StripeObject>;
  /** The link of an invoice, as `stripe-cart invoice-link` makes it. */
  linkTo(invoice: string): Promise<string>;
  /** The calls Stripe received while `work` ran, as `checkout.sessions.create`. */
  callsDuring(work: () => Promise<unknown>): Promise<string[]>;
  close(): Promise<void>;
}

/** A Checkout Session, or a PaymentIntent that the page confirms with an address to come back to. */
export type Payable = { readonly session: string } | { readonly paymentIntent: string; readonly returnUrl: string };

export interface StripeObject {
  readonly id: string;
}

const SHOP = 'https://shop.example';
const SECRET_KEY = 'sk_test_bench0000000000000000';
export const UNIT_AMOUNT = 500;
/** A thing that is paid every month, beside the hundred that are paid once. */
export const CLUB = 'club';

export async function openStand(): Promise<Stand> {
  const sandbox = await serveSandbox({ port: 0 });
  const items = Array.from({ length: 100 }, (_, n) => ({
    id: `item-${n}`,
    name: `Item ${n}`,
    amounts: { usd: UNIT_AMOUNT },
  }));
  const club = {
    id: CLUB,
    name: 'Club',
    amounts: { usd: UNIT_AMOUNT },
    recurring: { interval: 'month', intervalCount: 1 },
  };
  const tokenSecret = randomBytes(32).toString('base64');
  const proxy = await serveProxy({
    env: {
      STRIPE_SECRET_KEY: SECRET_KEY,
      STRIPE_PUBLISHABLE_KEY: 'pk_test_bench0000000000000000',
      STRIPE_API_BASE: sandbox.url,
      CART_PAYMENT_LINKS: 'true',
      // One client does everything here. What the limits do is tested elsewhere.
      CART_CHECKOUTS_PER_MINUTE: '1000',
      CART_CHECKOUTS_PER_SECOND: '1000',
      CART_TOKEN_SECRET: tokenSecret,
      CART_SHOP: 'bench',
      CART_ORIGINS: SHOP,
      CART_RETURN_URL: `${SHOP}/thanks.html`,
      CART_INVOICE_URL: `${SHOP}/invoice.html`,
      CART_CUSTOMER_PORTAL: 'true',
      CART_CATALOG: { version: 1, currency: 'usd', items: [...items, club] },
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
    pay: async (what) => {
      const answer = (await (await control('buyer', { ...what, action: 'pay' })).json()) as { redirect: string };
      return new URL(answer.redirect);
    },
    atStripe: async (path, fields) => {
      const response = await fetch(`${sandbox.url}/v1/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SECRET_KEY}` },
        body: new URLSearchParams(fields),
      });
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as StripeObject;
    },
    linkTo: (invoice) => {
      const settings = { shop: 'bench', publicUrl: proxy.url, tokenSecrets: [tokenSecret] as const };
      const now = Date.now();
      return makeInvoiceLink(settings, invoice, linkExpiry(null, now), now);
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
  if (reply.mode === 'elements' || reply.mode === 'embedded') return reply.clientSecret;
  if (reply.mode === 'intent') return '';
  if (reply.mode === 'hosted') return reply.url;
  return (await fetch(reply.url, { redirect: 'manual' })).headers.get('location') ?? '';
}

/** The PaymentIntent that a client secret opens. */
export const intentOf = ({ clientSecret }: { readonly clientSecret: string }): string =>
  clientSecret.split('_secret_', 1)[0] ?? '';

export function tokenOf(page: URL): string {
  return new URLSearchParams(page.hash.slice(1)).get(ORDER_FRAGMENT) ?? '';
}
