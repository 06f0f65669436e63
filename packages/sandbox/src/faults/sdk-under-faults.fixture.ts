import Stripe from 'stripe';
import type { LedgerEntry } from '../ledger.js';
import { serveSandbox } from '../node.js';
import type { Behaviour, End } from './sdk-behaviour.js';

export const CLIENTS = ['node', 'fetch'] as const;
export type Client = (typeof CLIENTS)[number];

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

/** Milliseconds. A hang needs a client that gives up; a drip one that gives up before the last byte has come. */
function timeoutFor({ kind, executed }: Pick<Behaviour, 'kind' | 'executed'>): { timeout?: number } {
  if (kind === 'hang') return { timeout: 300 };
  return kind === 'drip' && executed ? { timeout: 2000 } : {};
}

export interface Seen extends End {
  /** Idempotency keys of the attempts, null for a call that has none. */
  readonly keys: readonly (string | null)[];
  readonly milliseconds: number;
}

/** Orders a fault for every attempt of an operation, calls it once with the real SDK, and tells what happened. */
export async function callUnder(
  operation: OperationUnderFault,
  client: Client,
  { kind, executed, headers = {} }: Pick<Behaviour, 'kind' | 'executed' | 'headers'>,
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
    const ordered = await fetch(`${served.url}/_sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify({ operation, kind, executed, headers, pace: 1, times: 100 }),
    });
    if (!ordered.ok) throw new Error(await ordered.text());
    const before = (await callsOf(served.url, operation)).length;
    const started = performance.now();
    const ends = await endOf(OPERATIONS[operation](stripe, timeoutFor({ kind, executed }), id));
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
