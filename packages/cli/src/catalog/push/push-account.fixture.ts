import { catalogFromStripe, type CatalogFile } from '@stripe-cart/proxy/links';
import { serveSandbox, type ServedSandbox } from '@stripe-cart/sandbox/node';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { openStripeAccount } from '../../stripe/stripe-account.js';
import { readShop } from '../shop-pages.fixture.js';
import { runPush, type PushOptions, type PushOutcome } from './run-push.js';

export const KEY = 'sk_test_51TestOfTheCommandLine';

/** An account at a Stripe that refuses what Stripe refuses, with nothing in it at the start of each test. */
export interface PushAccount {
  readonly stripe: Stripe;
  readonly url: string;
  /** Calls of the last push, by operation. */
  readonly calls: Readonly<Record<string, number>>;
  push(catalog: CatalogFile, options?: PushOptions): Promise<PushOutcome>;
  /** What a proxy with `CART_CATALOG=stripe` would sell: the amount of each id. */
  onSale(): Promise<Record<string, number>>;
}

export function usePushAccount(): PushAccount {
  let served: ServedSandbox | null = null;
  let calls: Record<string, number> = {};
  beforeAll(async () => {
    served = await serveSandbox({
      onEntry: (entry) => {
        if (entry.kind !== 'call') return;
        const name = entry.operation ?? 'unknown';
        calls[name] = (calls[name] ?? 0) + 1;
      },
    });
    const { hostname, port } = new URL(served.url);
    const stripe = new Stripe(KEY, { host: hostname, port: Number(port), protocol: 'http', telemetry: false });
    Object.assign(account, { stripe, url: served.url });
  });
  beforeEach(async () => {
    const answer = await fetch(`${served?.url}/_sandbox/reset`, { method: 'POST', body: '{}' });
    if (!answer.ok) throw new Error(await answer.text());
  });
  afterAll(() => served?.close());

  const account: PushAccount = {
    stripe: new Stripe(KEY),
    url: '',
    calls,
    async push(catalog, options = { yes: true }) {
      const opened = await openStripeAccount({}, { STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: served?.url });
      calls = {};
      const outcome = await runPush(opened, catalog, { json: true, ...options });
      Object.assign(account, { calls });
      return outcome;
    },
    async onSale() {
      const prices = await account.stripe.prices.list({ active: true, limit: 100, expand: ['data.product'] });
      const catalog = catalogFromStripe(prices.data, () => undefined);
      const sold = [...catalog].filter(([, { shown }]) => shown.available);
      return Object.fromEntries(sold.map(([id, { shown }]) => [id, shown.unitAmount] as const).sort());
    },
  };
  return account;
}

/** Id, price in EUR, and whatever else there is to say. */
export type Button = readonly [id: string, price: string, more?: string];

/** A page of buttons. */
export function buttons(...items: readonly Button[]): string {
  return items
    .map(
      ([id, price, more = '']) =>
        `<button data-cart-add="${id}" data-item-name="The ${id}" data-item-price='${price}' data-item-image="https://shop.example/${id}.jpg" ${more}>`,
    )
    .join('\n');
}

/** The catalogue of such a page. */
export function selling(...items: readonly Button[]): CatalogFile {
  const { file } = readShop(buttons(...items), { currency: 'eur' });
  if (file === null) throw new Error('a page of the test is wrong');
  return file;
}
