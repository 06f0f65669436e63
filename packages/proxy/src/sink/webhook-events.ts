import type Stripe from 'stripe';
import { isInvoiceId } from '../invoice/invoice-token.js';
import { idOf } from '../order/found-order.js';
import { byNextAction } from '../order/payment-state.js';
import { bearsName } from '../order/promise.js';
import { isIntentId } from '../order/read-intent.js';

/** Events about a session: an order is placed, or what was on its way has arrived or failed. */
const SESSION_EVENTS = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
] as const;

/**
 * Those that end a link that was made for one cart: it has been used, or its money has arrived. At the second one of
 * two payments that took days, the first can be seen.
 */
export const RETIRING = ['checkout.session.completed', 'checkout.session.async_payment_succeeded'] as const;

/**
 * Events about a PaymentIntent. That of a session has the session's promise, and folds into it: one order, one
 * delivery, and no look but where its money was held. `requires_action` is a voucher or a transfer that somebody has to
 * see to; any other action is the buyer's, now.
 */
const INTENT_EVENTS = [
  'payment_intent.succeeded',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.amount_capturable_updated',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
] as const;

/**
 * Events about an invoice of a subscription. The one it begins with folds into its session's order; the others are
 * renewals of that.
 */
const INVOICE_EVENTS = ['invoice.paid', 'invoice.payment_failed'] as const;

/** A subscription is over: the order that it began with is told of once more. */
const ENDED = 'customer.subscription.deleted';

/** Events about money that was taken before: given back, not given back after all, asked back by the buyer's bank. */
const MONEY_EVENTS = ['charge.refunded', 'refund.failed', 'charge.dispute.created', 'charge.dispute.closed'] as const;

/** The events to tick for the webhook endpoint in Stripe. Others are acknowledged, and cost nothing. */
export const WEBHOOK_EVENTS: readonly string[] = [
  ...SESSION_EVENTS.filter((type) => type !== 'checkout.session.expired'),
  ...INTENT_EVENTS,
  ...INVOICE_EVENTS,
  ENDED,
  ...MONEY_EVENTS,
];

/** Which order an event is about, as far as the event itself can tell. */
export type Subject =
  | { readonly by: 'session'; readonly id: string }
  /** A PaymentIntent that was made without a session. */
  | { readonly by: 'intent'; readonly id: string }
  | { readonly by: 'invoice'; readonly id: string }
  /** @property isPaid whether money was taken for it, so that a session of ours has to name it */
  | { readonly by: 'subscription'; readonly id: string; readonly isPaid: boolean }
  /** A PaymentIntent that bears nobody's name: an invoice's, or somebody else's. */
  | { readonly by: 'invoice-payment'; readonly id: string }
  /** @property isNamed whether the object bears this shop's name, so that a session of ours has to exist */
  | { readonly by: 'payment'; readonly id: string; readonly isNamed: boolean };

/**
 * Null for an event that says nothing about an order of this shop. A charge has the metadata its PaymentIntent had when
 * it was made (https://docs.stripe.com/metadata#copying-metadata-to-another-object), so another shop's charges on the
 * account are known at sight. The PaymentIntents of invoices have none; refunds and disputes have metadata of their own:
 * these cost a look.
 */
export function subjectOf(event: Stripe.Event, shop: string): Subject | null {
  const object = event.data.object as unknown as Thing;
  if (isOneOf(SESSION_EVENTS, event.type)) return { by: 'session', id: String(object.id) };
  if (isOneOf(INTENT_EVENTS, event.type)) return intentOf(event, shop);
  if (isOneOf(INVOICE_EVENTS, event.type)) return invoiceOf(event, shop);
  if (event.type === ENDED) {
    return bearsName(object.metadata ?? null, shop)
      ? { by: 'subscription', id: String(object.id), isPaid: false }
      : null;
  }
  if (!isOneOf(MONEY_EVENTS, event.type)) return null;
  const id = typeof object.payment_intent === 'string' ? object.payment_intent : (object.payment_intent?.id ?? '');
  if (!isIntentId(id)) return null;
  if (object.object !== 'charge') return { by: 'payment', id, isNamed: false };
  if (object.metadata?.['cart_shop'] === undefined) return { by: 'invoice-payment', id };
  if (!bearsName(object.metadata, shop)) return null;
  return isIntents(object) ? { by: 'intent', id } : { by: 'payment', id, isNamed: true };
}

function intentOf(event: Stripe.Event, shop: string): Subject | null {
  const intent = event.data.object as Stripe.PaymentIntent;
  if (!bearsName(intent.metadata, shop)) return null;
  if (!isIntents(intent))
    return isLaterNews(event.type, intent) ? { by: 'payment', id: intent.id, isNamed: true } : null;
  const isNothingYet = event.type === 'payment_intent.requires_action' && byNextAction(intent) !== 'pending';
  return isNothingYet ? null : { by: 'intent', id: intent.id };
}

/**
 * Other people's invoices are known at sight. An event as Stripe wrote them before 2025 has no parent in its invoice, and
 * costs a look.
 */
function invoiceOf({ type, data: { object } }: Stripe.Event, shop: string): Subject | null {
  const { id = '', parent, billing_reason: reason } = object as Partial<Stripe.Invoice>;
  if (!isInvoiceId(id)) return null;
  if (parent === undefined) return { by: 'invoice', id };
  const { metadata = null, subscription } = parent?.subscription_details ?? {};
  if (!bearsName(metadata, shop)) return null;
  const begun = idOf(subscription);
  if (reason !== 'subscription_create' || begun === null) return { by: 'invoice', id };
  return { by: 'subscription', id: begun, isPaid: type === 'invoice.paid' };
}

/** Of a session Stripe says no more when money that it held is captured, or let go. */
const isLaterNews = (type: string, { capture_method: capture }: Stripe.PaymentIntent): boolean =>
  capture === 'manual' && isOneOf(['payment_intent.succeeded', 'payment_intent.canceled'], type);

const isIntents = ({ metadata }: Pick<Thing, 'metadata'>): boolean => metadata?.['cart_kind'] === 'intent';

/** A session, charge, refund or dispute, as far as it is looked at here. */
interface Thing {
  readonly object?: string;
  readonly id?: string;
  readonly payment_intent?: string | { readonly id?: string } | null;
  readonly metadata?: Readonly<Record<string, string>> | null;
}

export const isOneOf = (types: readonly string[], type: string): boolean => types.includes(type);
