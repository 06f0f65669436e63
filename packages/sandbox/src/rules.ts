/** Where a rule is written down. */
export type Source =
  /** A page of Stripe's, or an issue where Stripe's own people or a real answer show it. */
  | { readonly page: string }
  /** A phrase in a declaration file of the pinned SDK, below `stripe/esm/resources/`; the table shows its line. */
  | { readonly sdk: string; readonly phrase: string }
  /** Not Stripe's: what the sandbox itself promises. */
  | { readonly own: string };

export interface Rule {
  readonly statement: string;
  readonly source: Source;
  /** What is not known, not verified or not done; empty where nothing is. */
  readonly gap: string;
}

const SESSIONS = 'Checkout/Sessions.d.ts';
const IDEMPOTENCY = 'https://docs.stripe.com/api/idempotent_requests';
const CURRENCIES = 'https://docs.stripe.com/currencies';
const WEBHOOKS = 'https://docs.stripe.com/webhooks';
const ERRORS = 'https://docs.stripe.com/api/errors';
const OWN = { own: 'packages/sandbox/README.md' };

const docs = (page: string): Source => ({ page });
const sdk = (file: string, phrase: string): Source => ({ sdk: file, phrase });

/**
 * Everything the sandbox refuses or does because Stripe does. A refusal names its rule, a test names the rules it
 * proves, and the table in README.md is made from this list.
 */
export const RULES = {
  // Requests
  'not-covered': {
    statement: 'What the sandbox has no answer for is refused with an `error` body that says so, never guessed',
    source: OWN,
    gap: 'Stripe answers an unknown route with its own 404; ours has the code `sandbox_not_covered`',
  },
  'api-key': {
    statement:
      'Only secret and restricted test keys: no key or an unknown kind is 401, a publishable key 403 `secret_key_required`',
    source: docs('https://docs.stripe.com/error-codes'),
    gap: 'Any well-formed test key opens the one account; permissions of restricted keys are not modelled',
  },
  'api-key-live': {
    statement: 'A live key is refused with 401',
    source: docs('https://docs.stripe.com/keys'),
    gap: 'Stripe would accept it and show live data',
  },
  'form-encoding': {
    statement: 'Bodies are form-encoded with brackets; JSON is refused',
    source: docs('https://docs.stripe.com/api'),
    gap: 'A metadata key `__proto__` is dropped; a field given twice is refused where Stripe takes the last; the wording is ours',
  },
  'parameter-unknown': {
    statement: 'A parameter that the SDK’s types do not have is `parameter_unknown`',
    source: docs('https://docs.stripe.com/error-codes#parameter-unknown'),
    gap: 'Only the first problem is reported, and Stripe may pick another first',
  },
  'parameter-missing': {
    statement: 'A required parameter left out is `parameter_missing`',
    source: docs('https://docs.stripe.com/error-codes#parameter-missing'),
    gap: '',
  },
  'parameter-type': {
    statement:
      'Numbers, booleans, lists and objects must be written as such; a bad integer is `parameter_invalid_integer`',
    source: docs('https://docs.stripe.com/error-codes#parameter-invalid-integer'),
    gap: 'Every number but a percentage is taken for an integer',
  },
  'parameter-enum': {
    statement: 'A value outside an enum is refused, although the SDK’s types are open',
    source: sdk(SESSIONS, "type UiMode = 'elements' | 'embedded_page' | 'form' | 'hosted_page'"),
    gap: '',
  },
  'parameter-empty': {
    statement: 'An empty string is `parameter_invalid_empty` where the type does not allow emptying',
    source: docs('https://docs.stripe.com/error-codes#parameter-invalid-empty'),
    gap: '',
  },
  'string-length': {
    statement: 'A text parameter is at most 5000 characters',
    source: docs('https://github.com/stripe/openapi'),
    gap: 'Stripe allows a few to be longer and holds some to less; `error.code` not verified',
  },
  'unknown-id': {
    statement: 'An unknown id is `resource_missing`: 404 in the path, 400 in a parameter',
    source: docs('https://docs.stripe.com/error-codes#resource-missing'),
    gap: '`error.param` for an id in the path is always `id`; Stripe’s varies by resource',
  },
  'error-shape': {
    statement: 'Errors are `{error:{type,message,code?,param?,doc_url?}}` and every answer has a `Request-Id`',
    source: docs(ERRORS),
    gap: 'No `request_log_url`; messages are ours',
  },
  'api-version': {
    statement: 'Only the API version of the pinned SDK is spoken',
    source: docs('https://docs.stripe.com/api/versioning'),
    gap: 'Stripe speaks older versions too',
  },
  fault: {
    statement: 'A fault that a test has ordered happens to the next calls of that operation, and the ledger says so',
    source: OWN,
    gap: 'A reset in mid-body and a slow answer are not among the faults yet',
  },

  // Idempotency
  'idempotency-replay': {
    statement:
      'A second POST with the same key and parameters gets the saved answer and `Idempotent-Replayed: true`, errors and 500s included',
    source: docs(IDEMPOTENCY),
    gap: '',
  },
  'idempotency-not-saved': {
    statement: 'Nothing is saved when validation fails, or for 401 and 429: the key can be used again',
    source: docs(IDEMPOTENCY),
    gap: 'Where validation ends and execution begins is not published; here it ends with what needs no account',
  },
  'idempotency-mismatch': {
    statement: 'A key used with other parameters or another endpoint is 400 `idempotency_error`',
    source: docs(IDEMPOTENCY),
    gap: '',
  },
  'idempotency-in-use': {
    statement: 'A key whose first request is still running is 409 `idempotency_key_in_use`',
    source: docs('https://docs.stripe.com/error-codes#idempotency-key-in-use'),
    gap: '`error.type` of this answer is not verified',
  },
  'idempotency-key-length': {
    statement: 'A key is at most 255 characters',
    source: docs(IDEMPOTENCY),
    gap: '',
  },
  'idempotency-pruned': {
    statement: 'A key is forgotten 24 hours after its first use, on the account’s clock',
    source: docs(IDEMPOTENCY),
    gap: 'Stripe keeps it for at least 24 hours',
  },

  // Lists and expansion
  'list-limit': {
    statement: 'A page has 10 objects unless `limit` says 1 to 100',
    source: docs('https://docs.stripe.com/api/pagination'),
    gap: '',
  },
  'list-cursor': {
    statement: 'Pages follow `starting_after` or `ending_before`, not both, and cover each object once, newest first',
    source: docs('https://docs.stripe.com/api/pagination'),
    gap: '',
  },
  expand: {
    statement: '`expand` replaces ids by objects, at most four levels deep; anything else is refused',
    source: docs('https://docs.stripe.com/api/expanding_objects'),
    gap: 'Objects that the sandbox does not keep are refused as not covered; a create is carried out before its `expand` is looked at',
  },
  'line-items-handful': {
    statement: 'An expanded session has its first 10 line items and says `has_more`; the rest are listed page by page',
    source: sdk(SESSIONS, 'the first handful of those items'),
    gap: '“Handful” is not a number: 10 is a list’s default page',
  },

  // Catalogue
  'metadata-limits': {
    statement: 'Metadata: 50 keys, 40 characters a key without brackets, 500 a value',
    source: docs('https://docs.stripe.com/api/metadata'),
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
    statement: 'A product has at most 8 images',
    source: sdk('Products.d.ts', 'A list of up to 8 URLs of images'),
    gap: '',
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
  'lookup-key': {
    statement: 'A lookup key names one price; it moves only with `transfer_lookup_key`',
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
    gap: 'Stripe may accept upper case; which currencies one account has depends on its country',
  },
  'currency-step': {
    statement: 'Three-decimal amounts end in 0; ISK and UGX amounts are multiples of 100',
    source: docs(`${CURRENCIES}#three-decimal`),
    gap: '`error.code` not verified; HUF and TWD are special for payouts only',
  },
  'amount-too-small': {
    statement: 'A total above 0 and below the currency’s minimum is `amount_too_small`',
    source: docs(`${CURRENCIES}#minimum-and-maximum-charge-amounts`),
    gap: 'Stripe applies the minimum of the settlement currency, converted; currencies without a figure have none here',
  },
  'amount-too-large': {
    statement: 'An amount or a total has at most eight digits: `amount_too_large`',
    source: sdk('PaymentIntents.d.ts', 'The amount value supports up to eight digits'),
    gap: 'A few currencies may have more digits at Stripe',
  },

  // Checkout Sessions
  'session-mode': {
    statement: '`mode` must be given; `payment` is covered',
    source: sdk(SESSIONS, 'The mode of the Checkout Session. Pass `subscription` if'),
    gap: 'Subscription and setup mode are refused as not covered, as are all ui_modes but hosted_page; the types leave mode optional',
  },
  'session-urls': {
    statement: 'A hosted page needs an absolute `success_url`, takes a `cancel_url` and no `return_url`',
    source: sdk(SESSIONS, 'The URL to which Stripe should send customers when payment or setup'),
    gap: 'Whether the page’s default confirmation could do without success_url is not verified',
  },
  'success-url-placeholder': {
    statement: '`{CHECKOUT_SESSION_ID}` in success_url becomes the id, but only as it stands: percent-encoded it stays',
    source: docs('https://docs.stripe.com/payments/checkout/custom-success-page'),
    gap: '',
  },
  'line-items': {
    statement: 'A payment needs line items',
    source: sdk(SESSIONS, 'The parameter is required for `payment` and `subscription` mode'),
    gap: '',
  },
  'line-items-limit': {
    statement: 'A payment has at most 100 line items',
    source: sdk(SESSIONS, 'there is a maximum of 100 line items'),
    gap: 'Taxed or adjustable lines and optional items are not covered',
  },
  'line-item-price': {
    statement: 'A line item has exactly one of `price` and `price_data`',
    source: sdk(SESSIONS, 'One of `price` or `price_data` is required'),
    gap: '',
  },
  'line-item-quantity': {
    statement: 'A line item has a quantity from 1 to 999999',
    source: sdk(SESSIONS, 'You can specify a value up to 999999'),
    gap: 'The bound is published for adjustable quantities only',
  },
  'line-item-metadata': {
    statement: 'Metadata of a line item comes back on it',
    source: sdk('LineItems.d.ts', 'metadata: Metadata | null'),
    gap: '',
  },
  'inactive-price': {
    statement: 'An inactive price, or a price of an inactive product, cannot be sold',
    source: sdk('Prices.d.ts', 'Whether the price can be used for new purchases'),
    gap: '`error.code` not verified',
  },
  'inline-price': {
    statement: 'A price and product made by `price_data` are inactive: they belong to that session',
    source: docs('https://docs.stripe.com/products-prices/manage-prices'),
    gap: 'Not verified for products',
  },
  'recurring-in-payment': {
    statement: 'Payment mode refuses a recurring price',
    source: docs('https://docs.stripe.com/payments/checkout/how-checkout-works'),
    gap: '`error.code` not verified',
  },
  'one-currency': {
    statement: 'Prices and shipping of a session are in one currency',
    source: docs('https://docs.stripe.com/api/checkout/sessions/create'),
    gap: '`currency_options` of a price are not covered',
  },
  'session-expires-at': {
    statement:
      '`expires_at` is from 30 minutes to 24 hours ahead, by default 24 hours; then an open session expires by itself',
    source: sdk(SESSIONS, 'anywhere from 30 minutes to 24 hours after Checkout Session creation'),
    gap: 'Stripe’s expiry may come some seconds late',
  },
  'expire-only-open': {
    statement: 'Only an open session can be expired; that ends its PaymentIntent, and its url is gone',
    source: sdk(SESSIONS, 'A Checkout Session can be expired when it is in one of these statuses: open'),
    gap: 'The cancellation reason of the intent is not verified',
  },
  'client-reference-id': {
    statement: '`client_reference_id` is at most 200 characters',
    source: docs('https://docs.stripe.com/api/checkout/sessions/create'),
    gap: 'Length from older references',
  },
  'session-customer': {
    statement: '`customer` excludes `customer_email` and `customer_creation`',
    source: docs('https://docs.stripe.com/api/checkout/sessions/create'),
    gap: 'Not verified for customer_creation',
  },
  'submit-type': {
    statement: '`submit_type` subscribe is not for payment mode',
    source: sdk(SESSIONS, 'to customize relevant text on the page, such as the submit button'),
    gap: 'Not verified',
  },
  'shipping-options': {
    statement:
      'At most 5 shipping options, each an active rate by id or data; the first is chosen until the buyer chooses',
    source: sdk(SESSIONS, 'The shipping rate options to apply to this Session. Up to a maximum of 5'),
    gap: 'That the first one counts in the total from the start is not verified',
  },
  'shipping-countries': {
    statement: 'Shipping countries are at least one of those Stripe knows, and the address must be in one of them',
    source: sdk(SESSIONS, 'which countries Checkout should provide as options for'),
    gap: 'Address fields are the same for every country; `billing_address_collection` is taken but not asked for',
  },
  'shipping-rate': {
    statement: 'A shipping rate has a name of at most 100 characters and a fixed amount',
    source: sdk('ShippingRates.d.ts', 'The name of the shipping rate, meant to be displayable to the customer'),
    gap: 'Length from older references',
  },
  'promotion-codes': {
    statement: '`allow_promotion_codes` is accepted and shown on the session',
    source: sdk(SESSIONS, 'Enables user redeemable promotion codes'),
    gap: 'The page takes no code; coupons and discounts are not covered',
  },
  'automatic-tax': {
    statement: '`automatic_tax` needs the buyer’s place and is complete once paid',
    source: sdk(SESSIONS, 'calculate tax automatically'),
    gap: 'Tax is always 0: an account without registrations',
  },

  // Paying
  'intent-at-first-try': {
    statement:
      'An open session has no PaymentIntent until the buyer first tries to pay; it then carries `payment_intent_data`',
    source: docs('https://github.com/stripe/stripe-node/issues/1766'),
    gap: 'That a declined try already shows the intent on the session is not verified',
  },
  'page-pay': {
    statement: 'Paying completes session, intent and charge, and sends the buyer to success_url with 303',
    source: docs('https://docs.stripe.com/payments/checkout/how-checkout-works'),
    gap: 'Stripe’s page does it with script; cards only, no wallets, no 3D Secure, no delayed methods yet',
  },
  'page-decline': {
    statement: 'A declined card leaves the session open for another try and notes code and decline code on the intent',
    source: docs('https://docs.stripe.com/testing#declined-payments'),
    gap: '',
  },
  'page-test-cards': {
    statement: 'Only Stripe’s test cards are taken, with a future date, a security code and a name',
    source: docs('https://docs.stripe.com/testing'),
    gap: 'A table of fourteen cards',
  },
  'page-closed': {
    statement: 'A paid, expired or unknown session shows a page that says so and takes no payment',
    source: docs('https://docs.stripe.com/payments/checkout/how-checkout-works'),
    gap: 'A second submit of a paid session is sent on to success_url; Stripe’s button cannot be pressed twice',
  },
  'page-asks': {
    statement: 'The page asks for what the session asks: address, shipping method, phone, consent to terms',
    source: sdk(SESSIONS, 'it requires customers to check a terms of service checkbox before being able to pay'),
    gap: 'Terms need a URL in the Dashboard, which is not modelled',
  },
  'page-markup': {
    statement: 'No text of a session becomes markup on the page, and its policy allows nothing but its own style',
    source: OWN,
    gap: '',
  },
  'free-order': {
    statement: 'A total of 0 asks for no card and completes as `no_payment_required` without a PaymentIntent',
    source: docs('https://docs.stripe.com/payments/checkout/no-cost-orders'),
    gap: '`payment_status` of a free session that is still open is not verified',
  },
  'customer-creation': {
    statement: 'A payment makes a Customer only with `customer_creation` always',
    source: sdk(SESSIONS, "Sessions that don't create Customers instead are grouped by"),
    gap: '',
  },
  refund: {
    statement: 'A refund takes from one successful charge what is left of it at most, and the charge shows it',
    source: sdk('Charges.d.ts', 'Whether the charge has been fully refunded'),
    gap: 'Refunds succeed at once; disputes cannot be made yet',
  },

  // Events and webhooks
  events: {
    statement: 'Each change that Stripe announces is an event with a snapshot of its object',
    source: docs('https://docs.stripe.com/api/events/types'),
    gap: '`previous_attributes` and `request` are not filled; events stay for ever',
  },
  'webhook-url': {
    statement: 'An endpoint has an http or https address and at least one event',
    source: sdk('WebhookEndpoints.d.ts', 'A webhook endpoint must have a url and a list of enabled_events'),
    gap: '',
  },
  'webhook-endpoints': {
    statement: 'An account has at most 16 endpoints',
    source: docs(WEBHOOKS),
    gap: '',
  },
  'webhook-secret-once': {
    statement: 'The signing secret is shown when the endpoint is created and never again',
    source: sdk('WebhookEndpoints.d.ts', 'Only returned at creation'),
    gap: '',
  },
  'webhook-signature': {
    statement:
      'Deliveries carry `Stripe-Signature: t=…,v1=…`, HMAC-SHA256 over time and body with the endpoint’s secret',
    source: docs(`${WEBHOOKS}#verify-manually`),
    gap: 'The time is the machine’s, also when the account’s clock was moved ahead; secrets cannot be rolled yet',
  },
  'webhook-retries': {
    statement: 'What is not answered 2xx (a redirect is not) is tried again three times over some hours, then given up',
    source: docs(`${WEBHOOKS}#automatic-retries`),
    gap: 'The intervals are not published; Stripe’s live mode tries for three days',
  },
  'webhook-at-least-once': {
    statement: 'Deliveries may come twice and in any order; tests ask for both',
    source: docs(`${WEBHOOKS}#event-ordering`),
    gap: '',
  },
  'checkout-waits': {
    statement:
      'The page waits for the answer to `checkout.session.completed`, 10 seconds at most, before it lets the buyer go',
    source: docs('https://docs.stripe.com/checkout/fulfillment'),
    gap: 'The end of the wait is not tested: it would take ten seconds',
  },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;
