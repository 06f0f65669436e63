import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CartLine } from './index.js';
import { MAX_LINES, PROBLEMS, lineKey } from './index.js';
import {
  parseCatalogReply,
  parseCheckoutReply,
  parseCheckoutRequest,
  parseInvoiceReply,
  parseInvoiceRequest,
  parseOrderReply,
  parseOrderRequest,
  parsePortalReply,
  parsePortalRequest,
  type Parsed,
} from './parse.js';
import {
  catalogue,
  checkoutReply,
  checkoutRequest,
  invoiceReply,
  line,
  orderReply,
  orderRequest,
  portalReply,
  tokenRequest,
} from './wire.fixture.js';

/** How many mutated inputs the whole file tries, over all parsers. */
const MUTATED_INPUTS = 20_000;

const PARSERS: Record<string, { parse: (input: unknown) => Parsed<unknown>; valid: fc.Arbitrary<unknown> }> = {
  'checkout request': { parse: parseCheckoutRequest, valid: checkoutRequest },
  'order request': { parse: parseOrderRequest, valid: orderRequest },
  'checkout reply': { parse: parseCheckoutReply, valid: checkoutReply },
  'order reply': { parse: parseOrderReply, valid: orderReply },
  'invoice request': { parse: parseInvoiceRequest, valid: tokenRequest },
  'invoice reply': { parse: parseInvoiceReply, valid: invoiceReply },
  'portal request': { parse: parsePortalRequest, valid: tokenRequest },
  'portal reply': { parse: parsePortalReply, valid: portalReply },
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
        fc.constantFrom('price', 'unit_amount', 'metadata', '__proto__', 'constructor'),
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

describe('what is sent with the form of a PaymentIntent', () => {
  const answer = (submit: unknown, mode = 'intent') =>
    parseCheckoutRequest({
      mode,
      attempt: '0b8f3c1e-5d5c-4c2b-9a0e-1f2d3c4b5a69',
      lines: [{ item: 'mug', options: [], quantity: 1 }],
      expected: { currency: 'usd', subtotal: 1200 },
      submit,
    });
  const sent = { shippingOption: 'shr_1AbCdEfGh', total: 1690, confirmationToken: 'ctoken_1AbCdEfGh' };

  it('is a choice, a total to be held against ours, and a handle of Stripe.js', () => {
    expect(answer(sent).ok).toBe(true);
    expect(answer({ shippingOption: null, total: 1200 }).ok).toBe(true);
  });

  it.each([
    ['an address', { ...sent, address: {} }, 'unknown_field'],
    ['an e-mail', { ...sent, email: 'ada@example.org' }, 'unknown_field'],
    ['a path for a token', { ...sent, confirmationToken: 'ctoken_1/../cancel' }, 'invalid_request'],
    ['a PaymentMethod for a token', { ...sent, confirmationToken: 'pm_1AbCdEfGh' }, 'invalid_request'],
    ['a price for a shipping option', { ...sent, shippingOption: 'price_1AbCdEfGh' }, 'invalid_request'],
    ['a total below nothing', { ...sent, total: -1 }, 'invalid_request'],
    ['nothing at all', {}, 'invalid_request'],
  ])('is refused with %s', (_, submit, code) => {
    expect(answer(submit)).toMatchObject({ ok: false, problem: { code } });
  });

  it('is no part of any other way to pay', () => {
    for (const mode of ['hosted', 'embedded', 'elements', 'link']) {
      expect(answer(sent, mode)).toEqual({ ok: false, problem: { code: 'unknown_field', path: 'submit' } });
    }
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
