/** The shapes of what stands in requests and in replies alike. */
import * as v from 'valibot';
import {
  MAX_ITEM_ID_LENGTH,
  MAX_OPTIONS,
  MAX_OPTION_NAME_LENGTH,
  MAX_OPTION_VALUE_LENGTH,
  MAX_QUANTITY,
} from './cart-lines.js';

/** Characters that no name, choice or id needs, and that disturb logs, headers and terminals: controls and bidi overrides. */
const UNPRINTABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** A buyer's own text, an engraving or a gift note, may have line breaks and tabs in it. */
const isPlainText = (text: string) => !UNPRINTABLE.test(text.replace(/[\t\n\r]/g, '')) && text.isWellFormed();

export const printable = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(maxLength),
    v.check((text) => !UNPRINTABLE.test(text) && text.isWellFormed()),
  );

export const wholeNumber = (min: number, max: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max));

export const amount = wholeNumber(0, Number.MAX_SAFE_INTEGER);
export const currency = v.pipe(v.string(), v.regex(/^[a-z]{3}$/));

/** Tokens are compact JWE: five base64url parts. Only their size and alphabet are checked here. */
export const token = v.pipe(v.string(), v.maxLength(4096), v.regex(/^[\w-]+(\.[\w-]*){4}$/));

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const attempt = v.pipe(v.string(), v.regex(UUID_V4));

export const cartOption = v.strictObject({
  name: printable(MAX_OPTION_NAME_LENGTH),
  value: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_OPTION_VALUE_LENGTH), v.check(isPlainText)),
});

export const cartLine = v.strictObject({
  item: printable(MAX_ITEM_ID_LENGTH),
  options: v.pipe(
    v.array(cartOption),
    v.maxLength(MAX_OPTIONS),
    v.check((options) => new Set(options.map(({ name }) => name)).size === options.length),
  ),
  quantity: wholeNumber(1, MAX_QUANTITY),
});

export const interval = v.picklist(['day', 'week', 'month', 'year']);

/** When something recurs. */
export const recurringTerms = {
  interval,
  intervalCount: wholeNumber(1, 52),
  trialDays: v.exactOptional(wholeNumber(1, 730)),
};

/** An id of Stripe's, or a handle that Stripe.js made: it becomes a parameter of a request, never part of a path. */
export const stripeId = (prefix: string) => v.pipe(v.string(), v.regex(new RegExp(`^${prefix}_[A-Za-z0-9]{8,200}$`)));
