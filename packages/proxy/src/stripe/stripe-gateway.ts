import Stripe from 'stripe';
import type { StripeSettings } from '../config/config.js';
import { PRICE_PAGES, STRIPE_ANSWER_LIMIT_BYTES, STRIPE_TRY_DEADLINE_MS } from '../limits.js';
import { Refusal } from '../refusal.js';
import { asExpandedSession, asLink, asList, asOpenSession, asSession, asSessionWithPayment } from './answer-shape.js';
import { attempts, creation, foundOrNull } from './attempts.js';
import { boundedFetch } from './bounded-fetch.js';
import { verifyEvent } from './event-signature.js';
import type { StripeGateway } from './gateway.js';
import { billingCalls } from './billing-calls.js';
import { invoiceCalls } from './invoice-calls.js';
import { metadataCalls } from './object-metadata.js';
import { paymentIntentCalls } from './payment-intent-calls.js';
import { isReplay } from './replay.js';

/** What a verdict needs to see, in one call. */
const EXPANDED = ['line_items', 'payment_intent.latest_charge'];

/** Four levels, the most Stripe expands (https://docs.stripe.com/api/expanding_objects); in a list it would be five. */
const PRODUCTS = 'line_items.data.price.product';

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
    ...paymentIntentCalls(stripe),
    ...invoiceCalls(stripe),
    ...billingCalls(stripe, allowHttp),
    ...metadataCalls(stripe),

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
      const answer = await creation(create, idempotencyKey, deadline);
      const replayed = isReplay(answer);
      // What a replay says about the session was true when the first answer was sent, the way in included.
      return { session: replayed ? asSession(answer) : asOpenSession(answer, params.ui_mode, allowHttp), replayed };
    },

    async retrieveSession(id, deadline, { withProducts = false } = {}) {
      const expand = withProducts ? [...EXPANDED, PRODUCTS] : EXPANDED;
      const answer = await foundOrNull(() => stripe.checkout.sessions.retrieve(id, { expand }), deadline);
      return answer === null ? null : asExpandedSession(answer);
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

    async listLineItems(id, deadline, { withProducts = false } = {}) {
      const query = { limit: 100, ...(withProducts && { expand: ['data.price.product'] }) };
      const list = () => stripe.checkout.sessions.listLineItems(id, query);
      const { data, hasMore } = asList(await attempts(list, deadline), 'item');
      // Stripe takes no more than 100 lines, so there is no second page of a session that we made.
      if (hasMore) throw new Refusal({ code: 'stripe_unreadable' }, { note: 'more than 100 line items' });
      return data as unknown as Stripe.LineItem[];
    },

    async expireSession(id, deadline) {
      await attempts(() => stripe.checkout.sessions.expire(id), deadline);
    },

    async createLink(params, idempotencyKey, deadline) {
      const create = (key: string) => stripe.paymentLinks.create({ ...params }, { idempotencyKey: key });
      const answer = await creation(create, idempotencyKey, deadline);
      return { link: asLink(answer, allowHttp), replayed: isReplay(answer) };
    },

    async retrieveLink(id, deadline) {
      const answer = await foundOrNull(() => stripe.paymentLinks.retrieve(id), deadline);
      return answer === null ? null : asLink(answer, allowHttp);
    },

    async deactivateLink(id, deadline) {
      const { active } = asLink(
        await attempts(() => stripe.paymentLinks.update(id, { active: false }), deadline),
        allowHttp,
      );
      if (active) throw new Refusal({ code: 'stripe_unreadable' }, { note: 'a link that was deactivated is active' });
    },

    async listSessionsOfLink(link, status, deadline) {
      const query = { payment_link: link, status, limit: 100, expand: ['data.payment_intent.latest_charge'] };
      const list = () => stripe.checkout.sessions.list(query);
      const { data, hasMore } = asList(await attempts(list, deadline), 'checkout.session');
      // Any one of them may be the one that was paid; of open ones it is enough to know that there are some.
      if (hasMore && status === 'complete') {
        throw new Refusal({ code: 'payment_unresolved' }, { note: 'more than 100 complete sessions of one link' });
      }
      return data.map(asSessionWithPayment);
    },

    verifyEvent: (body, signature, secrets) => verifyEvent(stripe, body, signature, secrets, now()),
  };
}

/** `STRIPE_API_BASE` as the SDK wants it. It has no path: every address Stripe has begins at the root. */
function addressOf(apiBase: string | null): { host: string; port: number; protocol: 'http' | 'https' } | undefined {
  if (apiBase === null) return undefined;
  const { hostname, port, protocol } = new URL(apiBase);
  const isPlain = protocol === 'http:';
  return { host: hostname, port: Number(port || (isPlain ? 80 : 443)), protocol: isPlain ? 'http' : 'https' };
}
