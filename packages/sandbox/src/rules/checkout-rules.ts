import { docs, sdk, SESSIONS, type Rule } from './rule.js';

/** Rules about sessions. */
export const CHECKOUT_RULES = {
  'session-mode': {
    statement: '`mode` must be given; `payment` is covered',
    source: sdk(SESSIONS, 'The mode of the Checkout Session. Pass `subscription` if'),
    gap: 'ui_mode form, which is in beta, is refused as not covered; the types leave mode optional',
  },
  'ui-mode-params': {
    statement:
      'Each `ui_mode` refuses what is not for it: `elements` refuses success_url, cancel_url, submit_type, custom_text and more, `embedded_page` success_url and cancel_url, `hosted_page` return_url and redirect_on_completion',
    source: sdk(SESSIONS, 'This parameter is not allowed if ui_mode is `embedded_page` or `elements`'),
    gap: '`error.code` not verified. Where a parameter is only said to apply to another mode, it is refused; Stripe may ignore it',
  },
  'session-update': {
    statement:
      'Metadata of a session can always change; lines (all sent again, by id or new), shipping options and shipping details while it is open, and not on a hosted page; payment_intent_data with `elements`. A payment that waits for the buyer is then abandoned',
    source: sdk(SESSIONS, 'updating these parameters abandons the current payment attempt'),
    gap: 'Said of payment_intent_data and taken for the others too. That a hosted page refuses lines and options is the stricter reading; a line’s price cannot be changed, adjustable quantities and tax rates are not covered',
  },
  'client-secret': {
    statement: 'A session of `embedded_page` or `elements` has a client secret `cs_test_…_secret_…` and no url',
    source: sdk(SESSIONS, 'The client secret of your Checkout Session. Applies to Checkout Sessions with'),
    gap: 'The length of the secret is ours; that it is still shown when the session is over is not verified',
  },
  'session-urls': {
    statement: 'A hosted page needs an absolute `success_url` and takes a `cancel_url`; every address is absolute',
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
  'subscription-lines': {
    statement: 'A subscription has at least one line with a recurring price, and at most 20 of each kind',
    source: sdk(
      SESSIONS,
      'there is a maximum of 20 line items with recurring Prices and 20 line items with one-time Prices',
    ),
    gap: '`error.code` not verified',
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
    gap: '`currency_options` of a shipping rate are not covered',
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
    statement:
      '`allow_promotion_codes` lets the buyer enter an active code: any case, its minimum amount, customer and first order looked at, and another takes its place',
    source: sdk(SESSIONS, 'Enables user redeemable promotion codes'),
    gap: 'Stripe.js’s two error codes are known; which of several reasons comes first is not',
  },
  discounts: {
    statement:
      'A session has at most one discount, a coupon or a promotion code and not beside allow_promotion_codes; total = subtotal - discount + shipping + tax, shared out over the lines; it is redeemed with the session, if it still can be',
    source: sdk(
      SESSIONS,
      'The coupon or promotion code to apply to this Session. Currently, only up to one may be specified',
    ),
    gap: 'How Stripe rounds and shares a discount over lines is not published: the whole is rounded once, and the largest remainders get what is left. `error.code` coupon_expired at the confirmation not verified; breakdown is not covered',
  },
  coupons: {
    statement:
      'A coupon takes a percentage or an amount in a currency off, may have an end and a number of redemptions, and says whether it is valid',
    source: sdk('Coupons.d.ts', 'larger than 0, and smaller or equal to 100'),
    gap: 'applies_to, currency_options, update and deletion are not covered; name length from older references',
  },
  'promotion-code': {
    statement:
      'A promotion code is letters, digits and dashes, unique among active ones whatever the case, and never outlives its coupon',
    source: sdk(
      'PromotionCodes.d.ts',
      'Regardless of case, this code must be unique across all active promotion codes',
    ),
    gap: 'A code of one customer and a code of all may share their text here; restrictions in several currencies are not covered',
  },
  'automatic-tax': {
    statement: '`automatic_tax` needs the buyer’s place and is complete once paid',
    source: sdk(SESSIONS, 'calculate tax automatically'),
    gap: 'Tax is always 0: an account without registrations. The status stays `requires_location_inputs` until the order is paid',
  },
} as const satisfies Record<string, Rule>;
