import { docs, sdk, SESSIONS, type Rule } from './rule.js';

const IDEMPOTENCY = 'https://docs.stripe.com/api/idempotent_requests';
const ERRORS = 'https://docs.stripe.com/api/errors';
const OWN = { own: 'packages/sandbox/README.md' };

/** Rules about what may be asked, twice or page by page. */
export const REQUEST_RULES = {
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
    gap: 'Any well-formed test key opens the one account; reports of years ago show 401 for a publishable key, newer ones 403',
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
    statement:
      'A text parameter is at most 5000 characters, or what Stripe’s OpenAPI file of 2024-04-10 says: a statement descriptor 22, a description of a product 40000',
    source: docs('https://github.com/stripe/openapi'),
    gap: 'Parameters that are newer than that file have no length of their own; `error.code` not verified',
  },
  'unknown-id': {
    statement:
      'An unknown id is `resource_missing`: 404 in the path, 400 in a parameter; one of live mode is told of the mode',
    source: docs('https://docs.stripe.com/error-codes#resource-missing'),
    gap: '`error.param` for an id in the path is always `id`; Stripe’s varies by resource',
  },
  'error-shape': {
    statement: 'Errors are `{error:{type,message,code?,param?,doc_url?}}` and every answer has a `Request-Id`',
    source: docs(ERRORS),
    gap: 'No `request_log_url`; messages are ours',
  },
  'api-version': {
    statement:
      'The release trains dahlia and endive are spoken (stripe for Node 21 to 23), whose shapes are one for what is covered; older and newer ones are refused by name',
    source: docs('https://docs.stripe.com/api/versioning'),
    gap: 'Stripe speaks older versions too; events are always of the pinned version; `payment_method_types`, which dahlia still took, is refused as not covered',
  },
  'restricted-key': {
    statement: 'A restricted key without the permission a call needs is refused with 403, and the permission is named',
    source: docs('https://docs.stripe.com/keys#limit-access'),
    gap: 'Permissions are declared through `/_sandbox/keys`: a restricted key nobody has declared may do everything. Names are as Stripe’s own errors showed them (prices are `plan`); `error.code` and what an expansion needs are not verified',
  },
  'rate-limit': {
    statement:
      'More calls in a second than documented are 429 `rate_limit` with `Stripe-Rate-Limited-Reason`: 25 of one operation, and in all 25 in test mode or 100 live',
    source: docs('https://docs.stripe.com/rate-limits'),
    gap: 'Off until `/_sandbox/limits` switches it on; concurrency limiters and the limits of single resources are not covered; Stripe’s window is not published',
  },
  fault: {
    statement: 'A fault that a test has ordered happens to the next calls of that operation, and the ledger says so',
    source: OWN,
    gap: 'Which of them Stripe has shown is not known of each: they are what a network and a server can do',
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
    gap: '`error.type` invalid_request_error is what an older client matches on',
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
} as const satisfies Record<string, Rule>;
