import * as fc from 'fast-check';
import type { TamperedRequest } from './tampered-request.js';
import { SHOP } from './shop.js';

/** What a shop sells, and the price in the same account that it does not. */
export interface Targets {
  /** A price that is marked for sale, by its lookup key and by its id. */
  readonly item: string;
  readonly price: string;
  /** A price that is not: another product's, for a cent. */
  readonly unmarked: string;
}

/**
 * Stripe's `line_items` in a browser's hands: the request by which a page asks a careless server for a payment link at
 * whatever price it likes. Both forms of it, a price made up and the id of a price.
 */
export const articleRequests = ({ unmarked, price }: Targets): readonly unknown[] => [
  {
    line_items: [{ price_data: { currency: 'eur', unit_amount: 1, product_data: { name: 'Mug' } }, quantity: 1 }],
  },
  { line_items: [{ price: unmarked, quantity: 1 }] },
  { line_items: [{ price, quantity: 1 }] },
];

const amount = fc.oneof(fc.constantFrom(0, 1, 50, -1, 1800), fc.integer({ min: -10_000, max: 10_000 }), fc.double());
const quantity = fc.oneof(fc.constantFrom(1, 0, -1, 2, 1e9, '1', null, 0.5), fc.integer({ min: 1, max: 99 }));

const stripeLine = ({ item, price, unmarked }: Targets) =>
  fc.oneof(
    fc.record({
      price_data: fc.record({
        currency: fc.constantFrom('eur', 'usd', 'EUR', 'jpy'),
        unit_amount: amount,
        product_data: fc.record({ name: fc.constantFrom('Mug', item, '') }),
      }),
      quantity,
    }),
    fc.record({ price: fc.constantFrom(unmarked, price, item, 'price_1MoBy5LkdIwHu7ixZhnattbh'), quantity }),
    fc.record({
      price_data: fc.record({ currency: fc.constant('eur'), product: fc.constant('prod_1'), unit_amount: amount }),
      quantity,
    }),
  );

/** Each of these has something of Stripe's in it that no request of ours has, so not one of them may be taken. */
export function tamperedArticleRequest(targets: Targets): fc.Arbitrary<TamperedRequest> {
  const { item, unmarked } = targets;
  const lines = fc.array(stripeLine(targets), { minLength: 1, maxLength: 3 });
  const checkout = fc.record({
    mode: fc.constantFrom('link', 'link', 'hosted', 'elements'),
    attempt: fc.uuid({ version: 4 }),
    lines: fc.constant([{ item, options: [], quantity: 1 }]),
    expected: fc.record({ currency: fc.constant('eur'), subtotal: fc.constantFrom(1800, 1, 0) }),
  });
  const FIELDS = ['line_items', 'after_completion', 'price_data', 'unit_amount', 'amount', 'restrictions', 'currency'];
  const body = fc.oneof(
    lines.map((line_items) => ({ line_items })),
    fc.tuple(checkout, lines).map(([base, line_items]) => ({ ...base, line_items })),
    fc.tuple(checkout, lines).map(([base, stripes]) => ({ ...base, lines: stripes })),
    fc.tuple(checkout, lines).map(([base, [stripe]]) => ({ ...base, lines: [{ ...base.lines[0], ...stripe, item }] })),
    fc.tuple(checkout, fc.constantFrom(...FIELDS), amount).map(([base, field, value]) => ({ ...base, [field]: value })),
    fc.tuple(checkout, fc.constantFrom(...FIELDS), amount).map(([base, field, value]) => ({
      ...base,
      lines: [{ ...base.lines[0], [field]: value }],
    })),
    checkout.map((base) => ({ ...base, lines: [{ item: unmarked, options: [], quantity: 1 }] })),
  );
  return body.map((content) => request('application/json', JSON.stringify(content)));
}

/** The same in the fields of a form, in the way in which Stripe writes them. */
export function tamperedArticleForm(targets: Targets): fc.Arbitrary<TamperedRequest> {
  const { item, unmarked } = targets;
  const stripes = fc
    .array(stripeLine(targets), { minLength: 1, maxLength: 2 })
    .map((line_items) => fieldsOf('line_items', line_items).filter(([, value]) => value !== ''));
  const beside = fc.constantFrom<[string, string][]>(
    [],
    [['item', item]],
    [
      ['item', item],
      ['quantity', '1'],
    ],
    [
      ['item', item],
      ['mode', 'link'],
    ],
  );
  const extra = fc.constantFrom<[string, string]>(
    ['price', '1'],
    ['price', unmarked],
    ['unit_amount', '1'],
    ['currency', 'jpy'],
    ['after_completion[redirect][url]', 'https://evil.test'],
    ['line_items', '[]'],
  );
  const fields = fc.oneof(
    fc.tuple(beside, stripes).map(([ours, theirs]) => [...ours, ...theirs]),
    fc.tuple(beside, extra).map(([ours, one]) => [...ours, one]),
    fc.tuple(stripes, extra).map(([theirs, one]) => [['item', unmarked] as [string, string], ...theirs, one]),
    fc.constant<[string, string][]>([['item', unmarked]]),
  );
  return fc
    .tuple(fields, fc.boolean())
    .map(([all, inParts]) => (inParts ? multipart(all) : request(URLENCODED, new URLSearchParams(all).toString())));
}

const URLENCODED = 'application/x-www-form-urlencoded';

/** As long as a browser's: Node takes none under 27 characters. */
const BOUNDARY = '----FormBoundary7MA4YWxkTrZu0gWx';

function multipart(fields: readonly (readonly [string, string])[]): TamperedRequest {
  const parts = fields.map(
    ([name, value]) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return request(`multipart/form-data; boundary=${BOUNDARY}`, `${parts.join('')}--${BOUNDARY}--\r\n`);
}

function request(type: string, text: string): TamperedRequest {
  const headers = { origin: SHOP, 'content-type': type };
  return { method: 'POST', path: '/v1/checkout', headers, body: new TextEncoder().encode(text) };
}

/** `line_items[0][price_data][currency]`, as Stripe's own clients write it. */
function fieldsOf(name: string, value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(`${name}[${key}]`, inner));
}
