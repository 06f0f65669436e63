import type Stripe from 'stripe';
import { createApp } from '../app.js';
import type { Catalog } from '../catalog/catalog.js';
import { steadySupply } from '../supply.js';
import type { Config } from '../config/config.js';
import { readConfig } from '../config/read-config.js';
import { createPace } from '../http/pace.js';
import type { LogEntry } from '../log/log.js';
import type { StripeGateway } from '../stripe/gateway.js';
import { SHOP, SOUND_SETTINGS } from './shop.js';

/** What Stripe shows to this proxy: objects by id, whatever they say. */
export type Shown = ReadonlyMap<string, unknown>;

/** A proxy without a socket, in front of a Stripe that is made of objects. */
export interface InProcess {
  readonly config: Config;
  /** Milliseconds since the epoch; set it to move on. */
  now: number;
  /** Which ids Stripe was asked for, in order. */
  readonly asked: string[];
  readonly log: LogEntry[];
  /** `GET /v1/return`. */
  comeBack(query: Readonly<Record<string, string>>, method?: string): Promise<Response>;
  /** `POST /v1/order`, from a page of the shop. */
  order(request: unknown): Promise<{ status: number; text: string; headers: Headers; body: OrderAnswer }>;
}

export interface OrderAnswer {
  readonly status: string | number;
  readonly code?: string;
  readonly attempt?: string;
  readonly requestId?: string;
}

/** @param catalog as it may have been fetched: nobody has looked at its pages */
export function inProcess(
  shown: Shown,
  settings: Readonly<Record<string, unknown>> = {},
  catalog: Catalog = new Map(),
): InProcess {
  const reading = readConfig({ ...SOUND_SETTINGS, CART_PUBLIC_URL: 'https://pay.example', ...settings });
  if (!reading.ok) throw new Error('these settings are sound');
  const { config } = reading;
  const asked: string[] = [];
  const log: LogEntry[] = [];
  const find = async (id: string) => {
    asked.push(id);
    return shown.get(id) ?? null;
  };
  const payments = async (invoice: string) =>
    (shown.get(invoice) as { payments?: { data: Stripe.InvoicePayment[] } } | undefined)?.payments?.data ?? [];
  const gateway = {
    retrieveSession: find,
    retrievePaymentIntent: find,
    retrieveInvoice: find,
    retrieveSubscription: async () => null,
    listPaymentsOfInvoice: payments,
  } as unknown as StripeGateway;

  const plenty = createPace({ burst: 1e9, perSecond: 1e9, now: () => 0 });
  const budget = { perClient: () => 0, everybody: plenty };
  const app = createApp(
    {
      config,
      gateway,
      catalog: steadySupply(catalog),
      shippingRates: steadySupply([]),
      log: (entry) => void log.push(entry),
      now: () => proxy.now,
    },
    { clientKey: () => null, checkout: budget, order: budget },
  );
  const proxy: InProcess = {
    config,
    now: Date.UTC(2026, 10, 22),
    asked,
    log,
    comeBack: async (query, method = 'GET') =>
      app.request(`/v1/return?${new URLSearchParams({ ...query })}`, { method }),
    async order(request) {
      const response = await app.request('/v1/order', {
        method: 'POST',
        headers: { origin: SHOP, 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      const text = await response.text();
      return { status: response.status, text, headers: response.headers, body: JSON.parse(text) as OrderAnswer };
    },
  };
  return proxy;
}
