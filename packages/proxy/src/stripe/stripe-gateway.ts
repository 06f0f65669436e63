import Stripe from 'stripe';
import type { StripeSettings } from '../config/config.js';
import {
  PRICE_PAGES,
  STRIPE_ANSWER_LIMIT_BYTES,
  STRIPE_RETRY_PAUSE_MS,
  STRIPE_TRIES,
  STRIPE_TRY_DEADLINE_MS,
} from '../limits.js';
import { Refusal } from '../refusal.js';
import { asExpandedSession, asList, asOpenSession, asSession } from './answer-shape.js';
import { boundedFetch } from './bounded-fetch.js';
import { verifyEvent } from './event-signature.js';
import type { StripeGateway } from './gateway.js';
import { before, pause } from './pause.js';
import { failureOf, type StripeFailure } from './stripe-failure.js';

/** What a verdict needs to see, in one call. */
const EXPANDED = ['line_items', 'payment_intent.latest_charge'];

/**
 * The gateway over Stripe's own SDK. One client for the life of the process.
 *
 * Trying again is done here and not by the SDK, whose rule lets out the two cases that matter most: it never retries a
 * 429, and never an answer that broke off in the middle (stripe 23.1.0, RequestSender.js `_shouldRetry`). Every
 * creation carries the caller's idempotency key, so that a second try finds what the first one made.
 * @param now milliseconds since the epoch; the clock by which webhook signatures are judged
 */
export function createGateway(settings: StripeSettings, now: () => number = Date.now): StripeGateway {
  const stripe = new Stripe(settings.secretKey, {
    // The version this SDK was made for, whatever the account's default is.
    apiVersion: '2026-10-28.endive',
    httpClient: Stripe.createFetchHttpClient(boundedFetch(STRIPE_ANSWER_LIMIT_BYTES)),
    timeout: STRIPE_TRY_DEADLINE_MS,
    maxNetworkRetries: 0,
    telemetry: false,
    appInfo: { name: 'stripe-cart' },
    ...addressOf(settings.apiBase),
  });
  const allowHttp = settings.apiBase !== null;

  return {
    async listActivePrices(deadline) {
      const prices: Stripe.Price[] = [];
      for (let page = 0; page < PRICE_PAGES; page += 1) {
        const after = prices.at(-1)?.id;
        const query = { active: true, limit: 100, expand: ['data.product'], ...(after && { starting_after: after }) };
        const { data, hasMore } = asList(await attempts(() => stripe.prices.list(query), deadline), 'price');
        prices.push(...(data as unknown as Stripe.Price[]));
        if (!hasMore) return prices;
      }
      throw new Refusal({ code: 'catalog_unavailable' }, { note: `more than ${PRICE_PAGES * 100} active prices` });
    },

    async createSession(params, idempotencyKey, deadline) {
      const create = (key: string) => stripe.checkout.sessions.create({ ...params }, { idempotencyKey: key });
      const answer = await attempts(() => create(idempotencyKey), deadline, {
        // Stripe saves failures of its own under a key too, and would repeat this one for a day. Whatever it may have
        // made under that key has no address that anybody was given, so it cannot be paid: a second key is safe.
        instead: () => create(`${idempotencyKey}.again`),
      });
      const replayed = headerOf(answer, 'idempotent-replayed') === 'true';
      // What a replay says about the session was true when the first answer was sent, the way in included.
      return { session: replayed ? asSession(answer) : asOpenSession(answer, params.ui_mode, allowHttp), replayed };
    },

    async retrieveSession(id, deadline) {
      try {
        return asExpandedSession(
          await attempts(() => stripe.checkout.sessions.retrieve(id, { expand: EXPANDED }), deadline),
        );
      } catch (error) {
        if (error instanceof Refusal && failureOf(error.cause).missing) return null;
        throw error;
      }
    },

    async findSessionOf(paymentIntent, deadline) {
      const query = { payment_intent: paymentIntent, limit: 1, expand: EXPANDED.map((path) => `data.${path}`) };
      const { data } = asList(await attempts(() => stripe.checkout.sessions.list(query), deadline), 'checkout.session');
      return data[0] === undefined ? null : asExpandedSession(data[0]);
    },

    async listDisputes(paymentIntent, deadline) {
      const query = { payment_intent: paymentIntent, limit: 100 };
      const { data } = asList(await attempts(() => stripe.disputes.list(query), deadline), 'dispute');
      return data as unknown as Stripe.Dispute[];
    },

    async listLineItems(id, deadline) {
      const list = () => stripe.checkout.sessions.listLineItems(id, { limit: 100 });
      const { data, hasMore } = asList(await attempts(list, deadline), 'item');
      // Stripe takes no more than 100 lines, so there is no second page of a session that we made.
      if (hasMore) throw new Refusal({ code: 'stripe_unreadable' }, { note: 'more than 100 line items' });
      return data as unknown as Stripe.LineItem[];
    },

    async expireSession(id, deadline) {
      await attempts(() => stripe.checkout.sessions.expire(id), deadline);
    },

    async updateSessionMetadata(id, metadata, idempotencyKey, deadline) {
      const update = () => stripe.checkout.sessions.update(id, { metadata: { ...metadata } }, { idempotencyKey });
      return asSession(await attempts(update, deadline));
    },

    verifyEvent: (body, signature, secrets) => verifyEvent(stripe, body, signature, secrets, now()),
  };
}

/**
 * Up to three tries within the deadline. The SDK cannot be stopped from outside, so at the deadline the last try is
 * left behind; its own timeout ends it.
 * @throws {Refusal}
 */
async function attempts<T>(
  call: () => Promise<T>,
  deadline: AbortSignal,
  { instead }: { instead?: () => Promise<T> } = {},
): Promise<T> {
  let current = call;
  for (let tried = 1; ; tried += 1) {
    const outcome = await outcomeOf(current, deadline);
    if ('answer' in outcome) return outcome.answer;
    const { failure } = outcome;
    if (!failure.again || tried === STRIPE_TRIES || deadline.aborted) throw failure.refusal;
    if (failure.replayed && instead !== undefined) current = instead;
    await untilNextTry(tried, failure, deadline);
  }
}

async function outcomeOf<T>(
  call: () => Promise<T>,
  deadline: AbortSignal,
): Promise<{ answer: T } | { failure: StripeFailure }> {
  try {
    return { answer: await before(deadline, call()) };
  } catch (error) {
    if (!deadline.aborted) return { failure: failureOf(error) };
    const refusal = new Refusal({ code: 'stripe_timeout' }, { note: 'deadline', cause: error });
    return { failure: { again: false, replayed: false, missing: false, refusal } };
  }
}

async function untilNextTry(tried: number, failure: StripeFailure, deadline: AbortSignal): Promise<void> {
  const longest = STRIPE_RETRY_PAUSE_MS * 2 ** (tried - 1);
  try {
    await pause(longest * (0.5 + Math.random() / 2), deadline);
  } catch {
    throw failure.refusal;
  }
}

/** `STRIPE_API_BASE` as the SDK wants it. It has no path: every address Stripe has begins at the root. */
function addressOf(apiBase: string | null): { host: string; port: number; protocol: 'http' | 'https' } | undefined {
  if (apiBase === null) return undefined;
  const { hostname, port, protocol } = new URL(apiBase);
  const isPlain = protocol === 'http:';
  return { host: hostname, port: Number(port || (isPlain ? 80 : 443)), protocol: isPlain ? 'http' : 'https' };
}

/** The SDK's fetch client keeps the web `Response` beside the answer, under a type that says otherwise. */
function headerOf(answer: Stripe.Response<unknown>, name: string): string | null {
  const headers: unknown = answer?.lastResponse?.headers;
  return headers instanceof Headers ? headers.get(name) : null;
}
