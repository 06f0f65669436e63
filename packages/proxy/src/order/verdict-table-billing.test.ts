import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { INVOICE_FRAGMENT, ORDER_FRAGMENT, type OrderStatus } from '@stripe-cart/contract';
import { sealInvoiceLink, sealInvoiceReturn } from '../invoice/invoice-token.js';
import type { StripeGateway } from '../stripe/gateway.js';
import { readRenewal } from '../subscription/read-renewal.js';
import { inProcess } from '../test-stack/in-process.js';
import type { Fields, Json } from '../test-stack/paid-session.js';
import { withChanges, type States } from '../test-stack/stripe-states.js';
import { createKeyring } from './keyring.js';
import { metadataOf, type SalePromise } from './promise.js';
import { returnNonce } from './return-nonce.js';

/*
 * The verdict's table for what is billed: invoices, asked over HTTP by the token of the way back, and the renewals of
 * subscriptions, asked as the webhook asks. Every status, tampered with in every way that there is.
 */

const INVOICE = 'in_1a2b3c4d5e6f';
const DAY = 24 * 3600 * 1000;
const SEALED_AT = Date.UTC(2026, 10, 22);
const LINK_EXPIRES = (SEALED_AT + 30 * DAY) / 1000;
const OURS = 'k3Jq9vXw2Lr8Tz5Bn7Mf4Hc6Gd1Ps0Yu';
const OUR_KEYS = createKeyring([OURS]);
const THEIR_KEYS = createKeyring(['another secret of thirty-two or more']);

const ATTEMPT = '6f1c1b1e-7a57-4c0e-9d5e-0a1b2c3d4e5f';
const PROMISE: SalePromise = {
  shop: 'pottery',
  attempt: ATTEMPT,
  kind: 'session',
  predecessor: null,
  number: '7QK2-M4ZD-X0VB',
  currency: 'eur',
  fingerprint: 'x'.repeat(43),
  allows: [],
  charge: null,
};

/** An invoice of 100.00 that waits to be paid, and what its own PaymentIntent says. */
const OPEN: Fields = {
  object: 'invoice',
  id: INVOICE,
  livemode: false,
  status: 'open',
  number: 'A-0001',
  currency: 'eur',
  total: 10_000,
  amount_paid: 0,
  amount_remaining: 10_000,
  due_date: null,
  collection_method: 'send_invoice',
  attempted: false,
  next_payment_attempt: null,
  billing_reason: 'subscription_cycle',
  confirmation_secret: { type: 'payment_intent', client_secret: 'pi_own00000000_secret_s00000000000' },
  payments: { has_more: false, data: [{ status: 'open', payment: { type: 'payment_intent', payment_intent: null } }] },
  lines: { data: [], has_more: false },
};
const OWN: Fields = {
  object: 'payment_intent',
  id: 'pi_own00000000',
  status: 'requires_payment_method',
  amount: 10_000,
  amount_received: 0,
  currency: 'eur',
  next_action: null,
  last_payment_error: null,
  latest_charge: null,
};
const AT = 'payments.data.0.payment.payment_intent';
const own = (changes: Fields): Fields => ({ [AT]: withChanges(OWN, changes) });
const paid = (charge: Fields = {}): Fields => ({
  status: 'paid',
  amount_paid: 10_000,
  amount_remaining: 0,
  'payments.data.0.status': 'paid',
  ...own({
    status: 'succeeded',
    amount_received: 10_000,
    latest_charge: { status: 'succeeded', disputed: false, refunded: false, amount_refunded: 0, ...charge },
  }),
});
const returned = { last_payment_error: { code: 'debit', payment_method: { type: 'sepa_debit' } } };
const action = (type: string): Fields => ({ status: 'requires_action', next_action: { type } });

const INVOICES: States = {
  draft: [{ status: 'draft', confirmation_secret: null }, 'unpaid'],
  open: [own({}), 'unpaid'],
  'open, a challenge': [own(action('use_stripe_sdk')), 'unpaid'],
  'open, a debit returned': [own(returned), 'failed'],
  'open, a voucher': [own(action('boleto_display_details')), 'pending'],
  'open, processing': [own({ status: 'processing' }), 'pending'],
  'open, succeeded and not booked': [own({ status: 'succeeded' }), 'pending'],
  'open, nothing to pay it with': [{ confirmation_secret: null, payments: { data: [], has_more: false } }, 'unknown'],
  paid: [paid(), 'paid'],
  'paid, and something left': [{ ...paid(), amount_remaining: 1 }, 'review'],
  'paid, nothing due': [{ status: 'paid', total: 0, amount_remaining: 0 }, 'free'],
  void: [{ status: 'void', ...own({ status: 'canceled' }) }, 'canceled'],
  uncollectible: [{ status: 'uncollectible', ...own({}) }, 'canceled'],
  'a status nobody knows': [{ status: 'archived', ...own({}) }, 'unknown'],
};

const RENEWALS: States = {
  draft: [{ status: 'draft' }, 'unpaid'],
  'open, not tried yet': [own({}), 'unpaid'],
  'open, tried in vain': [{ attempted: true, ...own({}) }, 'failed'],
  'open, a challenge': [{ attempted: true, ...own(action('use_stripe_sdk')) }, 'failed'],
  'open, processing': [{ attempted: true, ...own({ status: 'processing' }) }, 'pending'],
  paid: [paid(), 'paid'],
  'paid, refunded': [paid({ refunded: true }), 'refunded'],
  'paid, refunded in part': [paid({ amount_refunded: 1 }), 'partly_refunded'],
  'paid, disputed': [paid({ disputed: true }), 'disputed'],
  'paid, and something left': [{ ...paid(), amount_remaining: 1 }, 'review'],
  'paid, nothing due': [{ status: 'paid', total: 0, amount_remaining: 0 }, 'free'],
  void: [{ status: 'void' }, 'canceled'],
  uncollectible: [{ status: 'uncollectible' }, 'canceled'],
  'a status nobody knows': [{ status: 'archived' }, 'unknown'],
};

const same = (status: OrderStatus): string => status;
/** What is paid is paid; what waits for a payment of something else is not to be paid here. */
const ifWaiting = (status: OrderStatus, state: string): string =>
  state.startsWith('open') && (status === 'unpaid' || status === 'failed') ? 'unknown' : status;

/** Either with what Stripe shows changed, or with another token for the way back. */
interface InvoiceTampering {
  readonly object?: Fields;
  readonly token?: () => Promise<string>;
  readonly later?: number;
  readonly told: (status: OrderStatus, state: string) => string;
}

const back = (keys = OUR_KEYS, shop = 'pottery') =>
  sealInvoiceReturn(keys, { shop, invoice: INVOICE, linkExpires: LINK_EXPIRES }, SEALED_AT);
const UNVERIFIED = 'unverified';
const nothing = () => UNVERIFIED;
const gone = () => 'order_not_found';

const INVOICE_TAMPERINGS: Readonly<Record<string, InvoiceTampering>> = {
  nothing: { told: same },
  'another amount': { object: { [`${AT}.amount`]: 9_999 }, told: ifWaiting },
  'another currency': { object: { [`${AT}.currency`]: 'usd' }, told: ifWaiting },
  'more payments than are shown': { object: { 'payments.has_more': true }, told: ifWaiting },
  'the invoice’s other mode': { object: { livemode: true }, told: gone },
  'a foreign shop': { token: () => back(OUR_KEYS, 'tiles'), told: nothing },
  'a token of another secret': { token: () => back(THEIR_KEYS), told: nothing },
  'its link in place of the way back': {
    token: () => sealInvoiceLink(OUR_KEYS, { shop: 'pottery', invoice: INVOICE }, LINK_EXPIRES, SEALED_AT),
    told: nothing,
  },
  'the nonce of an attempt in its place': { token: () => returnNonce(OUR_KEYS, ATTEMPT, 'session'), told: nothing },
  'an expired token': { later: 8 * DAY, told: nothing },
  'a token nearly expired': { later: 6 * DAY, told: same },
};

const shown = new Map<string, Json>();
const proxy = inProcess(shown, { CART_TOKEN_SECRET: OURS });

async function askOfInvoice({ token = back, later = 0, object = {} }: InvoiceTampering, changes: Fields) {
  shown.set(INVOICE, withChanges(withChanges(OPEN, { ...own({}), ...changes }), seen(object, changes)));
  proxy.now = SEALED_AT + later;
  const query = { [INVOICE_FRAGMENT]: await token(), payment_intent: 'pi_000000000000', redirect_status: 'succeeded' };
  const address = new URL((await proxy.comeBack(query)).headers.get('location') ?? '');
  const order = new URLSearchParams(address.hash.slice(1)).get(ORDER_FRAGMENT) ?? '';
  if (order === UNVERIFIED) return UNVERIFIED;
  const { body } = await proxy.order({ by: 'order', token: order });
  return body.code ?? String(body.status);
}

/** A payment that is not there has no amount to change. */
const seen = (object: Fields, changes: Fields): Fields =>
  'payments' in changes && !('livemode' in object) ? {} : object;

/** What the webhook makes of each. A renewal's amount is Stripe's own, so there is none to hold it against. */
type RenewalTampering = readonly [
  promise: Partial<SalePromise>,
  keys: typeof OUR_KEYS,
  metadata: Readonly<Record<string, string>> | null,
  object: Fields,
  told: (status: OrderStatus) => string,
];

const RENEWAL_TAMPERINGS: Readonly<Record<string, RenewalTampering>> = {
  nothing: [{}, OUR_KEYS, {}, {}, same],
  'another amount': [{}, OUR_KEYS, {}, { total: 9_999 }, same],
  'a promise that was rewritten': [{}, OUR_KEYS, { cart_number: '0000-0000-0000' }, {}, () => 'unsigned'],
  'another attempt written over its own': [{}, OUR_KEYS, { cart_attempt: 'nobody’s' }, {}, () => 'unsigned'],
  'a signature by another secret': [{}, THEIR_KEYS, {}, {}, () => 'unsigned'],
  'a foreign shop': [{ shop: 'tiles' }, OUR_KEYS, {}, {}, () => 'foreign'],
  'a foreign shop’s signature': [{ shop: 'tiles' }, THEIR_KEYS, {}, {}, () => 'foreign'],
  'no subscription of a cart’s': [{}, OUR_KEYS, null, {}, () => 'foreign'],
  'the invoice’s other mode': [{}, OUR_KEYS, {}, { livemode: true }, () => 'missing'],
};

async function askOfRenewal([changed, keys, written, object]: RenewalTampering, changes: Fields) {
  const signed = { ...(await metadataOf({ ...PROMISE, ...changed }, keys)), ...written };
  const metadata = written === null ? { plan: 'gold' } : signed;
  const parent = { subscription_details: { subscription: 'sub_1a2b3c4d', metadata } };
  const invoice = withChanges(withChanges({ ...OPEN, parent }, object), { ...own({}), ...changes });
  const { data } = (invoice as unknown as Stripe.Invoice).payments ?? { data: [] };
  const gateway = {
    retrieveInvoice: async () => invoice,
    listPaymentsOfInvoice: async () => data,
    findSessionOfSubscription: async () => null,
  } as unknown as StripeGateway;
  const { config } = proxy;
  const reading = await readRenewal({ config, gateway }, OUR_KEYS, INVOICE, AbortSignal.timeout(60_000));
  return reading.is === 'ours' ? reading.order.status : reading.is;
}

const count = (states: object, tamperings: object) => Object.keys(states).length * Object.keys(tamperings).length;
const CELLS = count(INVOICES, INVOICE_TAMPERINGS) + count(RENEWALS, RENEWAL_TAMPERINGS);

describe(`${CELLS} cells of status and tampering, of what is billed`, () => {
  test.each(Object.entries(INVOICE_TAMPERINGS))('an invoice, with %s', async (_, tampering) => {
    const wrong: unknown[] = [];
    for (const [state, [changes, status]] of Object.entries(INVOICES)) {
      const [told, expected] = [await askOfInvoice(tampering, changes), tampering.told(status, state)];
      if (told !== expected) wrong.push([state, told, expected]);
    }
    expect(wrong).toEqual([]);
  });

  test.each(Object.entries(RENEWAL_TAMPERINGS))('a renewal, with %s', async (_, tampering) => {
    const wrong: unknown[] = [];
    for (const [state, [changes, status]] of Object.entries(RENEWALS)) {
      const [told, expected] = [await askOfRenewal(tampering, changes), tampering[4](status)];
      if (told !== expected) wrong.push([state, told, expected]);
    }
    expect(wrong).toEqual([]);
  });
});
