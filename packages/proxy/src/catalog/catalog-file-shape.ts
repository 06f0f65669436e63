import {
  MAX_ITEM_ID_LENGTH,
  MAX_OPTION_NAME_LENGTH,
  MAX_OPTION_VALUE_LENGTH,
  MAX_OPTIONS,
  MAX_QUANTITY,
} from '@stripe-cart/contract';
import * as v from 'valibot';
import type { CatalogFile } from './catalog-file.js';

/*
 * The shape of `catalog.json`, field by field the same as `catalog.schema.json`; a property test holds the two
 * together. Everything here is a rule that JSON Schema can express; the rest is in `catalog-file-rules.ts`.
 */

/** The most that Stripe takes for one price in any currency is 12 digits. */
const LARGEST_AMOUNT = 999_999_999_999;

/** No controls, no lone surrogates, no characters that turn the direction of text around. */
const PRINTABLE = /^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]+$/u;

/** Description may run over several lines. */
const PRINTABLE_LINES = /^(?:[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|[\t\n\r])+$/u;

/** Secure, or on this machine. The whole file is read by browsers through a reply, so no other scheme may slip in. */
const WEB_URL = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$))[^\s\p{Cc}\\]*$/u;

const text = (maxLength: number, pattern = PRINTABLE) =>
  v.pipe(
    v.string('is a text.'),
    v.check((value) => value.length > 0, 'is empty.'),
    v.check((value) => [...value].length <= maxLength, `is longer than ${maxLength} characters.`),
    v.regex(pattern, 'has a character in it that is not printable.'),
  );

const wholeNumber = (min: number, max: number, what: string) =>
  v.pipe(v.number(what), v.safeInteger(what), v.minValue(min, what), v.maxValue(max, what));

const currency = v.pipe(
  v.string('is a currency code.'),
  v.regex(/^[a-z]{3}$/, 'is a currency code of three small letters, as in eur.'),
);

/**
 * By currency code. The names are looked at first, because a record of valibot's skips names such as `__proto__`
 * without a word, and takes an array for an object.
 */
const amounts = (smallest: number, what: string) =>
  v.pipe(
    v.custom<Readonly<Record<string, unknown>>>(hasNamesOfThreeLetters, what),
    v.record(currency, wholeNumber(smallest, LARGEST_AMOUNT, what), what),
  );

function hasNamesOfThreeLetters(input: unknown): boolean {
  return isObject(input) && Object.keys(input).every((name) => name.length === 3);
}

function isObject(input: unknown): input is object {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

const quantity = wholeNumber(1, MAX_QUANTITY, `is a whole number from 1 to ${MAX_QUANTITY}.`);

const webUrl = v.pipe(
  v.string('is a URL.'),
  v.maxLength(2048, 'is longer than 2048 characters.'),
  v.regex(WEB_URL, 'is not an absolute https URL.'),
);

/** A page, or an address of the shop's app; the settings say which of them buyers are sent to. */
const pageAddress = v.pipe(
  v.string('is a URL.'),
  v.maxLength(2048, 'is longer than 2048 characters.'),
  v.regex(/^[a-z][a-z0-9+.-]*:[^\s\p{Cc}\\#]+$/u, 'is not a full address without a fragment.'),
);

const optionName = text(MAX_OPTION_NAME_LENGTH);

const option = v.union(
  [
    v.strictObject({
      name: optionName,
      values: v.pipe(
        v.array(
          v.strictObject({
            value: text(MAX_OPTION_VALUE_LENGTH),
            deltas: v.exactOptional(amounts(-LARGEST_AMOUNT, 'is a whole number of minor units.')),
          }),
        ),
        v.minLength(1, 'has no value to choose.'),
        v.maxLength(200, 'has more than 200 values.'),
      ),
      required: v.exactOptional(v.boolean()),
    }),
    v.strictObject({
      name: optionName,
      maxLength: wholeNumber(1, MAX_OPTION_VALUE_LENGTH, `is a whole number from 1 to ${MAX_OPTION_VALUE_LENGTH}.`),
      required: v.exactOptional(v.boolean()),
    }),
  ],
  'is a name with either values to choose from or the maxLength of a text (and perhaps required).',
);

const item = v.strictObject({
  id: text(MAX_ITEM_ID_LENGTH),
  name: text(250),
  description: v.exactOptional(text(5_000, PRINTABLE_LINES)),
  image: v.exactOptional(webUrl),
  url: v.exactOptional(webUrl),
  returnUrl: v.exactOptional(pageAddress),
  amounts: amounts(0, 'is a whole number of minor units, 0 or more, by currency.'),
  quantity: v.exactOptional(
    v.pipe(
      v.custom<object>(isObject, 'is an object with min, max and step.'),
      v.strictObject({
        min: v.exactOptional(quantity),
        max: v.exactOptional(quantity),
        step: v.exactOptional(quantity),
      }),
    ),
  ),
  options: v.exactOptional(v.pipe(v.array(option), v.maxLength(MAX_OPTIONS, `has more than ${MAX_OPTIONS} options.`))),
  recurring: v.exactOptional(
    v.strictObject({
      interval: v.picklist(['day', 'week', 'month', 'year'], 'is one of day, week, month, year.'),
      intervalCount: wholeNumber(1, 52, 'is a whole number from 1 to 52.'),
      trialDays: v.exactOptional(wholeNumber(1, 730, 'is a whole number of days from 1 to 730.')),
    }),
  ),
  shippable: v.exactOptional(v.boolean('is true or false.')),
  stock: v.exactOptional(wholeNumber(0, Number.MAX_SAFE_INTEGER, 'is a whole number, 0 or more.')),
  taxCode: v.exactOptional(
    v.pipe(v.string(), v.regex(/^txcd_[0-9]{8}$/, 'is a tax code of Stripe’s, as in txcd_99999999.')),
  ),
  taxBehavior: v.exactOptional(v.picklist(['inclusive', 'exclusive'], 'is inclusive or exclusive.')),
});

export const catalogFileShape = v.strictObject(
  {
    version: v.literal(1, 'is 1, the only version there is.'),
    currency,
    items: v.pipe(
      v.array(item, 'is a list of items.'),
      v.minLength(1, 'has nothing for sale in it.'),
      v.maxLength(10_000, 'has more than 10,000 items.'),
    ),
    $schema: v.exactOptional(v.string()),
  },
  'is an object with version, currency and items.',
) satisfies v.GenericSchema<unknown, CatalogFile>;
