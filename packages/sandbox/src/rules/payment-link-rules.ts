import { docs, sdk, type Rule } from './rule.js';

const PAYMENT_LINKS = 'PaymentLinks.d.ts';
const CUSTOMIZE = 'https://docs.stripe.com/payment-links/customize';

/** Rules about payment links, and about quantities that the buyer may change. */
export const PAYMENT_LINK_RULES = {
  'payment-link-lines': {
    statement: 'A payment link sells one to 20 line items, of prices by id or data, in one currency',
    source: sdk(PAYMENT_LINKS, 'Up to 20 line items are supported'),
    gap: 'Links of recurring prices, optional items and custom fields are not covered. That a total outside what can be charged is refused with the link, and not only when it is opened, is the stricter reading. Prices and products of `price_data` are taken to be made with the link, once',
  },
  'payment-link-update': {
    statement:
      'A link is switched off and on, and its settings change, for the sessions that are opened from then on; `payment_intent_data` is said again as a whole',
    source: sdk(PAYMENT_LINKS, 'Unlike object-level metadata, this field is declarative'),
    gap: 'What it sells cannot change here: line_items of an update are not covered',
  },
  'payment-link-metadata': {
    statement: 'Metadata of a link is copied to its sessions, that of its payment_intent_data to their PaymentIntents',
    source: sdk(PAYMENT_LINKS, 'Metadata associated with this Payment Link will automatically be copied to'),
    gap: '',
  },
  'payment-link-opened': {
    statement: 'A buyer who opens an active link gets a new session, which names its `payment_link`',
    source: docs('https://docs.stripe.com/api/payment-link/object'),
    gap: 'Whether a second look from the same browser goes on with the session of the first is not published: here each GET makes one, and HEAD none. Stripe’s page stays at the link’s address, ours leads to the session’s. Such a session has no cancel_url here, nor a success_url where the link shows its own confirmation; at Stripe both name some address',
  },
  'payment-link-inactive': {
    statement: 'An inactive link opens nothing and shows its `inactive_message`',
    source: sdk(
      PAYMENT_LINKS,
      'customers visiting the URL will be shown a page saying that the link has been deactivated',
    ),
    gap: 'The status of that page, 410 here, is not verified. What becomes of the sessions that are open is not published: here they stay open and can be paid',
  },
  'payment-link-url': {
    statement:
      'The URL of a link takes `client_reference_id` (200 letters, digits, dashes, underscores), UTM codes (150 of them), `locale`, `prefilled_email` and `prefilled_promo_code`; what is not so is dropped without a word',
    source: docs('https://docs.stripe.com/payment-links/url-parameters'),
    gap: 'A code that cannot be redeemed is passed over here; whether Stripe shows why is not verified, nor that a prefilled address leaves customer_email empty and a locked one (`locked_prefilled_email`) fills it',
  },
  'after-completion': {
    statement:
      'After the payment the buyer is sent to the redirect, with `{CHECKOUT_SESSION_ID}` filled in as for success_url and the UTM codes behind it, or sees a confirmation on the page',
    source: sdk(PAYMENT_LINKS, 'You can embed `{CHECKOUT_SESSION_ID}` into the URL'),
    gap: 'That settings of the other type are refused is the stricter reading; in which order Stripe puts UTM codes is not published',
  },
  'completed-sessions': {
    statement: 'A link with a limit of completed sessions is switched off by the one that reaches it',
    source: docs(CUSTOMIZE),
    gap: 'That sessions opened before cannot be completed either, that such a link cannot be switched on again before its limit is raised, and that payment_link.updated tells of the end are the stricter readings; `error.code` not verified',
  },
  'adjustable-quantity': {
    statement:
      'The buyer may change the quantity of a line that allows it, from 0 to 99 or within its bounds, up to 999999, and never to nothing at all',
    source: sdk(PAYMENT_LINKS, 'If there is only one item in the cart then that item'),
    gap: 'That the quantity to begin with must be within the bounds is the stricter reading. A line that was taken out cannot be brought back. Not covered in Elements, and not in updates of a session',
  },
} as const satisfies Record<string, Rule>;
