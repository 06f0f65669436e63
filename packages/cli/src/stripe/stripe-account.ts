import type Stripe from 'stripe';
import { warn } from '../terminal/output.js';
import { withRetries } from './retries.js';
import { StripeFailure } from './stripe-failure.js';
import { readApiBase, readStripeKey, type KeySource, type StripeKey } from './stripe-key.js';

/**
 * The shop's account at Stripe. This file is the only one that imports Stripe's code; elsewhere its types are imported,
 * no more.
 */
export interface StripeAccount {
  readonly livemode: boolean;
  readonly restricted: boolean;
  /**
   * One call, tried again under the same key while that is worth it.
   *
   * @param kind what the answer's `object` has to be: a 200 without it is no success
   * @param idempotencyKey for what creates; 250 characters at most. What only sets a value needs none.
   * @throws {StripeFailure}
   */
  call<Answer extends { readonly object: string }>(
    kind: Answer['object'],
    send: (stripe: Stripe, options: Stripe.RequestOptions) => Promise<Stripe.Response<Answer>>,
    idempotencyKey?: string,
  ): Promise<Stripe.Response<Answer>>;
  /** All members of a list, over all its pages, 100 a call. */
  every<Member extends { readonly id: string }>(
    list: (stripe: Stripe, page: { limit: number; starting_after?: string }) => Promise<Stripe.ApiList<Member>>,
  ): AsyncGenerator<Member>;
}

/** For one answer. Creating a link with 20 new products is the slowest call there is. */
const TRY_DEADLINE_MS = 20_000;

/**
 * Opens the account whose key is in the environment or on standard input. A live key is announced on standard error
 * before anything is done with it.
 *
 * @throws {CliError} `no_key`, `wrong_key`, `wrong_api_base`
 */
export async function openStripeAccount(source: KeySource, env = process.env): Promise<StripeAccount> {
  const key = await readStripeKey(source, env);
  if (key.livemode) warn('LIVE MODE: this key works on the real account, and real buyers pay real money.');
  return accountOf(key, readApiBase(key, env));
}

function accountOf(key: StripeKey, apiBase: URL | null): StripeAccount {
  // Loaded with the first call: most of a command's start is Stripe's SDK, and a command may end before it needs it.
  let loaded: Promise<Stripe> | null = null;
  const client = () => (loaded ??= clientFor(key, apiBase));

  return {
    livemode: key.livemode,
    restricted: key.restricted,

    async call(kind, send, idempotencyKey) {
      const stripe = await client();
      return withRetries(async (second) => {
        const suffix = second === 1 ? '.again' : '';
        const options = idempotencyKey === undefined ? {} : { idempotencyKey: `${idempotencyKey}${suffix}` };
        return answerOf(kind, await send(stripe, options));
      });
    },

    async *every(list) {
      const stripe = await client();
      let after: string | undefined;
      for (;;) {
        const query = { limit: 100, ...(after !== undefined && { starting_after: after }) };
        const page = await withRetries(async () => answerOf('list', await list(stripe, query)));
        yield* page.data;
        const last = page.data.at(-1)?.id;
        if (!page.has_more) return;
        // A page that leads nowhere would be asked for until the end of time.
        if (last === undefined || last === after) throw unreadable('list');
        after = last;
      }
    },
  };
}

async function clientFor(key: StripeKey, apiBase: URL | null): Promise<Stripe> {
  const { default: Client } = await import('stripe');
  return new Client(key.secret, {
    // The version this SDK was made for, whatever the account's default is.
    apiVersion: '2026-10-28.endive',
    // The key goes to one host only.
    httpClient: Client.createFetchHttpClient((input: string | URL | Request, init?: RequestInit) =>
      fetch(input, { ...init, redirect: 'error' }),
    ),
    timeout: TRY_DEADLINE_MS,
    maxNetworkRetries: 0,
    telemetry: false,
    appInfo: { name: 'stripe-cart' },
    ...(apiBase !== null && addressOf(apiBase)),
  });
}

/**
 * Whether Stripe has only repeated its first answer to this idempotency key. Such an answer is as old as the first one:
 * look at the object again before relying on it.
 */
export function isReplayed(answer: Stripe.Response<unknown>): boolean {
  const headers: unknown = answer.lastResponse.headers;
  // The fetch client keeps the web's Headers there, under a type that says otherwise.
  return headers instanceof Headers && headers.get('idempotent-replayed') === 'true';
}

/** The SDK passes on whatever JSON came with a 200, and with a 404 without an error in it (RequestSender.js `_jsonResponseHandler`). */
function answerOf<Answer extends { readonly object: string }>(kind: string, answer: Answer): Answer {
  const found: unknown = answer;
  if (typeof found === 'object' && found !== null && 'object' in found && found.object === kind) return answer;
  throw unreadable(kind);
}

const unreadable = (kind: string) =>
  new StripeFailure(
    'stripe_unreadable',
    `Stripe's answer was not a ${kind}.`,
    { status: 200, stripeCode: null, again: true, replayed: false, retryAfter: null },
    undefined,
  );

/** The SDK wants an address in parts. There is no path: every address Stripe has begins at the root. */
function addressOf({ hostname, port, protocol }: URL): { host: string; port: number; protocol: 'http' | 'https' } {
  const isPlain = protocol === 'http:';
  return { host: hostname, port: Number(port || (isPlain ? 80 : 443)), protocol: isPlain ? 'http' : 'https' };
}
