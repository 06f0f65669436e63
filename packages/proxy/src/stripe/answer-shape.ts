import type Stripe from 'stripe';
import { Refusal } from '../refusal.js';

/**
 * A success without the fields we are about to use is not a success. The SDK passes on whatever JSON came with a 200,
 * and a 404 without an `error` in it as well (stripe 23.1.0, RequestSender.js `_jsonResponseHandler`), so every answer
 * is looked at here before anybody relies on its type.
 * @throws {Refusal} `stripe_unreadable`
 */
export function asSession(answer: unknown): Stripe.Checkout.Session {
  const session = asObject(answer, 'checkout.session');
  demand(typeof session['id'] === 'string' && session['id'].startsWith('cs_'), 'session id');
  demand(typeof session['livemode'] === 'boolean', 'session livemode');
  demand(session['status'] === null || typeof session['status'] === 'string', 'session status');
  demand(typeof session['payment_status'] === 'string', 'session payment_status');
  demand(isRecord(session['metadata']) || session['metadata'] === null, 'session metadata');
  return session as unknown as Stripe.Checkout.Session;
}

/** A session with what `retrieveSession` expands: its lines, its payment and that payment's latest charge. */
export function asExpandedSession(answer: unknown): Stripe.Checkout.Session {
  const session = asSessionWithPayment(answer);
  asList(session.line_items, 'item');
  return session;
}

export function asSessionWithPayment(answer: unknown): Stripe.Checkout.Session {
  const session = asSession(answer);
  const payment: unknown = session.payment_intent;
  if (payment === null || payment === undefined) return session;
  const { status, latest_charge: charge } = asObject(payment, 'payment_intent');
  demand(typeof status === 'string', 'payment_intent status');
  if (charge !== null) asObject(charge, 'charge');
  return session;
}

/**
 * A new session must have a way in: the address of Stripe's page, or the secret that opens it to Stripe.js. Plain http is
 * for a stand-in of Stripe's on loopback only.
 */
export function asOpenSession(
  answer: unknown,
  uiMode: string | undefined,
  allowHttp: boolean,
): Stripe.Checkout.Session {
  const session = asSession(answer);
  const { id, url, client_secret: secret } = session;
  if (uiMode === 'elements' || uiMode === 'embedded_page') {
    demand(typeof secret === 'string' && secret.startsWith(`${id}_secret_`), 'session client_secret');
    return session;
  }
  demandWebAddress(url, allowHttp, 'session url');
  return session;
}

/** A PaymentIntent that was made without a session; its latest charge may be an id, or expanded. */
export function asPaymentIntent(answer: unknown): Stripe.PaymentIntent {
  const intent = asObject(answer, 'payment_intent');
  demand(typeof intent['id'] === 'string' && /^pi_[A-Za-z0-9]{10,200}$/.test(intent['id']), 'payment_intent id');
  demand(typeof intent['livemode'] === 'boolean', 'payment_intent livemode');
  demand(typeof intent['status'] === 'string', 'payment_intent status');
  demand(Number.isSafeInteger(intent['amount']) && typeof intent['currency'] === 'string', 'payment_intent amount');
  demand(isRecord(intent['metadata']), 'payment_intent metadata');
  if (isRecord(intent['latest_charge'])) asObject(intent['latest_charge'], 'charge');
  return intent as unknown as Stripe.PaymentIntent;
}

/** A new one must have a way in: the secret that opens it to Stripe.js. */
export function asOpenPaymentIntent(answer: unknown): Stripe.PaymentIntent {
  const intent = asPaymentIntent(answer);
  const { id, client_secret: secret } = intent;
  demand(typeof secret === 'string' && secret.startsWith(`${id}_secret_`), 'payment_intent client_secret');
  return intent;
}

export function asShippingRate(answer: unknown): Stripe.ShippingRate {
  const rate = asObject(answer, 'shipping_rate');
  demand(typeof rate['id'] === 'string' && typeof rate['active'] === 'boolean', 'shipping_rate');
  return rate as unknown as Stripe.ShippingRate;
}

export function asInvoice(answer: unknown): Stripe.Invoice {
  const invoice = asObject(answer, 'invoice');
  demand(typeof invoice['id'] === 'string' && /^in_[A-Za-z0-9]{8,200}$/.test(invoice['id']), 'invoice id');
  demand(typeof invoice['livemode'] === 'boolean', 'invoice livemode');
  demand(invoice['status'] === null || typeof invoice['status'] === 'string', 'invoice status');
  demand(typeof invoice['currency'] === 'string', 'invoice currency');
  const amounts = [invoice['subtotal'], invoice['total'], invoice['amount_paid'], invoice['amount_remaining']];
  demand(amounts.every(Number.isSafeInteger), 'invoice amounts');
  asList(invoice['lines'], 'line_item');
  return invoice as unknown as Stripe.Invoice;
}

export function asSubscription(answer: unknown): Stripe.Subscription {
  const subscription = asObject(answer, 'subscription');
  demand(typeof subscription['id'] === 'string' && typeof subscription['status'] === 'string', 'subscription');
  const { data: items } = asList(subscription['items'], 'subscription_item');
  demand(
    [subscription, ...items].every(({ discounts }) => Array.isArray(discounts)),
    'subscription discounts',
  );
  return subscription as unknown as Stripe.Subscription;
}

/** Payments of invoices, whose PaymentIntents may be ids, or expanded. */
export function asInvoicePayments(answer: unknown): Stripe.InvoicePayment[] {
  const { data } = asList(answer, 'invoice_payment');
  for (const { payment, invoice } of data) {
    demand(isRecord(payment) && (typeof invoice === 'string' || isRecord(invoice)), 'invoice_payment');
  }
  return data as unknown as Stripe.InvoicePayment[];
}

export function asPortalSession(answer: unknown, allowHttp: boolean): Stripe.BillingPortal.Session {
  const session = asObject(answer, 'billing_portal.session');
  demandWebAddress(session['url'], allowHttp, 'portal url');
  return session as unknown as Stripe.BillingPortal.Session;
}

/** Of whatever object was written to or read. */
export function asMetadata(answer: unknown): Stripe.Metadata | null {
  demand(isRecord(answer) && typeof answer['object'] === 'string', 'object with metadata');
  const { metadata } = answer as { metadata?: unknown };
  demand(metadata === null || isRecord(metadata), 'metadata');
  return metadata as Stripe.Metadata | null;
}

/** A payment link, switched off or not. Its address never changes, so it is looked at once and for all. */
export function asLink(answer: unknown, allowHttp: boolean): Stripe.PaymentLink {
  const link = asObject(answer, 'payment_link');
  demand(typeof link['id'] === 'string' && /^plink_[A-Za-z0-9]{6,200}$/.test(link['id']), 'payment link id');
  demand(typeof link['livemode'] === 'boolean', 'payment link livemode');
  demand(typeof link['active'] === 'boolean', 'payment link active');
  demand(isRecord(link['metadata']), 'payment link metadata');
  demandWebAddress(link['url'], allowHttp, 'payment link url');
  return link as unknown as Stripe.PaymentLink;
}

/** One page of a list whose members are all of this kind. */
export function asList(
  answer: unknown,
  kind: 'item' | 'line_item' | 'price' | 'checkout.session' | 'dispute' | 'invoice_payment' | 'subscription_item',
): { data: Record<string, unknown>[]; hasMore: boolean } {
  const { data, has_more: hasMore } = asObject(answer, 'list');
  demand(Array.isArray(data) && typeof hasMore === 'boolean', 'list');
  return { data: (data as unknown[]).map((member) => asObject(member, kind)), hasMore: hasMore === true };
}

export function asEvent(answer: unknown): Stripe.Event {
  const event = asObject(answer, 'event');
  demand(typeof event['type'] === 'string' && typeof event['livemode'] === 'boolean', 'event');
  demand(isRecord(event['data']) && isRecord(event['data']['object']), 'event data');
  return event as unknown as Stripe.Event;
}

function asObject(answer: unknown, kind: string): Record<string, unknown> {
  demand(isRecord(answer) && answer['object'] === kind, kind);
  return answer as Record<string, unknown>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function demandWebAddress(text: unknown, allowHttp: boolean, what: string): void {
  const address = typeof text === 'string' ? URL.parse(text) : null;
  demand(address?.protocol === 'https:' || (allowHttp && address?.protocol === 'http:'), what);
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Refusal({ code: 'stripe_unreadable' }, { note: `unexpected ${what}` });
}
