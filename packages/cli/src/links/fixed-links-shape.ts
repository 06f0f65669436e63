import {
  MAX_ITEM_ID_LENGTH,
  MAX_LINK_LINES,
  MAX_OPTION_NAME_LENGTH,
  MAX_OPTION_VALUE_LENGTH,
  MAX_OPTIONS,
  MAX_QUANTITY,
  type FixedLinks,
} from '@stripe-cart/contract';
import * as v from 'valibot';

/*
 * The shape of `links.json`, field by field the same as `links.schema.json`; a property test holds the two together.
 * What a schema cannot say is in `fixed-links-file.ts`.
 */

/** More links than this are no table that a page should load. */
export const MOST_LINKS = 10_000;
const MOST_ITEMS = 10_000;

/** The most that Stripe takes for one price in any currency is 12 digits. */
const LARGEST_AMOUNT = 999_999_999_999;

/** Secure, or on this machine: the rule of catalog.json. */
const WEB_URL = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$))[^\s\p{Cc}\\]*$/u;

/** Lengths are counted as JSON Schema counts them, in characters and not in UTF-16 code units. */
const atMost = (maxLength: number) =>
  v.check((value: string) => [...value].length <= maxLength, `is longer than ${maxLength} characters.`);
const text = (maxLength: number) =>
  v.pipe(
    v.string('is a text.'),
    v.check((value) => value !== '', 'is empty.'),
    atMost(maxLength),
  );

const whole = (min: number, max: number) => {
  const what = `is a whole number from ${min} to ${max}.`;
  return v.pipe(v.number(what), v.safeInteger(what), v.minValue(min, what), v.maxValue(max, what));
};
const amount = whole(0, LARGEST_AMOUNT);
const count = whole(1, MAX_QUANTITY);

const currency = v.pipe(v.string('is a currency code.'), v.regex(/^[a-z]{3}$/, 'is a currency code, as in eur.'));
const url = v.pipe(v.string('is a URL.'), atMost(2048), v.regex(WEB_URL, 'is not an absolute https URL.'));
const optionName = text(MAX_OPTION_NAME_LENGTH);
const optionValue = text(MAX_OPTION_VALUE_LENGTH);
const tooManyOptions = `has more than ${MAX_OPTIONS} options.`;

const option = v.union(
  [
    v.strictObject({
      kind: v.literal('choice'),
      name: optionName,
      required: v.boolean(),
      values: v.pipe(
        v.array(v.strictObject({ value: optionValue, delta: whole(-LARGEST_AMOUNT, LARGEST_AMOUNT) })),
        v.minLength(1, 'has no value to choose.'),
      ),
    }),
    v.strictObject({
      kind: v.literal('text'),
      name: optionName,
      required: v.boolean(),
      maxLength: whole(1, MAX_OPTION_VALUE_LENGTH),
    }),
  ],
  'is an option with values to choose from, or one for a text.',
);

const item = v.strictObject({
  id: text(MAX_ITEM_ID_LENGTH),
  name: text(5_000),
  description: v.nullable(v.pipe(v.string('is a text.'), atMost(50_000))),
  image: v.nullable(url),
  url: v.nullable(url),
  currency,
  unitAmount: amount,
  quantity: v.strictObject({ min: count, max: count, step: count }, 'is an object with min, max and step.'),
  options: v.pipe(v.array(option), v.maxLength(MAX_OPTIONS, tooManyOptions)),
  recurring: v.null('is null: fixed links are for one-time payments.'),
  available: v.boolean('is true or false.'),
});

const line = v.strictObject({
  item: text(MAX_ITEM_ID_LENGTH),
  options: v.pipe(
    v.array(v.strictObject({ name: optionName, value: optionValue })),
    v.maxLength(MAX_OPTIONS, tooManyOptions),
  ),
  quantity: count,
});

const link = v.union(
  [
    v.strictObject({
      url,
      lines: v.pipe(
        v.array(line),
        v.minLength(1, 'has no line.'),
        v.maxLength(MAX_LINK_LINES, `has more than ${MAX_LINK_LINES} lines.`),
      ),
      total: amount,
      adjustable: v.boolean(),
    }),
    v.strictObject({ url, amount }),
  ],
  'is a link for lines (url, lines, total, adjustable) or for an amount (url, amount).',
);

export const fixedLinksShape = v.strictObject(
  {
    version: v.literal(1, 'is 1, the only version there is.'),
    shop: v.pipe(v.string('is a text.'), v.regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'is a short name, as CART_SHOP.')),
    livemode: v.boolean('is true or false.'),
    currency,
    items: v.pipe(v.array(item), v.maxLength(MOST_ITEMS, `has more than ${MOST_ITEMS} items.`)),
    links: v.pipe(v.array(link), v.maxLength(MOST_LINKS, `has more than ${MOST_LINKS} links.`)),
    $schema: v.exactOptional(v.string()),
  },
  'is an object with version, shop, livemode, currency, items and links.',
) satisfies v.GenericSchema<unknown, FixedLinks>;
