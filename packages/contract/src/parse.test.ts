import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CartLine, CheckoutReply, CheckoutRequest, OrderReply, OrderRequest } from './index.js';
import { MAX_LINES, ORDER_STATUSES, PROBLEMS, lineKey } from './index.js';
import {
  parseCatalogReply,
  parseCheckoutReply,
  parseCheckoutRequest,
  parseOrderReply,
  parseOrderRequest,
  type Parsed,
} from './parse.js';

/** How many mutated inputs the whole file tries, over all parsers. */
const MUTATED_INPUTS = 20_000;

const currency = fc.constantFrom('usd', 'eur', 'jpy', 'kwd');
const amount = fc.nat({ max: 99_999_999 });
const printable = (maxLength: number) =>
  fc
    .string({ minLength: 1, maxLength, unit: fc.constantFrom(...'abcXYZ019 -_.ü漢🎈') })
    .filter((s) => s.length <= maxLength);
const token = fc
  .tuple(
    ...Array.from({ length: 5 }, () => fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(...'aZ09_-') })),
  )
  .map((parts) => parts.join('.'));
const attempt = fc.uuid({ version: 4 });

const options = fc.uniqueArray(fc.record({ name: printable(40), value: printable(500) }), {
  maxLength: 4,
  selector: ({ name }) => name,
});
const line: fc.Arbitrary<CartLine> = fc.record({
  item: printable(200),
  options,
  quantity: fc.integer({ min: 1, max: 999_999 }),
});

const checkoutRequest: fc.Arbitrary<CheckoutRequest> = fc.record(
  {
    mode: fc.constantFrom('hosted' as const, 'elements' as const, 'link' as const),
    attempt,
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    expected: fc.record({ currency, subtotal: amount }),
    resume: token,
  },
  { requiredKeys: ['mode', 'attempt', 'lines', 'expected'] },
);
const orderRequest: fc.Arbitrary<OrderRequest> = fc.oneof(
  fc.record({ by: fc.constant('order' as const), token }),
  fc.record({ by: fc.constant('resume' as const), token }),
  fc.record({
    by: fc.constant('session' as const),
    id: alphanumeric(10, 66).map((tail) => `cs_test_${tail}`),
  }),
  fc.record({
    by: fc.constant('link' as const),
    session: alphanumeric(10, 66).map((tail) => `cs_live_${tail}`),
    attempt,
  }),
);
const checkoutReply: fc.Arbitrary<CheckoutReply> = fc.oneof(
  fc.record({
    status: fc.constant('open' as const),
    mode: fc.constantFrom('hosted' as const, 'link' as const),
    url: fc.webUrl(),
    resume: token,
  }),
  fc.record({
    status: fc.constant('open' as const),
    mode: fc.constant('elements' as const),
    clientSecret: fc
      .tuple(alphanumeric(10, 66), alphanumeric(1, 80))
      .map(([id, secret]) => `cs_test_${id}_secret_${secret}`),
    collects: fc.record({ shippingAddress: fc.boolean(), phone: fc.boolean(), promotionCode: fc.boolean() }),
    resume: token,
  }),
  fc.record({ status: fc.constantFrom('paid' as const, 'pending' as const), order: token }),
  fc.record({ status: fc.constant('replayed' as const), resume: token }),
);
const status = fc.constantFrom(...ORDER_STATUSES);
const orderReply: fc.Arbitrary<OrderReply> = fc.oneof(
  fc.record({ detail: fc.constant('status' as const), status }),
  fc.record({
    detail: fc.constant('full' as const),
    status,
    number: fc.string({ minLength: 10, maxLength: 40, unit: fc.constantFrom(...'aZ09_-') }),
    attempt,
    livemode: fc.boolean(),
    currency,
    lines: fc.array(
      fc.record({
        item: printable(200),
        options,
        name: printable(50),
        quantity: fc.integer({ min: 1, max: 99 }),
        unitAmount: amount,
        subtotal: amount,
      }),
      { maxLength: 4 },
    ),
    totals: fc.record({ subtotal: amount, discount: amount, shipping: amount, tax: amount, total: amount }),
    presentment: fc.option(fc.record({ currency, total: amount })),
  }),
);

const PARSERS: Record<string, { parse: (input: unknown) => Parsed<unknown>; valid: fc.Arbitrary<unknown> }> = {
  'checkout request': { parse: parseCheckoutRequest, valid: checkoutRequest },
  'order request': { parse: parseOrderRequest, valid: orderRequest },
  'checkout reply': { parse: parseCheckoutReply, valid: checkoutReply },
  'order reply': { parse: parseOrderReply, valid: orderReply },
  'catalogue reply': { parse: parseCatalogReply, valid: fc.constant(catalogue()) },
};

describe.each(Object.entries(PARSERS))('%s', (_name, { parse, valid }) => {
  it('comes back from JSON as it went', () => {
    fc.assert(
      fc.property(valid, (value) => {
        expect(parse(JSON.parse(JSON.stringify(value)))).toEqual({ ok: true, value });
      }),
    );
  });

  it('answers a mutated input with a value or a known problem, and never throws', () => {
    fc.assert(
      fc.property(mutated(valid), (input) => {
        const result = parse(input);
        if (!result.ok) expect(PROBLEMS).toHaveProperty(result.problem.code);
      }),
      { numRuns: Math.ceil(MUTATED_INPUTS / Object.keys(PARSERS).length) },
    );
  });

  it('refuses a field it does not know, wherever it stands', () => {
    fc.assert(
      fc.property(
        valid,
        fc.nat(),
        fc.constantFrom('price', 'amount', 'metadata', '__proto__', 'constructor'),
        (value, where, key) => {
          const copy = JSON.parse(JSON.stringify(value));
          const places = objectsIn(copy);
          const place = places[where % places.length];
          if (place) Object.defineProperty(place, key, { value: 1, enumerable: true, configurable: true });
          expect(parse(copy)).toMatchObject({ ok: false });
        },
      ),
    );
  });
});

describe('a checkout request', () => {
  const cart = (change: object) => ({
    mode: 'hosted',
    attempt: '0b8f3c1e-5d5c-4c2b-9a0e-1f2d3c4b5a69',
    lines: [{ item: 'mug', options: [], quantity: 1 }],
    expected: { currency: 'usd', subtotal: 1200 },
    ...change,
  });
  const withLine = (change: object) => cart({ lines: [{ item: 'mug', options: [], quantity: 1, ...change }] });
  const answer = (input: unknown) => {
    const result = parseCheckoutRequest(input);
    return result.ok ? 'ok' : result.problem;
  };

  it.each([-1, 0, 1.5, '2', '1e3', Infinity, Number.NaN, null, true, [1], {}, '０２', ' 2 ', 2 ** 53, 1e15, 1_000_000])(
    'refuses the quantity %j',
    (quantity) => {
      expect(answer(withLine({ quantity }))).toEqual({ code: 'invalid_request', path: 'lines.0.quantity' });
    },
  );

  it.each(['price', 'amount', 'unit_amount', 'price_data', 'currency', 'metadata'])('refuses %s on a line', (field) => {
    expect(answer(withLine({ [field]: 1 }))).toEqual({ code: 'unknown_field', path: `lines.0.${field}` });
  });

  it.each(['discounts', 'success_url', 'payment_intent_data', 'expand', 'customer', 'automatic_tax'])(
    'refuses %s beside the cart',
    (field) => {
      expect(answer(cart({ [field]: 'x' }))).toEqual({ code: 'unknown_field', path: field });
    },
  );

  it('names an empty cart and one that is too long', () => {
    expect(answer(cart({ lines: [] }))).toEqual({ code: 'empty_cart' });
    const lines = Array.from({ length: MAX_LINES + 1 }, () => ({ item: 'mug', options: [], quantity: 1 }));
    expect(answer(cart({ lines }))).toEqual({ code: 'too_many_lines', limit: MAX_LINES });
  });

  it.each(['mug\u0000', 'mug\u202e', 'mug\n', '\ud800', '', 'x'.repeat(201)])('refuses the item id %j', (item) => {
    expect(answer(withLine({ item }))).toEqual({ code: 'invalid_request', path: 'lines.0.item' });
  });

  it('takes line breaks in a buyer’s own text, but no controls, and no option twice', () => {
    const option = (value: string) => ({ name: 'Engraving', value });
    expect(answer(withLine({ options: [option('For Ada,\nwith love 🎈 مرحبا')] }))).toBe('ok');
    expect(answer(withLine({ options: [option('a\u0007')] }))).toMatchObject({ code: 'invalid_request' });
    expect(answer(withLine({ options: [option('a'), option('b')] }))).toMatchObject({ code: 'invalid_request' });
  });

  it.each([
    '',
    'abc',
    '0b8f3c1e-5d5c-1c2b-9a0e-1f2d3c4b5a69',
    '0B8F3C1E-5D5C-4C2B-9A0E-1F2D3C4B5A69',
    'x'.repeat(5000),
  ])('refuses the attempt %j', (value) => {
    expect(answer(cart({ attempt: value }))).toEqual({ code: 'invalid_request', path: 'attempt' });
  });

  it('leaves no trace on Object.prototype and echoes no more than a bounded path', () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    parseCheckoutRequest({ ...cart({}), lines: [hostile] });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const problem = answer(cart({ ['x'.repeat(10_000)]: 1 }));
    expect(JSON.stringify(problem).length).toBeLessThan(200);
  });
});

describe('an order request by its link', () => {
  const asked = (change: object) =>
    parseOrderRequest({
      by: 'link',
      session: 'cs_test_a1B2c3D4e5F6',
      attempt: '0b8f3c1e-5d5c-4c2b-9a0e-1f2d3c4b5a69',
      ...change,
    });

  it('needs the session and the attempt, and takes no token in their place', () => {
    expect(asked({}).ok).toBe(true);
    expect(asked({ attempt: undefined })).toEqual({ ok: false, problem: { code: 'invalid_request', path: 'attempt' } });
    expect(asked({ token: 'a.b.c.d.e' })).toEqual({ ok: false, problem: { code: 'unknown_field', path: 'token' } });
  });

  it.each(['cs_test_../links', 'plink_1TxAbCdEf', 'cs_test_short', 'CS_TEST_a1B2c3D4e5F6', ''])(
    'refuses %j for a session',
    (session) => {
      expect(asked({ session })).toEqual({ ok: false, problem: { code: 'invalid_request', path: 'session' } });
    },
  );
});

describe('the key of a line', () => {
  it('does not depend on the order in which options were chosen', () => {
    fc.assert(
      fc.property(line, (a) => {
        expect(lineKey({ item: a.item, options: a.options.toReversed() })).toBe(lineKey(a));
      }),
    );
  });

  it('differs wherever item or options differ', () => {
    fc.assert(
      fc.property(line, line, (a, b) => {
        const sorted = ({ item, options }: CartLine) => [item, options.map(({ name, value }) => [name, value]).sort()];
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
        expect(lineKey(a) === lineKey(b)).toBe(same);
      }),
    );
  });
});

function alphanumeric(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ minLength, maxLength, unit: fc.constantFrom(...'aZ09') });
}

/** A valid value with one place in it replaced, removed, repeated or joined by something hostile. */
function mutated(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const hostile = fc.oneof(
    fc.anything({ withNullPrototype: true, withBigInt: true, maxDepth: 2 }),
    fc.constantFrom<unknown>(
      -1,
      0.5,
      Infinity,
      Number.NaN,
      '',
      '\u0000',
      '<img onerror=alert(1)>',
      'x'.repeat(20_000),
      [],
      {},
      null,
    ),
  );
  return fc
    .tuple(valid, fc.nat(), fc.constantFrom('replace', 'remove', 'repeat', 'whole'), hostile)
    .map(([value, where, how, bad]) => {
      if (how === 'whole') return bad;
      const copy = JSON.parse(JSON.stringify(value));
      const places = objectsIn(copy).flatMap((owner) => Object.keys(owner).map((key) => [owner, key] as const));
      const [owner, key] = places[where % places.length] ?? [copy, 'x'];
      if (how === 'remove') delete owner[key];
      else owner[key] = how === 'repeat' ? [owner[key], owner[key]] : bad;
      return copy;
    });
}

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside];
}

function catalogue() {
  return {
    config: {
      version: '0.1.0',
      shop: 'shop',
      livemode: false,
      publishableKey: null,
      modes: ['hosted', 'elements', 'link'],
      closed: null,
      checkoutOrigins: ['https://checkout.stripe.com'],
      portal: true,
    },
    items: [
      {
        id: 'mug',
        name: 'Mug',
        description: null,
        image: 'https://shop.example/mug.svg',
        url: null,
        currency: 'usd',
        unitAmount: 1200,
        quantity: { min: 1, max: 99, step: 1 },
        options: [
          {
            kind: 'choice',
            name: 'Colour',
            required: true,
            values: [
              { value: 'Blue', delta: 0 },
              { value: 'Gold', delta: -300 },
            ],
          },
          { kind: 'text', name: 'Engraving', required: false, maxLength: 40 },
        ],
        recurring: { interval: 'month', intervalCount: 1, trialDays: 14 },
        available: true,
      },
    ],
  };
}
