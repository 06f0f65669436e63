import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import type { OrderStatus } from '@stripe-cart/contract';
import { sealResumeToken } from '../checkout/resume-token.js';
import { inProcess } from '../test-stack/in-process.js';
import { paidSession, type Fields, type Json } from '../test-stack/paid-session.js';
import { INTENT_STATES, SESSION_STATES, withChanges, type States } from '../test-stack/stripe-states.js';
import { fingerprintOf } from './fingerprint.js';
import { linesMetadata } from './intent-lines.js';
import { createKeyring } from './keyring.js';
import { sealOrderToken } from './order-token.js';
import { paidBy } from './paid-by.js';
import { metadataOf, type PaymentKind, type SalePromise } from './promise.js';
import { returnNonce } from './return-nonce.js';
import { linesFrom } from './stripe-lines.js';

/*
 * Every status that Stripe has, for every kind of object that an order is paid by, tampered with in every way: what a
 * buyer's page is told of each, asked over HTTP as a browser asks.
 */

const ATTEMPT = '6f1c1b1e-7a57-4c0e-9d5e-0a1b2c3d4e5f';
const ANOTHER = '0d8f7c1e-2b3a-4c5d-8e9f-0a1b2c3d4e5f';
const SESSION = 'cs_test_a1b2c3d4e5f6a7b8';
const INTENT = 'pi_3a1b2c3d4e5f6a7b8';
const INVOICE = 'in_1a2b3c4d5e6f';
const DAY = 24 * 3600 * 1000;

interface Kind {
  readonly id: string;
  readonly promised: PaymentKind;
  readonly states: States;
  /** Paid as promised. */
  readonly paid: Fields;
  readonly charge: SalePromise['charge'];
  /** What was sold, as it stands in the object. */
  readonly fingerprint: () => Promise<string>;
  readonly lineFields: Readonly<Record<string, string>>;
  readonly otherAmount: Fields;
  readonly otherCurrency: Fields;
  readonly otherLines: Fields;
  /** What the promise says, made to fit what was taken. */
  readonly rewritten: Fields;
}

const soldIn = (session: Fields) =>
  linesFrom(session as unknown as Stripe.Checkout.Session, session['lines'] as unknown as Stripe.LineItem[]);

const session = (changes: Fields, eachLine: (line: Fields) => Fields = (line) => line): Fields => {
  const base = paidSession();
  return { ...base, id: SESSION, created: 1, ...changes, lines: (base['lines'] as Fields[]).map(eachLine) };
};
const bySession = (paid: Fields, promised: PaymentKind, states = SESSION_STATES): Kind => ({
  id: SESSION,
  promised,
  states,
  paid,
  charge: null,
  fingerprint: () => fingerprintOf('eur', soldIn(paid)),
  lineFields: {},
  otherAmount: { amount_total: 6134, 'payment_intent.amount_received': 6134 },
  otherCurrency: {
    currency: 'usd',
    'payment_intent.currency': 'usd',
    'lines.0.currency': 'usd',
    'lines.1.currency': 'usd',
  },
  // The totals are what they were: only what was sold is not.
  rewritten: { 'metadata.cart_allows': 'none', 'metadata.cart_number': '0000-0000-0000' },
  otherLines: { 'lines.0.metadata.cart_item': 'vase', 'lines.0.price.product.metadata.cart_item': 'vase' },
});

const LINES = [
  { item: 'mug', name: 'Mug', options: [{ name: 'Glaze', value: 'Gold' }], quantity: 2, unitAmount: 1350 },
  { item: 'bowl', name: 'Bowl', options: [], quantity: 1, unitAmount: 2450 },
];
/** A subscription's session names no payment; until it is complete nobody looks for one. */
const isSeen = ([name]: readonly [string, unknown]): boolean =>
  !name.startsWith('open, ') || ['open, nothing begun', 'open, yet paid'].includes(name);

/** Its first payment was taken at a later try. The session goes on saying `unpaid`, and the money is where it is. */
const TAKEN_LATER: States = Object.fromEntries(
  Object.entries(INTENT_STATES)
    .filter(([name]) => name.startsWith('succeeded'))
    .map(([name, [changes, status]]) => [
      `complete, unpaid, ${name}`,
      [
        {
          payment_status: 'unpaid',
          ...Object.fromEntries(Object.entries(changes).map(([path, value]) => [`payment_intent.${path}`, value])),
        },
        status,
      ],
    ]),
);

const KINDS: Readonly<Record<string, Kind>> = {
  session: bySession(session({}), 'session'),
  link: bySession(
    session({ payment_link: 'plink_1a2b3c4d' }, (line) => ({
      ...line,
      price: { ...(line['price'] as Fields), id: 'price_1', product: { metadata: line['metadata'] ?? {} } },
    })),
    'link',
  ),
  subscription: bySession(
    session({ mode: 'subscription', invoice: INVOICE, subscription: null }, (line) => ({
      ...line,
      price: { ...(line['price'] as Fields), recurring: { interval: 'month', interval_count: 1 } },
    })),
    'session',
    { ...Object.fromEntries(Object.entries(SESSION_STATES).filter(isSeen)), ...TAKEN_LATER },
  ),
  intent: {
    id: INTENT,
    promised: 'intent',
    states: INTENT_STATES,
    paid: {
      object: 'payment_intent',
      id: INTENT,
      livemode: false,
      created: 1,
      status: 'succeeded',
      amount: 5640,
      amount_received: 5640,
      amount_capturable: 0,
      currency: 'eur',
      next_action: null,
      last_payment_error: null,
      latest_charge: { status: 'succeeded', disputed: false, refunded: false, amount_refunded: 0 },
      shipping: { name: 'Ada', address: { line1: '1 Kiln Lane', country: 'DE' } },
    },
    charge: { total: 5640, shipping: { rate: 'shr_1', amount: 490 }, shipsTo: ['AT', 'DE'] },
    fingerprint: () => fingerprintOf('eur', LINES),
    lineFields: linesMetadata(LINES),
    otherAmount: { amount: 5639, amount_received: 5639 },
    otherCurrency: { currency: 'usd' },
    rewritten: {
      amount: 5639,
      amount_received: 5639,
      'metadata.cart_total': '5639',
      'metadata.cart_shipping': '489 shr_1',
    },
    otherLines: {
      'metadata.cart_lines_0': JSON.stringify([{ quantity: 2, item: 'mug', name: 'Mug', unitAmount: 2575 }]),
    },
  },
};

/** What is changed about an order, and asked with which token. */
interface World {
  object: Fields;
  promise: SalePromise;
  nonce: string;
  /** Milliseconds after the token was sealed. */
  later: number;
  /** How often the token is presented; it is the last answer that counts. */
  times: number;
  secret: string;
  sealedWith: string;
  sealedFor: string;
  token: (genuine: string) => Promise<string> | string;
}

const OURS = 'k3Jq9vXw2Lr8Tz5Bn7Mf4Hc6Gd1Ps0Yu';
const THEIRS = 'another secret of thirty-two or more';
const OUR_KEYS = createKeyring([OURS]);
const THEIR_KEYS = createKeyring([THEIRS]);
const keysOf = (secret: string) => (secret === OURS ? OUR_KEYS : THEIR_KEYS);
const NOBODY = 'order_not_found';
/** Where money was taken, a difference is for a person to look at; where none was, it changes nothing. */
const ifTaken = (status: OrderStatus): OrderStatus =>
  status === 'paid' || status === 'free' || status === 'authorised' ? 'review' : status;
const same = (status: OrderStatus): OrderStatus => status;
const none = (): string => NOBODY;

type Tampering = readonly [tamper: (world: World, kind: Kind) => unknown, expected: (status: OrderStatus) => string];

const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  nothing: [() => undefined, same],
  // What was asked once can be asked again, by anybody who has the token: nothing is used up.
  'the token a third time': [(world) => (world.times = 3), same],
  'another amount': [(world, kind) => (world.object = withChanges(world.object, kind.otherAmount)), ifTaken],
  'another currency': [(world, kind) => (world.object = withChanges(world.object, kind.otherCurrency)), ifTaken],
  'other lines': [(world, kind) => (world.object = withChanges(world.object, kind.otherLines)), ifTaken],
  'a promise that was rewritten': [(world, kind) => (world.object = withChanges(world.object, kind.rewritten)), none],
  'the payment’s other mode': [(world) => (world.object = withChanges(world.object, { livemode: true })), none],
  'a foreign shop': [(world) => (world.promise = { ...world.promise, shop: 'tiles' }), none],
  'a signature by another secret': [(world) => (world.secret = THEIRS), none],
  'another attempt': [(world) => (world.promise = { ...world.promise, attempt: ANOTHER }), none],
  'another kind’s nonce': [
    async (world, { promised }) =>
      (world.nonce = await returnNonce(OUR_KEYS, ATTEMPT, promised === 'intent' ? 'session' : 'intent')),
    none,
  ],
  'an expired token': [(world) => (world.later = 91 * DAY), none],
  'a token nearly expired': [(world) => (world.later = 89 * DAY), same],
  'a token of another secret': [(world) => (world.sealedWith = THEIRS), none],
  'a token of another shop with the same secret': [(world) => (world.sealedFor = 'tiles'), none],
  'a token that was changed': [(world) => (world.token = (genuine) => changedEnd(genuine)), none],
  'a resume token in its place': [
    (world, { id }) =>
      (world.token = () =>
        sealResumeToken(
          OUR_KEYS,
          { payable: { by: 'session', id }, attempt: ATTEMPT },
          { shop: 'pottery', origin: 'https://shop.example' },
          SEALED_AT,
        )),
    none,
  ],
};

/** The second but last character: the last one has bits that mean nothing. */
const changedEnd = (token: string) => `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`;

const SEALED_AT = Date.UTC(2026, 10, 22);
/** What Stripe shows, by id; changed from cell to cell. */
const shown = new Map<string, Json>();
const proxy = inProcess(shown, { CART_TOKEN_SECRET: OURS });

/** A kind of order, tampered with, and whoever asks for it. */
async function worldOf(kind: Kind, tamper: Tampering[0]) {
  const world: World = {
    object: { ...kind.paid, metadata: { ...kind.lineFields } },
    promise: {
      shop: 'pottery',
      attempt: ATTEMPT,
      kind: kind.promised,
      predecessor: null,
      number: '7QK2-M4ZD-X0VB',
      currency: 'eur',
      fingerprint: await kind.fingerprint(),
      allows: ['discount', 'shipping', 'tax'],
      charge: kind.charge,
    },
    nonce: await returnNonce(OUR_KEYS, ATTEMPT, kind.promised),
    later: 0,
    times: 1,
    secret: OURS,
    sealedWith: OURS,
    sealedFor: 'pottery',
    token: (genuine) => genuine,
  };
  await tamper(world, kind);
  const signed = await metadataOf(world.promise, keysOf(world.secret));
  const named = paidBy(kind.id);
  if (named === null) throw new Error('no such kind of object');
  const { nonce, sealedWith, sealedFor } = world;
  const genuine = await sealOrderToken(keysOf(sealedWith), { paidBy: named, nonce }, sealedFor, SEALED_AT);
  return { ...world, id: kind.id, signed, presented: await world.token(genuine) };
}

/** One cell: Stripe says this of it, and the page asks. */
async function ask(world: Awaited<ReturnType<typeof worldOf>>, changes: Fields) {
  const object = withChanges(world.object, changes);
  object['metadata'] = { ...world.signed, ...(object['metadata'] as Fields) };

  const payment = object['payment_intent'] ?? null;
  if (object['mode'] === 'subscription') object['payment_intent'] = null;
  const line_items = { object: 'list', data: object['lines'] ?? [], has_more: false };
  shown.set(world.id, { ...object, line_items });
  const data = payment === null ? [] : [{ status: 'paid', payment: { payment_intent: payment } }];
  shown.set(INVOICE, { payments: { data } });

  proxy.now = SEALED_AT + world.later;
  const request = { by: 'order', token: world.presented };
  for (let time = 1; time < world.times; time += 1) await proxy.order(request);
  const { body, text } = await proxy.order(request);
  return { told: body.code ?? body.status, text: text.replace(body.requestId ?? '', '') };
}

const CELLS = Object.values(KINDS).reduce(
  (sum, { states }) => sum + Object.keys(states).length * Object.keys(TAMPERINGS).length,
  0,
);

describe(`${CELLS} cells of kind, status and tampering`, () => {
  const refusals = new Set<string>();

  for (const [name, kind] of Object.entries(KINDS)) {
    test.each(Object.entries(TAMPERINGS))(`${name}, with %s`, async (_, [tamper, expected]) => {
      const wrong: unknown[] = [];
      const world = await worldOf(kind, tamper);
      for (const [state, [changes, status]] of Object.entries(kind.states)) {
        const { told, text } = await ask(world, changes);
        if (told === NOBODY) refusals.add(text);
        if (told !== expected(status)) wrong.push([state, told, expected(status)]);
      }
      expect(wrong).toEqual([]);
    });
  }

  test('whatever is no order of the asker’s is refused in one and the same way', () => {
    expect(refusals.size).toBe(1);
  });
});
