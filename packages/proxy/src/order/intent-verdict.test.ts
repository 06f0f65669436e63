import fc from 'fast-check';
import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { ORDER_STATUSES, SETTLED_STATUSES } from '@stripe-cart/contract';
import { fitsIntent, intentParams } from '../checkout/intent/intent-params.js';
import type { PricedCart } from '../checkout/priced-cart.js';
import type { Fields, Json } from '../test-stack/paid-session.js';
import { INTENT_STATES, withChanges } from '../test-stack/stripe-states.js';
import { fingerprintOf } from './fingerprint.js';
import { linesInMetadata, linesMetadata } from './intent-lines.js';
import { intentVerdict } from './intent-verdict.js';
import type { SalePromise } from './promise.js';
import type { StripeLine } from './stripe-lines.js';

const LINES: readonly StripeLine[] = [
  { item: 'mug', name: 'Mug', options: [{ name: 'Glaze', value: 'Gold' }], quantity: 2, unitAmount: 1350 },
  { item: 'bowl', name: 'Bowl', options: [], quantity: 1, unitAmount: 2450 },
];
const PAID: Fields = {
  status: 'succeeded',
  amount: 5640,
  amount_received: 5640,
  amount_capturable: 0,
  currency: 'eur',
  next_action: null,
  last_payment_error: null,
  latest_charge: { status: 'succeeded', disputed: false, refunded: false, amount_refunded: 0 },
  shipping: { name: 'Ada', address: { line1: '1 Kiln Lane', country: 'DE' } },
  metadata: linesMetadata(LINES),
};
const PROMISE: SalePromise = {
  shop: 'pots',
  attempt: '6f1c1b1e-7a57-4c0e-9d5e-0a1b2c3d4e5f',
  kind: 'intent',
  predecessor: null,
  number: '7QK2-M4ZD-X0VB',
  currency: 'eur',
  fingerprint: await fingerprintOf('eur', LINES),
  allows: [],
  charge: { total: 5640, shipping: { rate: 'shr_1', amount: 490 }, shipsTo: ['AT', 'DE'] },
};

const judge = (fields: Fields, promise: SalePromise = PROMISE) => {
  const intent = fields as unknown as Stripe.PaymentIntent;
  return intentVerdict(intent, linesInMetadata(intent.metadata), promise);
};

test.each(Object.entries(INTENT_STATES))('%s', async (_, [changes, status]) => {
  expect(await judge(withChanges(PAID, changes))).toBe(status);
});

describe('one that is paid', () => {
  const amounts = fc.oneof(fc.integer(), fc.constantFrom(0, 5639, 5641, null));
  const words = fc.constantFrom('usd', 'EUR', 'succeeded', 'processing', 'canceled', '', null);
  const FIELDS: Readonly<Record<string, fc.Arbitrary<Json>>> = {
    status: words,
    amount: amounts,
    amount_received: amounts,
    currency: words,
    'latest_charge.status': words,
    'latest_charge.refunded': fc.constant(true),
    'latest_charge.amount_refunded': fc.integer({ min: 1 }),
    'latest_charge.disputed': fc.constant(true),
    latest_charge: fc.constantFrom(null, 'ch_1'),
    shipping: fc.constantFrom(null, { address: null }),
    'shipping.address.country': fc.constantFrom('US', 'de', 'ATDE', '', null),
    'shipping.address.line1': fc.constantFrom('', null),
    'metadata.cart_lines_0': fc.oneof(
      fc.string(),
      fc.constantFrom('[]', '{', 'null', JSON.stringify([{ quantity: 2, item: 'mug', name: 'Mug', unitAmount: 2575 }])),
      fc.json(),
    ),
    'metadata.cart_lines_1': fc.constantFrom('[]', ' ', '{}'),
  };
  const valueAt = (path: string): Json =>
    path.split('.').reduce<Json>((place, key) => (place as Fields)[key] ?? null, PAID);

  test('is not paid any more after any single change', async () => {
    const change = fc
      .constantFrom(...Object.keys(FIELDS))
      .chain((path) => fc.tuple(fc.constant(path), FIELDS[path] ?? fc.constant(null)))
      // White space after the text is no change of it.
      .filter(([path, value]) => JSON.stringify(valueAt(path)) !== JSON.stringify(value) && value !== ' ');
    await fc.assert(
      fc.asyncProperty(change, async ([path, value]) => {
        const status = await judge(withChanges(PAID, { [path]: value }));
        expect(ORDER_STATUSES).toContain(status);
        expect(SETTLED_STATUSES).not.toContain(status);
      }),
      { numRuns: 800 },
    );
  });

  test('is for a person to look at where the promise itself does not add up, or is another kind’s', async () => {
    const charge = { total: 5641, shipping: { rate: 'shr_1', amount: 490 }, shipsTo: [] };
    const asMuch = withChanges(PAID, { amount: 5641, amount_received: 5641 });
    expect(await judge(asMuch, { ...PROMISE, charge })).toBe('review');
    expect(await judge(PAID, { ...PROMISE, kind: 'session' })).toBe('review');
    expect(await judge(PAID, { ...PROMISE, charge: null })).toBe('review');
  });
});

describe('where it goes', () => {
  const held = { status: 'requires_capture', amount_received: 0, amount_capturable: 5640 };
  const anywhere = { ...PROMISE, charge: { total: 5640, shipping: null, shipsTo: [] } };

  test.each<[string, Fields]>([
    ['nowhere', { shipping: null }],
    ['abroad', { 'shipping.address.country': 'US' }],
    ['no house', { 'shipping.address.line1': null }],
  ])('is for a person to look at where it is %s, taken or held', async (_, changes) => {
    expect(await judge(withChanges(PAID, changes))).toBe('review');
    expect(await judge(withChanges(PAID, { ...held, ...changes }))).toBe('review');
  });

  test('is nobody’s question where nothing is posted', async () => {
    const posted = { ...anywhere, charge: { ...anywhere.charge, shipping: { rate: 'shr_1', amount: 490 } } };
    expect(await judge(withChanges(PAID, { shipping: null }), posted)).toBe('paid');
  });
});

describe('the lines in its metadata', () => {
  const text = (maxLength: number) =>
    fc.string({ unit: 'grapheme', minLength: 1, maxLength }).filter((value) => value.isWellFormed());
  const line: fc.Arbitrary<StripeLine> = fc.record({
    item: text(200),
    name: fc.oneof(text(250), fc.constantFrom(' '.repeat(250), '\u{1f9c9}'.repeat(120), '"\\'.repeat(100))),
    options: fc.array(fc.record({ name: text(40), value: text(500) }), { maxLength: 4 }),
    quantity: fc.integer({ min: 1, max: 999_999 }),
    unitAmount: fc.nat(99_999_999),
  });

  test('are read back exactly as they were, from values that stand on their own', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (lines) => {
        const metadata = linesMetadata(lines);
        for (const value of Object.values(metadata)) {
          expect(value.length).toBeLessThanOrEqual(500);
          // Nobody who trims a value, or takes it for UTF-8 by itself, changes it.
          expect(value.trim()).toBe(value);
          expect(value.isWellFormed()).toBe(true);
        }
        expect(linesInMetadata(metadata)).toEqual(lines);
      }),
      { numRuns: 200 },
    );
  });

  test('fit, or the cart is refused: never cut short, with room for what is noted later', () => {
    const answers = Array.from({ length: 60 }, (_, count) => {
      const shown = { id: 'mug', name: 'n'.repeat(250) };
      const engraved = { name: 'Engraving', value: 'v'.repeat(190) };
      const line = { sold: { shown }, options: [engraved], quantity: 1, unitAmount: 1 };
      const cart = { currency: 'eur', subtotal: 1, lines: Array.from({ length: count }, () => line) };
      const promise = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`cart_${index}`, 'x']));
      const params = intentParams({
        cart: cart as unknown as PricedCart,
        config: { checkout: { capture: 'automatic' } } as Parameters<typeof intentParams>[0]['config'],
        promise: PROMISE,
        metadata: promise,
      });
      const stored = params.metadata as Record<string, string>;
      expect(linesInMetadata(stored)).toHaveLength(count);
      return { keys: Object.keys(stored).length, fits: fitsIntent(params) };
    });
    // Stripe stores 50; two of them are the webhook's, for its claim and what it has delivered.
    for (const { keys, fits } of answers) expect([keys, fits]).toEqual([keys, keys <= 48]);
    for (const keys of [48, 49, 50]) expect(answers.map((answer) => answer.keys)).toContain(keys);
  });
});
