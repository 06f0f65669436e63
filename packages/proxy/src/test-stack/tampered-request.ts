import * as fc from 'fast-check';
import { SHOP } from './shop.js';

/** A request as somebody might tamper with it. */
export interface TamperedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Values that break what was not expecting them. */
const NASTY: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1,
  2,
  3,
  99,
  100,
  1.5,
  1e21,
  1e308,
  2 ** 53,
  -(2 ** 53),
  '',
  '0',
  '1',
  '-1',
  '1e3',
  'NaN',
  'mug',
  'bowl',
  'jug',
  'plate',
  'price_1MoBy5LkdIwHu7ixZhnattbh',
  'prod_1',
  'eur',
  'EUR',
  'usd',
  'jpy',
  'Gold',
  'Gold[+300.00]',
  '__proto__',
  'constructor',
  'toString',
  '<img src=x onerror=alert(1)>',
  "' OR 1=1 --",
  '../../etc/passwd',
  '${7*7}',
  '{{7*7}}',
  '%00',
  '\u0000',
  '\ud800',
  '\u202e',
  '🫖',
  'a\r\nSet-Cookie: a=b',
  'a'.repeat(201),
  'a'.repeat(5_000),
  'javascript:alert(1)',
  'https://evil.test',
  [],
  {},
  [[]],
  [null],
  { item: 'mug' },
  { $gt: '' },
  { length: 1e9 },
  { amount: 1 },
  { toJSON: 1 },
  ['mug', 'mug'],
];

/** Fields by which shops have been robbed before. */
const EXTRA_FIELDS = [
  'amount',
  'price',
  'unit_amount',
  'unitAmount',
  'currency',
  'discount',
  'coupon',
  'total',
  'subtotal',
  'shipping',
  'tax_rate',
  'paid',
  'status',
  'metadata',
  'success_url',
  'return_url',
  'cancel_url',
  'customer',
  'mode',
  'by',
  'token',
  'id',
  '__proto__',
  'constructor',
  'Item',
];

const jsonBase = fc.oneof(
  fc.uuid({ version: 4 }).chain((attempt) =>
    fc.constantFrom<unknown>(
      checkout(attempt, [['mug', 2]], 3600),
      checkout(
        attempt,
        [
          ['mug', 1],
          ['bowl', 2],
        ],
        8200,
      ),
      {
        ...checkout(attempt, [], 6000),
        lines: [{ item: 'jug', options: [{ name: 'Glaze', value: 'Gold' }], quantity: 1 }],
      },
      { ...checkout(attempt, [['mug', 1]], 1800), resume: 'aaaa.bbbb.cccc.dddd.eeee' },
    ),
  ),
  fc.constantFrom<unknown>(
    { by: 'order', token: 'aaaa.bbbb.cccc.dddd.eeee' },
    { by: 'resume', token: 'aaaa.bbbb.cccc.dddd.eeee' },
    { by: 'session', id: 'cs_test_short' },
  ),
);

function checkout(attempt: string, lines: readonly (readonly [string, number])[], subtotal: number) {
  return {
    mode: 'hosted',
    attempt,
    lines: lines.map(([item, quantity]) => ({ item, options: [] as unknown[], quantity })),
    expected: { currency: 'eur', subtotal },
  };
}

/** Any place is as likely as any other; fast-check alone would prefer the first. */
const anyPlace = fc.noBias(fc.nat({ max: 9_973 }));

const mutation = fc.record({
  kind: fc.constantFrom('replace', 'replace', 'remove', 'add', 'repeat', 'nest'),
  at: anyPlace,
  value: fc.oneof({ arbitrary: fc.constantFrom(...NASTY), weight: 4 }, fc.jsonValue({ maxDepth: 2 })),
  field: fc.constantFrom(...EXTRA_FIELDS),
});

/** What a buyer's own page could send by mistake or malice: right in shape, wrong in what it says. */
const plausible = fc
  .record({
    mode: fc.constantFrom('hosted', 'elements'),
    attempt: fc.uuid({ version: 4 }),
    lines: fc.array(
      fc.record({
        item: fc.constantFrom(
          'mug',
          'mug',
          'bowl',
          'jug',
          'plate',
          'teapot',
          'price_1MoBy5LkdIwHu7ixZhnattbh',
          '__proto__',
        ),
        options: fc.subarray([
          { name: 'Glaze', value: 'Gold' },
          { name: 'Engraving', value: 'for Jenny' },
          { name: 'Price', value: '1' },
        ]),
        quantity: fc.integer({ min: 1, max: 12 }),
      }),
      { maxLength: 4 },
    ),
    expected: fc.record({ currency: fc.constantFrom('eur', 'usd'), subtotal: fc.constantFrom(0, 1, 1800, 3600, 6400) }),
  })
  .map((request) => JSON.stringify(request));

/** One to three fields are changed; nothing stops the result from being a good request after all. */
const mutatedJson = fc
  .tuple(jsonBase, fc.array(mutation, { minLength: 1, maxLength: 3 }))
  .map(([base, mutations]) => JSON.stringify(mutations.reduce(applyTo, base)));

/** The text itself is cut, doubled, or has bytes changed. */
const mutatedText = fc
  .tuple(
    fc.oneof(
      mutatedJson,
      jsonBase.map((base) => JSON.stringify(base)),
    ),
    fc.nat(),
    fc.nat({ max: 255 }),
    fc.nat({ max: 4 }),
  )
  .map(([text, position, byte, kind]) => {
    const bytes = new TextEncoder().encode(text);
    const at = position % Math.max(1, bytes.length);
    if (kind === 0) return bytes.slice(0, at);
    if (kind === 1) return Uint8Array.from([...bytes, ...bytes.slice(at)]);
    if (kind === 2) return Uint8Array.from([...bytes.slice(0, at), byte, ...bytes.slice(at)]);
    return bytes.map((old, index) => (index === at ? byte : old));
  });

const body = fc.oneof(
  { arbitrary: plausible.map((text) => new TextEncoder().encode(text)), weight: 3 },
  { arbitrary: mutatedJson.map((text) => new TextEncoder().encode(text)), weight: 6 },
  { arbitrary: mutatedText, weight: 2 },
  fc.uint8Array({ maxLength: 300 }),
  fc
    .integer({ min: 16_000, max: 17_000 })
    .map((length) => new TextEncoder().encode(`{"mode":"${'h'.repeat(length)}"}`)),
);

const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 12 }, fc.constantFrom(...others));

/**
 * One that nobody has tampered with, and one whose total is not the catalogue's. By chance alone a few thousand requests
 * may hold neither.
 */
export const RARE_REQUESTS: readonly TamperedRequest[] = [3600, 1].map((subtotal, index) => ({
  method: 'POST',
  path: '/v1/checkout',
  headers: { origin: SHOP, 'content-type': 'application/json' },
  body: new TextEncoder().encode(
    JSON.stringify(checkout(`0b8f3c1e-5d5c-4c2b-9a0e-1f2d3c4b5a6${index}`, [['mug', 2]], subtotal)),
  ),
}));

/** Mostly right in everything but its body, so that most of them get as far as the body. */
export const tamperedRequest: fc.Arbitrary<TamperedRequest> = fc
  .record({
    method: mostly('POST', 'PUT', 'DELETE', 'PATCH'),
    path: fc.oneof(
      { arbitrary: fc.constantFrom('/v1/checkout', '/v1/order'), weight: 12 },
      fc.constantFrom(
        '/v1/checkout?amount=1',
        '/v1/checkout/',
        '/v1/order/x',
        '/v1/webhooks/stripe',
        '/v1/config',
        '/v1/%6frder',
        '/',
      ),
    ),
    origin: mostly(SHOP, 'https://evil.test', 'null', 'https://shop.example.evil.test'),
    type: mostly('application/json', 'text/plain', 'application/json; charset=latin1', 'multipart/form-data'),
    body,
  })
  .map(({ method, path, origin, type, body: bytes }) => ({
    method,
    path,
    headers: { origin, 'content-type': type, 'stripe-signature': 't=1,v1=00' },
    body: Uint8Array.from(bytes),
  }));

function applyTo(
  base: unknown,
  { kind, at, value, field }: { kind: string; at: number; value: unknown; field: string },
): unknown {
  const copy = structuredClone(base);
  const places = placesIn(copy);
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined) return value;
  const held: unknown = Reflect.get(place.holder, place.key);
  const set = (holder: object, key: string, to: unknown) =>
    Object.defineProperty(holder, key, { value: to, enumerable: true, configurable: true, writable: true });
  if (kind === 'remove') Reflect.deleteProperty(place.holder, place.key);
  else if (kind === 'add') set(typeof held === 'object' && held !== null ? held : place.holder, field, value);
  else if (kind === 'repeat' && Array.isArray(held)) for (let n = 0; n < 101; n += 1) held.push(held[0] ?? value);
  else set(place.holder, place.key, kind === 'nest' ? [held] : value);
  return copy;
}

function placesIn(value: unknown): { holder: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [{ holder: value, key }, ...placesIn(Reflect.get(value, key))]);
}
