/**
 * Parsers for what crosses the wire. Imported by the proxy and by tests, never by the widget: the schema library
 * would cost every visitor of every shop some 2.7 kB.
 */
import * as v from 'valibot';
import {
  type CartLine,
  MAX_ITEM_ID_LENGTH,
  MAX_LINES,
  MAX_OPTIONS,
  MAX_OPTION_NAME_LENGTH,
  MAX_OPTION_VALUE_LENGTH,
  MAX_QUANTITY,
} from './cart-lines.js';
import type { CheckoutReply, CheckoutRequest } from './checkout.js';
import type { CatalogReply } from './catalog.js';
import { ORDER_STATUSES, type OrderReply, type OrderRequest } from './order.js';
import type { ProblemEvidence } from './problem.js';

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ProblemEvidence };

export const parseCheckoutRequest = (input: unknown): Parsed<CheckoutRequest> => parse(checkoutRequest, input);
export const parseCartLine = (input: unknown): Parsed<CartLine> => parse(cartLine, input);
export const parseOrderRequest = (input: unknown): Parsed<OrderRequest> => parse(orderRequest, input);
export const parseCheckoutReply = (input: unknown): Parsed<CheckoutReply> => parse(checkoutReply, input);
export const parseOrderReply = (input: unknown): Parsed<OrderReply> => parse(orderReply, input);
export const parseCatalogReply = (input: unknown): Parsed<CatalogReply> => parse(catalogReply, input);

/** Characters that no name, choice or id needs, and that disturb logs, headers and terminals: controls and bidi overrides. */
const UNPRINTABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** A buyer's own text, an engraving or a gift note, may have line breaks and tabs in it. */
const isPlainText = (text: string) => !UNPRINTABLE.test(text.replace(/[\t\n\r]/g, '')) && text.isWellFormed();

const printable = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(maxLength),
    v.check((text) => !UNPRINTABLE.test(text) && text.isWellFormed()),
  );

const wholeNumber = (min: number, max: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max));

const amount = wholeNumber(0, Number.MAX_SAFE_INTEGER);
const currency = v.pipe(v.string(), v.regex(/^[a-z]{3}$/));

/** Tokens are compact JWE: five base64url parts. Only their size and alphabet are checked here. */
const token = v.pipe(v.string(), v.maxLength(4096), v.regex(/^[\w-]+(\.[\w-]*){4}$/));

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const attempt = v.pipe(v.string(), v.regex(UUID_V4));

const cartOption = v.strictObject({
  name: printable(MAX_OPTION_NAME_LENGTH),
  value: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_OPTION_VALUE_LENGTH), v.check(isPlainText)),
});

const cartLine = v.strictObject({
  item: printable(MAX_ITEM_ID_LENGTH),
  options: v.pipe(
    v.array(cartOption),
    v.maxLength(MAX_OPTIONS),
    v.check((options) => new Set(options.map(({ name }) => name)).size === options.length),
  ),
  quantity: wholeNumber(1, MAX_QUANTITY),
});

const checkoutBasics = {
  attempt,
  lines: v.pipe(v.array(cartLine), v.minLength(1), v.maxLength(MAX_LINES)),
  expected: v.strictObject({ currency, subtotal: amount }),
  resume: v.exactOptional(token),
};

const checkoutRequest = v.variant('mode', [
  v.strictObject({ mode: v.literal('hosted'), ...checkoutBasics }),
  v.strictObject({ mode: v.literal('elements'), ...checkoutBasics }),
  v.strictObject({ mode: v.literal('link'), ...checkoutBasics }),
]);

const sessionId = v.pipe(v.string(), v.regex(/^cs_(test|live)_[A-Za-z0-9]{10,200}$/));

const orderRequest = v.variant('by', [
  v.strictObject({ by: v.literal('order'), token }),
  v.strictObject({ by: v.literal('resume'), token }),
  v.strictObject({ by: v.literal('session'), id: sessionId }),
  v.strictObject({ by: v.literal('link'), session: sessionId, attempt }),
]);

const checkoutReply = v.variant('status', [
  v.variant('mode', [
    v.strictObject({
      status: v.literal('open'),
      mode: v.literal('hosted'),
      url: v.pipe(v.string(), v.url()),
      resume: token,
    }),
    v.strictObject({
      status: v.literal('open'),
      mode: v.literal('link'),
      url: v.pipe(v.string(), v.url()),
      resume: token,
    }),
    v.strictObject({
      status: v.literal('open'),
      mode: v.literal('elements'),
      clientSecret: v.pipe(v.string(), v.regex(/^cs_(test|live)_[A-Za-z0-9]{10,200}_secret_[\w%-]{1,400}$/)),
      collects: v.strictObject({ shippingAddress: v.boolean(), phone: v.boolean(), promotionCode: v.boolean() }),
      resume: token,
    }),
  ]),
  v.strictObject({ status: v.picklist(['paid', 'pending']), order: token }),
  v.strictObject({ status: v.literal('replayed'), resume: token }),
]);

const orderStatus = v.picklist(ORDER_STATUSES);

const orderReply = v.variant('detail', [
  v.strictObject({ detail: v.literal('status'), status: orderStatus }),
  v.strictObject({
    detail: v.literal('full'),
    status: orderStatus,
    number: v.pipe(v.string(), v.regex(/^[\w-]{10,40}$/)),
    attempt,
    livemode: v.boolean(),
    currency,
    lines: v.array(
      v.strictObject({
        item: v.string(),
        options: v.array(cartOption),
        name: v.string(),
        quantity: wholeNumber(1, MAX_QUANTITY),
        unitAmount: amount,
        subtotal: amount,
      }),
    ),
    totals: v.strictObject({ subtotal: amount, discount: amount, shipping: amount, tax: amount, total: amount }),
    presentment: v.nullable(v.strictObject({ currency, total: amount })),
  }),
]);

const webUrl = v.nullable(v.pipe(v.string(), v.url(), v.regex(/^https?:/)));

const catalogReply = v.strictObject({
  config: v.strictObject({
    version: v.string(),
    shop: v.string(),
    livemode: v.boolean(),
    publishableKey: v.nullable(v.pipe(v.string(), v.regex(/^pk_/))),
    modes: v.array(v.picklist(['hosted', 'elements', 'link'])),
    closed: v.nullable(v.string()),
    checkoutOrigins: v.array(v.pipe(v.string(), v.url())),
  }),
  items: v.array(
    v.strictObject({
      id: printable(MAX_ITEM_ID_LENGTH),
      name: v.string(),
      description: v.nullable(v.string()),
      image: webUrl,
      url: webUrl,
      currency,
      unitAmount: amount,
      quantity: v.strictObject({
        min: wholeNumber(1, MAX_QUANTITY),
        max: wholeNumber(1, MAX_QUANTITY),
        step: wholeNumber(1, MAX_QUANTITY),
      }),
      options: v.array(
        v.variant('kind', [
          v.strictObject({
            kind: v.literal('choice'),
            name: printable(MAX_OPTION_NAME_LENGTH),
            required: v.boolean(),
            values: v.array(
              v.strictObject({ value: printable(MAX_OPTION_VALUE_LENGTH), delta: v.pipe(v.number(), v.safeInteger()) }),
            ),
          }),
          v.strictObject({
            kind: v.literal('text'),
            name: printable(MAX_OPTION_NAME_LENGTH),
            required: v.boolean(),
            maxLength: wholeNumber(1, MAX_OPTION_VALUE_LENGTH),
          }),
        ]),
      ),
      recurring: v.nullable(
        v.strictObject({ interval: v.picklist(['day', 'week', 'month', 'year']), intervalCount: wholeNumber(1, 52) }),
      ),
      available: v.boolean(),
    }),
  ),
});

function parse<T>(schema: v.GenericSchema<unknown, T>, input: unknown): Parsed<T> {
  const result = v.safeParse(schema, input, { abortEarly: true, abortPipeEarly: true });
  return result.success ? { ok: true, value: result.output } : { ok: false, problem: problemOf(result.issues[0]) };
}

/** The first thing that is wrong, as one of the contract's codes. */
function problemOf(issue: v.BaseIssue<unknown>): ProblemEvidence {
  const path = pathOf(issue);
  if (issue.type === 'strict_object' && issue.expected === 'never') return { code: 'unknown_field', path };
  if (path === 'lines' && issue.type === 'min_length') return { code: 'empty_cart' };
  if (path === 'lines' && issue.type === 'max_length') return { code: 'too_many_lines', limit: MAX_LINES };
  return { code: 'invalid_request', path };
}

/** Longest path that is echoed, in characters: a field's name may be as long as the body allows. */
const MAX_PATH_LENGTH = 100;

function pathOf(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map(({ key }) => String(key)).join('.');
  return path.length > MAX_PATH_LENGTH ? `${path.slice(0, MAX_PATH_LENGTH)}…`.toWellFormed() : path;
}
