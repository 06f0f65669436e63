import { serveSandbox } from '@stripe-cart/sandbox/node';
import type { CatalogFile } from '../index.js';
import type { Runtime } from './runtime.js';

/** The one origin whose pages may call the proxy in these tests. */
export const SHOP = 'https://shop.example';

/** Keys that pass the proxy's own checks; the sandbox takes any test key. */
export const TEST_KEYS = {
  STRIPE_SECRET_KEY: 'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_TYooMQauvdEDq54NiTphI7jx',
};

export const CATALOG: CatalogFile = {
  version: 1,
  currency: 'eur',
  items: [
    { id: 'mug', name: 'Mug', amounts: { eur: 1800 }, image: 'https://shop.example/mug.jpg' },
    { id: 'bowl', name: 'Bowl', amounts: { eur: 3200 }, quantity: { min: 2, max: 10, step: 2 } },
    {
      id: 'jug',
      name: 'Jug',
      amounts: { eur: 4500 },
      options: [
        { name: 'Glaze', required: true, values: [{ value: 'Blue' }, { value: 'Gold', deltas: { eur: 1500 } }] },
        { name: 'Engraving', maxLength: 40 },
      ],
    },
    { id: 'plate', name: 'Plate', amounts: { eur: 2400 }, stock: 0 },
  ],
};

/** Settings under which everything works. Limits are lifted: the tests that are about them set their own. */
export const SOUND_SETTINGS: Readonly<Record<string, unknown>> = {
  ...TEST_KEYS,
  CART_SHOP: 'pottery',
  CART_ORIGINS: SHOP,
  CART_RETURN_URL: `${SHOP}/thanks.html?from=stripe`,
  CART_CATALOG: CATALOG,
  CART_TOKEN_SECRET: 'k3Jq9vXw2Lr8Tz5Bn7Mf4Hc6Gd1Ps0Yu',
  CART_CHECKOUTS_PER_MINUTE: '100000',
  CART_CHECKOUTS_PER_SECOND: '100000',
};

/** A line of the sandbox's ledger. */
export interface LedgerEntry {
  readonly kind: 'call' | 'object' | 'money';
  readonly operation?: string;
  readonly status?: number;
  readonly idempotencyKey?: string | null;
  readonly [field: string]: unknown;
}

/** A proxy on one of the runtimes, with a Stripe of its own behind it. */
export interface TestShop {
  /** Base URL of the proxy. */
  readonly proxy: string;
  /** Base URL of the sandbox, which is also Stripe's API and its hosted page. */
  readonly sandbox: string;
  ledger(): Promise<readonly LedgerEntry[]>;
  /** Calls of Stripe's API so far, webhook endpoints and seeding by the tests included. */
  stripeCalls(): Promise<number>;
  /** `POST` of JSON from a page of the shop. */
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Any request; redirects are not followed. */
  send(path: string, init?: RequestInit): Promise<Response>;
  /** Control of the sandbox: `control('buyer', { session, action: 'pay' })`. */
  control(
    name: 'reset' | 'account' | 'buyer' | 'portal' | 'cards' | 'disputes' | `disputes/${string}` | 'keys' | 'webhooks',
    body?: unknown,
  ): Promise<unknown>;
  log(): string;
  close(): Promise<void>;
}

type Settings = Readonly<Record<string, unknown>>;

/**
 * @param settings on top of `SOUND_SETTINGS`; undefined takes one away. A function is given the sandbox first, to put
 *   into the account what the settings name.
 */
export async function openShop(
  runtime: Runtime,
  settings: Settings | ((stripe: Pick<TestShop, 'sandbox'>) => Promise<Settings>) = {},
): Promise<TestShop> {
  const stripe = await serveSandbox({ port: 0 });
  const sandbox = stripe.url.replace(/\/$/, '');
  const asked = typeof settings === 'function' ? await settings({ sandbox }) : settings;
  const running = await runtime.start({ ...SOUND_SETTINGS, STRIPE_API_BASE: sandbox, ...asked });
  const proxy = running.url;

  const ledger = async () => {
    const response = await fetch(`${sandbox}/_sandbox/ledger`);
    return ((await response.json()) as { entries: LedgerEntry[] }).entries;
  };
  return {
    proxy,
    sandbox,
    ledger,
    stripeCalls: async () => (await ledger()).filter(({ kind }) => kind === 'call').length,
    post: (path, body, headers = {}) =>
      fetch(`${proxy}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: SHOP, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    send: (path, init = {}) => fetch(`${proxy}${path}`, { redirect: 'manual', ...init }),
    async control(name, body = {}) {
      const response = await fetch(`${sandbox}/_sandbox/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return response.json();
    },
    log: () => running.log(),
    async close() {
      await running.close();
      await stripe.close();
    },
  };
}
