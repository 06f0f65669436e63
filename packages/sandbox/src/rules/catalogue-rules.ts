import { docs, sdk, SESSIONS, type Rule } from './rule.js';

const CURRENCIES = 'https://docs.stripe.com/currencies';

/** Rules about what is sold and for how much. */
export const CATALOGUE_RULES = {
  // Catalogue
  'metadata-limits': {
    statement: 'Metadata: 50 keys, 40 characters a key without brackets, 500 a value',
    source: docs('https://docs.stripe.com/metadata'),
    gap: 'Characters are counted as code points; what Stripe counts is not published',
  },
  'metadata-merge': {
    statement: 'An update merges metadata; an empty value removes its key, an empty string in its place removes all',
    source: sdk(SESSIONS, 'Individual keys can be unset by posting an empty value to them'),
    gap: '',
  },
  'product-id': {
    statement: 'A product id is taken once',
    source: docs('https://docs.stripe.com/api/products/create'),
    gap: '',
  },
  'product-images': {
    statement: 'A product has at most 8 images, each an absolute URL',
    source: sdk('Products.d.ts', 'A list of up to 8 URLs of images'),
    gap: '',
  },
  'tax-code': {
    statement: 'A tax code has the form of one, `txcd_` and eight digits',
    source: docs('https://docs.stripe.com/tax/tax-codes'),
    gap: 'Whether the code exists is not looked up',
  },
  'price-amount': {
    statement: 'A price has exactly one of `unit_amount` and `unit_amount_decimal`, and it is not negative',
    source: sdk(SESSIONS, 'Only one of `unit_amount` and `unit_amount_decimal` can be set'),
    gap: 'Fractions of a minor unit, tiers and custom amounts are not covered',
  },
  'price-product': {
    statement: 'A price has exactly one of `product` and `product_data`',
    source: sdk(SESSIONS, 'One of `product` or `product_data` is required'),
    gap: '',
  },
  'tax-behavior': {
    statement: 'The tax behavior of a price is specified once',
    source: sdk('Prices.d.ts', 'Once specified as either `inclusive` or `exclusive`, it cannot be changed'),
    gap: '',
  },
  'currency-options': {
    statement:
      'A price may have amounts in other currencies, shown only when expanded; a Session or payment link that names one of them is in it',
    source: sdk('Prices.d.ts', 'Prices defined in each available currency option'),
    gap: 'That the list has the price’s own currency as well, and that this one cannot be given as an option, is not verified; a buyer is not shown their own currency by themselves',
  },
  'default-price': {
    statement: 'The default price of a product is one of its own, and cannot be archived',
    source: docs('https://docs.stripe.com/products-prices/manage-prices'),
    gap: 'Known from integrations that ran into the refusal; `error.code` not verified. A default price cannot be taken away again here',
  },
  archived: {
    statement: 'An archived product or price switches off the payment links that sell it',
    source: docs('https://docs.stripe.com/products-prices/manage-prices'),
    gap: 'Published for products, taken for prices too. That such a link cannot be switched on again is the stricter reading; sessions that are open stay open',
  },
  'lookup-key': {
    statement: 'A lookup key has at most 200 characters and names one price; it moves only with `transfer_lookup_key`',
    source: sdk('Prices.d.ts', 'will atomically remove the lookup key from the existing price'),
    gap: '',
  },
  'lookup-keys': {
    statement: 'A list of prices can ask for at most 10 lookup keys',
    source: sdk('Prices.d.ts', 'You can specify up to 10 lookup_keys'),
    gap: '',
  },
  email: {
    statement: 'An e-mail address must look like one: `email_invalid`',
    source: docs('https://docs.stripe.com/error-codes#email-invalid'),
    gap: 'How closely Stripe looks is not published',
  },

  // Money
  currency: {
    statement: 'A currency is one that Stripe presents in, in lower case',
    source: docs(CURRENCIES),
    gap: 'The list was not compared with the page line by line; which currencies one account has depends on its country',
  },
  'currency-step': {
    statement: 'Three-decimal amounts end in 0; ISK and UGX amounts are multiples of 100',
    source: docs(`${CURRENCIES}#three-decimal`),
    gap: '`error.code` not verified; HUF and TWD are special for payouts only',
  },
  'amount-too-small': {
    statement: 'A total above 0 and below the currency’s minimum is `amount_too_small`',
    source: docs(`${CURRENCIES}#minimum-and-maximum-charge-amounts`),
    gap: 'Stripe applies the minimum of the settlement currency, converted; currencies without a figure have none here, and only the figures for USD, EUR, GBP and JPY were read again',
  },
  'amount-too-large': {
    statement: 'An amount or a total has at most eight digits: `amount_too_large`',
    source: sdk('PaymentIntents.d.ts', 'The amount value supports up to eight digits'),
    gap: 'A few currencies may have more digits at Stripe',
  },
} as const satisfies Record<string, Rule>;
