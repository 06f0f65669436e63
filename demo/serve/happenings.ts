import type { LogEntry } from '@stripe-cart/proxy';
import type { CallEntry, LedgerEntry, MoneyEntry } from '@stripe-cart/sandbox';
import type { DeliveredOrder } from './order-desk.ts';

/** One thing that happened, in words for a visitor who has never seen the inside of a shop. */
export interface Happening {
  /** Who set it off. */
  readonly who: 'You' | 'The page' | 'Stripe' | 'The shop';
  readonly what: string;
  /** The calls of Stripe's API that the proxy made for it, as `checkout.sessions.create → 200`; null where it made none of its own. */
  readonly calls: readonly string[] | null;
}

/** What the proxy answered on one of its routes, with the calls it made on the way; null for what is no news. */
export function ofRequest({ method, route, status }: LogEntry, calls: readonly CallEntry[]): Happening | null {
  const told = { calls: calls.map(inWords) };
  switch (`${method} ${route}`) {
    case 'POST /v1/checkout':
      return { who: 'You', what: `Your click: POST /v1/checkout → ${checkoutOutcome(Number(status), calls)}`, ...told };
    case 'GET /v1/return':
      return {
        who: 'You',
        what: 'You came back from Stripe: GET /v1/return → the proxy checked, and sent you on to the shop',
        ...told,
      };
    case 'POST /v1/order':
      return { who: 'The page', what: `Asked how the order stands: POST /v1/order → ${status}`, ...told };
    case 'GET /v1/catalog':
      return { who: 'The page', what: `Asked for the price list: GET /v1/catalog → ${status}`, ...told };
    default:
      return null;
  }
}

function checkoutOutcome(status: number, calls: readonly CallEntry[]): string {
  if (status >= 400) return `the proxy said no (${status})`;
  const last = (operation: string) => calls.findLast((call) => call.operation === operation && call.status === 200);
  const created = last('checkout.sessions.create');
  if (created?.object) {
    return last('checkout.sessions.expire')
      ? `the proxy closed the Checkout Session before and created another (${short(created.object)})`
      : `the proxy created a Checkout Session (${short(created.object)})`;
  }
  const link = last('paymentLinks.create');
  if (link?.object) {
    return last('paymentLinks.update')
      ? `the proxy switched the payment link before off and made another (${short(link.object)})`
      : `the proxy made a payment link (${short(link.object)})`;
  }
  const found = last('checkout.sessions.retrieve');
  if (found?.object) return `the proxy found your Checkout Session as you left it (${short(found.object)})`;
  const foundLink = last('paymentLinks.retrieve');
  return foundLink?.object
    ? `the proxy found your payment link as you left it (${short(foundLink.object)})`
    : 'the proxy answered without asking Stripe';
}

const inWords = ({ operation, path, status }: CallEntry) => `${operation ?? path} → ${status}`;

/** The states of a PaymentIntent that are news to a buyer. */
const INTENT_NEWS: Readonly<Record<string, string>> = {
  requires_payment_method: 'The payment was declined, and can be tried again',
  requires_action: 'The bank wants to hear from you first',
  processing: 'The bank was asked for the money, and answers in some days',
};

const MONEY_NEWS: Readonly<Record<MoneyEntry['type'], (amount: string) => string>> = {
  charge: (amount) => `Stripe took ${amount} from you`,
  refund: (amount) => `Stripe gave ${amount} back to you`,
  dispute: (amount) => `Your bank asked for ${amount} back, and Stripe took it from the shop`,
  dispute_reversal: (amount) => `Your bank decided for the shop, and Stripe gave it ${amount} back`,
};

/**
 * What Stripe noted, where it concerns the buyer or the shop; null for the rest.
 *
 * @param isFirst whether the entry's object has not been heard of before: every PaymentIntent begins without a payment method
 * @param calls what the proxy asked Stripe when it was told of an event
 */
export function ofEntry(entry: LedgerEntry, isFirst: boolean, calls: readonly CallEntry[]): Happening | null {
  if (entry.kind === 'delivery') {
    return {
      who: 'Stripe',
      what: `Stripe delivered ${entry.type} → ${entry.status === null ? 'no answer' : `proxy ${entry.status}`}`,
      calls: calls.map(inWords),
    };
  }
  const what = newsOf(entry, isFirst);
  return what === null ? null : { who: 'Stripe', what, calls: null };
}

function newsOf(entry: LedgerEntry, isFirst: boolean): string | null {
  if (entry.kind === 'money') {
    return `${MONEY_NEWS[entry.type](money(entry.amount, entry.currency))} (${short(entry.paymentIntent)})`;
  }
  if (entry.kind !== 'object') return null;
  if (entry.object === 'checkout.session' && entry.state === 'expired') {
    return `The Checkout Session ${short(entry.id)} is closed: nobody can pay it any more`;
  }
  if (entry.object !== 'payment_intent' || (isFirst && entry.state === 'requires_payment_method')) return null;
  const news = INTENT_NEWS[entry.state];
  return news ? `${news} (${short(entry.id)})` : null;
}

/** The shop's owner has run a command. */
export function ofCommand(what: string, calls: readonly CallEntry[]): Happening {
  return { who: 'The shop', what, calls: calls.map(inWords) };
}

/** An order has arrived at the desk. */
export function ofOrder({ id, status, totals, currency }: DeliveredOrder): Happening {
  const amount = money(totals.total, currency);
  return { who: 'The shop', what: `Order ${id} reached the shop: ${status}, ${amount}`, calls: null };
}

/** @param amount in minor units */
function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** `cs_test_a1B2…`: enough to tell one from another. */
function short(id: string): string {
  return id.length > 16 ? `${id.slice(0, 14)}…` : id;
}
