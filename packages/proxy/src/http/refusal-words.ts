import type { ProblemCode, ProblemEvidence } from '@stripe-cart/contract';

/** What a buyer reads: what happened, and what they can do. */
export type Words = readonly [title: string, advice: string];

const BUSY: Words = [
  'This shop cannot take payments at the moment',
  'Nothing was charged. Please try again in a minute.',
];
const MISTAKE: Words = [
  'That could not be ordered',
  'Nothing was charged. Please go back, look at your choices, and send the form again.',
];
const OURS: Words = [
  'Something went wrong',
  'Nothing was charged. Please go back and try again; if it happens once more, tell the shop.',
];

/**
 * The words of every refusal that a form can meet. Scripts get codes alone, and the widget has its own words; a form's
 * buyer has nobody else to put it into words for them.
 */
const WORDS: Readonly<Record<ProblemCode, Words>> = {
  bad_json: OURS,
  body_too_large: ['That is more text than this shop takes', 'Nothing was charged. Please go back and shorten it.'],
  body_timeout: ['Your order took too long to arrive', 'Nothing was charged. Please go back and send the form again.'],
  unsupported_media_type: OURS,
  not_found: OURS,
  method_not_allowed: OURS,
  invalid_request: MISTAKE,
  unknown_field: MISTAKE,
  origin_not_allowed: [
    'This form does not belong to the shop',
    'Nothing was ordered and nothing was charged. To buy, go to the shop itself.',
  ],
  empty_cart: ['Nothing was chosen', 'Nothing was charged. Please go back and choose what you would like.'],
  too_many_lines: MISTAKE,
  cart_too_large: MISTAKE,
  payment_declined: MISTAKE,
  shipping_option_unavailable: MISTAKE,
  invoice_not_found: OURS,
  invoice_link_expired: OURS,
  unknown_item: ['This shop does not sell that', 'Nothing was charged. The page you came from may be out of date.'],
  item_unavailable: [
    'That is not available at the moment',
    'Nothing was charged. Have a look at the rest of the shop.',
  ],
  invalid_quantity: ['That quantity cannot be ordered', 'Nothing was charged. Please go back and choose another.'],
  invalid_option: ['Please look at your choices', 'Nothing was charged.'],
  mixed_currency: MISTAKE,
  mixed_billing: MISTAKE,
  mode_not_offered: OURS,
  amount_too_small: ['That is less than a card payment can be', 'Nothing was charged. Please go back and add to it.'],
  amount_too_large: ['That is more than one payment can be', 'Nothing was charged. Please go back and order less.'],
  price_changed: ['The price has changed', 'Nothing was charged. Please go back and look at it again.'],
  attempt_conflict: OURS,
  checkout_in_progress: BUSY,
  payment_unresolved: OURS,
  order_not_found: OURS,
  closed: ['The shop is closed', ''],
  catalog_unavailable: BUSY,
  misconfigured: BUSY,
  rate_limited: ['That was too often', 'Nothing was charged. Please wait a minute, then go back and try again.'],
  overloaded: BUSY,
  stripe_unavailable: BUSY,
  stripe_timeout: BUSY,
  stripe_rejected: OURS,
  stripe_unreadable: OURS,
  invalid_signature: OURS,
  sink_unavailable: OURS,
  internal: OURS,
};

/** For the owner, who meets this first: the buyer can do nothing about it. */
const REFERRER_POLICY =
  'To the owner of the shop: this page sends its forms without saying where they come from (Origin: null). Its referrer ' +
  'policy is no-referrer or same-origin; with strict-origin-when-cross-origin the form works.';

/** @param origin what the browser said of the page the form stands on */
export function wordsFor(evidence: ProblemEvidence, origin: string | undefined): Words {
  const [title, advice] = WORDS[evidence.code];
  switch (evidence.code) {
    case 'closed':
      return [title, evidence.message];
    case 'invalid_quantity': {
      const { min, max, step } = evidence;
      const steps = step === 1 ? '' : `, in steps of ${step}`;
      return [title, `It is sold from ${min} to ${max}${steps}. ${advice}`];
    }
    case 'invalid_option':
      return [title, `“${evidence.option}” is missing, or is not on offer as it was sent. ${advice}`];
    case 'origin_not_allowed':
      return [title, origin === 'null' ? `${advice} ${REFERRER_POLICY}` : advice];
    default:
      return [title, advice];
  }
}
