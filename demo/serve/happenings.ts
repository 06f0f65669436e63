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
    case 'GET /v1/invoices/pay':
      return {
        who: 'You',
        what: 'You opened the link of an invoice: GET /v1/invoices/pay → the proxy sent you on to the shop’s page',
        ...told,
      };
    case 'POST /v1/invoice':
      return { who: 'The page', what: `Asked how the invoice stands: POST /v1/invoice → ${status}`, ...told };
    case 'POST /v1/portal':
      return { who: 'You', what: `Your click: POST /v1/portal → ${portalOutcome(Number(status))}`, ...told };
    case 'GET /v1/catalog':
      return { who: 'The page', what: `Asked for the price list: GET /v1/catalog → ${status}`, ...told };
    default:
      return null;
  }
}

function checkoutOutcome(status: number, calls: readonly CallEntry[]): string {
  if (status >= 400) return `the proxy said no (${status})`;
  for (const [operation, outcome] of CHECKOUT_OUTCOMES) {
    const done = calls.findLast((call) => call.operation === operation && call.status === 200);
    if (done?.object) return `the proxy ${outcome(calls)} (${short(done.object)})`;
  }
  return 'the proxy answered without asking Stripe';
}

/** What a checkout came to, by the call that tells; the first one that was made. */
const CHECKOUT_OUTCOMES: readonly (readonly [operation: string, outcome: (calls: readonly CallEntry[]) => string])[] = [
  [
    'checkout.sessions.create',
    (calls) =>
      calls.some(isClosing) ? 'closed the Checkout Session before and created another' : 'created a Checkout Session',
  ],
  [
    'paymentLinks.create',
    (calls) =>
      calls.some(isClosing) ? 'switched the payment link before off and made another' : 'made a payment link',
  ],
  [
    'paymentIntents.create',
    (calls) =>
      calls.some(isClosing) ? 'canceled the PaymentIntent before and created another' : 'created a PaymentIntent',
  ],
  ['checkout.sessions.retrieve', () => 'found your Checkout Session as you left it'],
  ['paymentLinks.retrieve', () => 'found your payment link as you left it'],
  ['paymentIntents.retrieve', () => 'found your PaymentIntent as you left it'],
];

const isClosing = ({ operation, status }: CallEntry): boolean =>
  status === 200 &&
  ['checkout.sessions.expire', 'paymentLinks.update', 'paymentIntents.cancel'].includes(String(operation));

function portalOutcome(status: number): string {
  return status >= 400 ? `the proxy said no (${status})` : 'the proxy opened Stripe’s customer portal for you';
}

const inWords = ({ operation, path, status }: CallEntry) => `${operation ?? path} → ${status}`;

/** The states of a PaymentIntent that are news to a buyer. */
const INTENT_NEWS: Readonly<Record<string, string>> = {
  requires_payment_method: 'The payment was declined, and can be tried again',
  requires_action: 'The bank wants to hear from you first',
  processing: 'The bank was asked for the money, and answers in some days',
  requires_capture: 'The bank holds the money for the shop, which has not taken it yet',
  canceled: 'The payment is called off: nobody can pay it any more',
};

/** The states of an invoice and of a subscription that are. */
const BILLING_NEWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  invoice: {
    open: 'An invoice is to be paid',
    paid: 'The invoice is paid, and cannot be paid again',
    void: 'The invoice is void: nobody has to pay it any more',
    uncollectible: 'The shop has given the invoice up',
  },
  subscription: {
    trialing: 'The subscription has begun with a trial: nothing is taken yet',
    active: 'The subscription is running',
    past_due: 'A renewal could not be taken, and is tried again',
    canceled: 'The subscription has ended',
  },
};

const MONEY_NEWS: Readonly<Record<MoneyEntry['type'], (amount: string) => string>> = {
  charge: (amount) => `Stripe took ${amount} from you`,
  refund: (amount) => `Stripe gave ${amount} back to you`,
  refund_failure: (amount) => `Your bank sent ${amount} back to the shop: the refund did not arrive`,
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
  const billing = BILLING_NEWS[entry.object]?.[entry.state];
  if (billing) return `${billing} (${short(entry.id)})`;
  if (entry.object !== 'payment_intent' || (isFirst && entry.state === 'requires_payment_method')) return null;
  const news = INTENT_NEWS[entry.state];
  return news ? `${news} (${short(entry.id)})` : null;
}

/** The shop's owner has run a command. */
export function ofCommand(what: string, calls: readonly CallEntry[]): Happening {
  return { who: 'The shop', what, calls: calls.map(inWords) };
}

/** An order has arrived at the desk. */
export function ofOrder({ id, status, totals, currency, renewal }: DeliveredOrder): Happening {
  const what = renewal ? `A renewal of order ${id}` : `Order ${id}`;
  const amount = money(totals.total, currency);
  return { who: 'The shop', what: `${what} reached the shop: ${status}, ${amount}`, calls: null };
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
