import type Stripe from 'stripe';
import type { Deps, RouteHandler } from '../deps.js';
import { readBody } from '../http/read-body.js';
import { WEBHOOK_BODY_LIMIT_BYTES } from '../limits.js';
import { endSessions, switchOffLink } from '../link/close-link.js';
import { createKeyring } from '../order/keyring.js';
import type { FoundOrder } from '../order/found-order.js';
import { readIntent } from '../order/read-intent.js';
import { readSession, readSessionOf } from '../order/read-session.js';
import type { Reading } from '../order/reading.js';
import { writeFooter } from '../invoice/write-footer.js';
import { Refusal } from '../refusal.js';
import { readBeginning, readInvoiceOf, readRenewal } from '../subscription/read-renewal.js';
import { handOn, TAKEN, type Handover } from './hand-on.js';
import { isOneOf, RETIRING, subjectOf, type Subject } from './webhook-events.js';

/** For the owner's log. Either way a payment bears the shop's name that this proxy cannot vouch for. */
const PROMISE_NOT_OURS =
  'A payment under this CART_SHOP was signed by another secret: list the former CART_TOKEN_SECRET after the present ' +
  'one, or give two proxies on one Stripe account two names.';

/**
 * `POST /v1/webhooks/stripe`. An event is a hint and no more: it is checked for who sent it, and then the
 * payment is read from Stripe, because events come late, twice and in any order. It is acknowledged only when the sink has the
 * order, so that Stripe's own retries, for three days, are the queue behind it.
 */
export function webhookRoute(deps: Deps): RouteHandler {
  const { config, gateway, log } = deps;
  const keys = createKeyring(config.tokenSecrets);
  const hand = handOn(deps, keys);

  return async (c) => {
    const deadline = c.get('deadline');
    const event = await genuineEvent(c.req.raw, deadline);
    const done = (outcome: Handover | 'written') => c.json({ received: true, outcome });

    if (event.livemode !== config.stripe.livemode || (event.account ?? null) !== null) {
      log({ level: 'warn', event: 'webhook_ignored', reason: 'another account or mode', type: event.type });
      return done('ignored');
    }
    if (event.type === INVOICE_CREATED)
      return done((await writeFooter(deps, idIn(event), deadline)) ? 'written' : 'ignored');
    const subject = subjectOf(event, config.shop);
    if (subject === null) return done('ignored');
    const found = await orderOf(subject, deadline);
    if (found === null) return done('ignored');

    const outcome = await hand(found, deadline);
    const { number } = found.promise;
    // Only now: the buyer waits for the acknowledgement, the order for nobody.
    if (isOneOf(RETIRING, event.type)) await retire(found, deadline);
    log({ level: 'info', event: 'order', type: event.type, number, status: found.status, outcome });
    return done(outcome);
  };

  /**
   * A link that was made for one cart has done its work, and so have the other sessions that were opened from it. Where
   * it cannot be switched off the event is not acknowledged, so this is tried again: it can be done any number of times.
   * What is open after that is said in the log and no more: the link takes no second payment, and sessions end by
   * themselves within a day.
   */
  async function retire({ promise, paidBy, link }: FoundOrder, deadline: AbortSignal): Promise<void> {
    if (promise.kind !== 'link' || link === null) return;
    const { number } = promise;
    await switchOffLink(deps, link, deadline);
    const orders = await endSessions(deps, keys, { link, number }, deadline).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      log({ level: 'warn', event: 'link_sessions_left', number, note: error.note });
      return [];
    });
    const open = orders.filter((order) => order.session.status === 'open').length;
    if (open > 0) log({ level: 'warn', event: 'link_sessions_left', number, open });
    const other = orders.find(({ session: { id }, status }) => id !== paidBy.id && TAKEN.includes(status));
    if (other !== undefined) log({ level: 'error', event: 'link_paid_twice', number, session: other.session.id });
  }

  /**
   * Null for an event about somebody else's payment. What might be a paid order of ours is not acknowledged while it
   * cannot be told: then Stripe asks again, and the owner has days to put right what is wrong.
   * @throws {Refusal} `sink_unavailable`
   */
  async function orderOf(subject: Subject, deadline: AbortSignal): Promise<FoundOrder | null> {
    const reading = await read(subject, deadline);
    switch (reading.is) {
      case 'ours':
        return reading.order;
      case 'foreign':
        if (subject.by === 'payment' && subject.isNamed) return unshown();
        return null;
      case 'missing':
        // A payment that neither is, is none of ours, unless it says so itself.
        if (subject.by === 'payment' && !subject.isNamed) return null;
        // Nor is a subscription that no session has begun, as a decline at the form may leave one. It did with API versions
        // before 2025-03-31 (https://docs.stripe.com/changelog/basil/2025-03-31/checkout-legacy-subscription-upgrade).
        if (subject.by === 'subscription' && !subject.isPaid) return null;
        return unshown();
      case 'unsigned': {
        if (!reading.isComplete) return null;
        log({ level: 'error', event: 'promise_not_ours', shop: config.shop, mend: PROMISE_NOT_OURS });
        throw new Refusal({ code: 'sink_unavailable' }, { note: 'its signature is by none of CART_TOKEN_SECRET' });
      }
    }
  }

  /** Money that says nothing of itself was taken by a session, or else by a PaymentIntent alone, or by an invoice's. */
  async function read({ by, id }: Subject, deadline: AbortSignal): Promise<Reading> {
    if (by === 'session') return readSession(deps, keys, id, deadline);
    if (by === 'intent') return readIntent(deps, keys, id, deadline);
    if (by === 'invoice') return readRenewal(deps, keys, id, deadline);
    if (by === 'subscription') return readBeginning(deps, keys, id, deadline);
    if (by === 'invoice-payment') return ofInvoice(id, deadline);
    const ofSession = await readSessionOf(deps, keys, id, deadline);
    if (ofSession.is !== 'missing') return ofSession;
    const alone = await readIntent(deps, keys, id, deadline);
    return alone.is === 'foreign' ? ofInvoice(id, deadline) : alone;
  }

  /** A shop that sells nothing that recurs need not let its key read invoices. */
  async function ofInvoice(paymentIntent: string, deadline: AbortSignal): Promise<Reading> {
    try {
      return await readInvoiceOf(deps, keys, paymentIntent, deadline);
    } catch (error) {
      if (!(error instanceof Refusal) || error.evidence.code !== 'misconfigured') throw error;
      log({ level: 'warn', event: 'invoice_unread', note: error.note });
      return { is: 'foreign' };
    }
  }

  /** @throws {Refusal} `invalid_signature`, or what `readBody` throws */
  async function genuineEvent(request: Request, deadline: AbortSignal): Promise<Stripe.Event> {
    const secrets = config.stripe.webhookSecrets;
    if (secrets.length === 0)
      throw new Refusal({ code: 'invalid_signature' }, { note: 'STRIPE_WEBHOOK_SECRET is not set' });
    const signature = request.headers.get('stripe-signature');
    if (signature === null) throw new Refusal({ code: 'invalid_signature' });
    const body = await readBody(request, WEBHOOK_BODY_LIMIT_BYTES, deadline);
    const event = await gateway.verifyEvent(body, signature, secrets);
    if (event === null) throw new Refusal({ code: 'invalid_signature' });
    return event;
  }
}

/** An invoice that is made: not an order, and followed only where something is to be written on it. */
const INVOICE_CREATED = 'invoice.created';

const idIn = ({ data: { object } }: Stripe.Event): string => ('id' in object ? String(object.id) : '');

function unshown(): never {
  throw new Refusal({ code: 'sink_unavailable' }, { note: 'Stripe does not show the payment of its own event' });
}
