import Stripe from 'stripe';
import type { LedgerEntry } from '../ledger.js';
import { serveSandbox } from '../node.js';
import type { FaultKind } from './fault.js';

export const CLIENTS = ['node', 'fetch'] as const;
export type Client = (typeof CLIENTS)[number];

/** Milliseconds after which the SDK is told to give up; a drip that is paced takes longer in all, but never between two bytes. */
export const TIMEOUT = 500;

/** What the SDK makes of a fault that happens to every attempt, with its default of two retries. */
export interface Behaviour {
  readonly kind: FaultKind;
  readonly executed: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Calls that reach the sandbox. */
  readonly attempts: number;
  /** `error.type`, `TypeError` for one that is not the SDK's own, or what it takes for a success. */
  readonly ends: string;
  /** Where the client on `fetch` differs from the one on `node:http`. */
  readonly fetch?: { readonly attempts: number; readonly ends: string };
}

/** The operations that the table is about, each with what it is called with. */
export const OPERATIONS = {
  'checkout.sessions.create': (stripe, options) =>
    stripe.checkout.sessions.create(
      {
        mode: 'payment',
        line_items: [
          { price_data: { currency: 'usd', unit_amount: 1500, product_data: { name: 'Mug' } }, quantity: 1 },
        ],
        success_url: 'https://shop.example/thanks',
      },
      options,
    ),
  'checkout.sessions.retrieve': (stripe, options, id) => stripe.checkout.sessions.retrieve(id, {}, options),
  'checkout.sessions.expire': (stripe, options, id) => stripe.checkout.sessions.expire(id, {}, options),
  'checkout.sessions.list': (stripe, options) => stripe.checkout.sessions.list({}, options),
} as const satisfies Record<
  string,
  (stripe: Stripe, options: Stripe.RequestOptions, id: string) => Promise<{ readonly object?: string }>
>;

export type OperationUnderFault = keyof typeof OPERATIONS;

export interface Seen {
  readonly attempts: number;
  readonly ends: string;
  /** Idempotency keys that the attempts had, null for none. */
  readonly keys: readonly (string | null)[];
  readonly milliseconds: number;
}

/** Orders a fault for every attempt of an operation, calls it once with the real SDK, and tells what happened. */
export async function callUnder(
  operation: OperationUnderFault,
  client: Client,
  { kind, executed, headers = {} }: Pick<Behaviour, 'kind' | 'executed' | 'headers'>,
  { timeout = TIMEOUT, pace = 1 }: { readonly timeout?: number; readonly pace?: number } = {},
): Promise<Seen> {
  const served = await serveSandbox();
  try {
    const { hostname, port } = new URL(served.url);
    const stripe = new Stripe('sk_test_sandbox', {
      host: hostname,
      port: Number(port),
      protocol: 'http',
      telemetry: false,
      ...(client === 'fetch' ? { httpClient: Stripe.createFetchHttpClient() } : {}),
    });
    const { id } = await OPERATIONS['checkout.sessions.create'](stripe, {});
    const control = await fetch(`${served.url}/_sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify({ operation, kind, executed, headers, pace, times: 100 }),
    });
    if (!control.ok) throw new Error(await control.text());
    const before = (await callsOf(served.url, operation)).length;
    const started = performance.now();
    const ends = await endOf(OPERATIONS[operation](stripe, { timeout }, id));
    const milliseconds = performance.now() - started;
    const calls = (await callsOf(served.url, operation)).slice(before);
    return { attempts: calls.length, ends, keys: calls.map(({ idempotencyKey }) => idempotencyKey), milliseconds };
  } finally {
    await served.close();
  }
}

async function endOf(call: Promise<{ readonly object?: string }>): Promise<string> {
  try {
    const answer = await call;
    return answer.object === undefined ? 'success without an object' : 'success';
  } catch (error) {
    return error instanceof Stripe.errors.StripeError ? error.type : error instanceof TypeError ? 'TypeError' : 'other';
  }
}

async function callsOf(url: string, operation: string) {
  const ledger = (await (await fetch(`${url}/_sandbox/ledger`)).json()) as { entries: LedgerEntry[] };
  return ledger.entries.flatMap((entry) => (entry.kind === 'call' && entry.operation === operation ? [entry] : []));
}
