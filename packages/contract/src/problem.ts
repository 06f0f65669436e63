import type { CartOption } from './cart-lines.js';
import type { CheckoutMode } from './checkout.js';
import type { Currency } from './money.js';
import type { PaymentFailure } from './payment-failure.js';
import type { RecurringTotal } from './recurring.js';

/** The content type of every refusal (RFC 9457). */
export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

/** The body of every answer that is not what was asked for. */
export type Problem = ProblemEvidence & {
  /** Names this request in the proxy's log. */
  readonly requestId: string;
  /** The HTTP status, again. */
  readonly status: number;
  /** Whether the very same request can succeed later. */
  readonly retryable: boolean;
};

export type ProblemCode = ProblemEvidence['code'];

/** What went wrong, by code, with what a caller needs in order to act on it. Never Stripe's text, never a stack. */
export type ProblemEvidence =
  // The request itself. Trying again without changing it cannot help.
  /** 400: the body is not JSON: empty, cut short, not UTF-8, or with a byte order mark. */
  | { readonly code: 'bad_json' }
  /** 413: the body is larger than the route takes; `limit` in bytes. */
  | { readonly code: 'body_too_large'; readonly limit: number }
  /** 408: the body did not arrive in time. Trying again can help. */
  | { readonly code: 'body_timeout' }
  /** 415: the body is not `application/json`. */
  | { readonly code: 'unsupported_media_type' }
  /** 404: no such route. */
  | { readonly code: 'not_found' }
  /** 405: the route exists, the method does not; see the Allow header. */
  | { readonly code: 'method_not_allowed' }
  /** 422: a field is missing or has the wrong shape; `path` leads to it, as in `lines.0.quantity`. */
  | { readonly code: 'invalid_request'; readonly path: string }
  /** 422: a field that the contract does not know, for instance an amount. */
  | { readonly code: 'unknown_field'; readonly path: string }
  /** 403: the page's origin is not one of `CART_ORIGINS`, or the request names none. */
  | { readonly code: 'origin_not_allowed' }

  // The cart. The buyer can mend it.
  /** 422: no lines. */
  | { readonly code: 'empty_cart' }
  /** 422: more lines than Stripe takes. */
  | { readonly code: 'too_many_lines'; readonly limit: number }
  /** 422: the order does not fit into what Stripe stores with a payment; refused before anything is paid. */
  | { readonly code: 'cart_too_large' }
  /** 422: the catalogue does not list this item. */
  | { readonly code: 'unknown_item'; readonly item: string }
  /** 409: listed, but not for sale now. The rest of the cart is fine. */
  | { readonly code: 'item_unavailable'; readonly item: string }
  /** 422: not a quantity this item is sold in. Lines of the same item and options count together. */
  | {
      readonly code: 'invalid_quantity';
      readonly item: string;
      readonly min: number;
      readonly max: number;
      readonly step: number;
    }
  /** 422: an option the item does not have, a value it does not offer, or a required one left out. */
  | { readonly code: 'invalid_option'; readonly item: string; readonly option: string }
  /** 422: two currencies in one cart. */
  | { readonly code: 'mixed_currency'; readonly items: readonly string[] }
  /** 422: one-time and recurring prices that cannot be paid together. */
  | { readonly code: 'mixed_billing'; readonly items: readonly string[] }
  /** 422: under what Stripe charges; nothing is due, or next to nothing. */
  | { readonly code: 'amount_too_small'; readonly currency: Currency; readonly minimum: number }
  /** 422: over what Stripe charges in one payment. */
  | { readonly code: 'amount_too_large'; readonly currency: Currency; readonly maximum: number }
  /**
   * 409: the total, or how it goes on, is not what the buyer was shown. Show `quote`, ask, and send its subtotal and what
   * recurs.
   */
  | { readonly code: 'price_changed'; readonly quote: Quote }

  /** 422: this proxy does not offer this way to pay; `modes` are those it does. */
  | { readonly code: 'mode_not_offered'; readonly modes: readonly CheckoutMode[] }

  // The payment.
  /**
   * 402: the proxy confirmed the payment and it did not succeed. Store `resume`: the next try pays the same
   * PaymentIntent.
   */
  | { readonly code: 'payment_declined'; readonly reason: PaymentFailure; readonly resume: string }
  /** 409: this way of shipping is not offered any more. Ask for the form again. */
  | { readonly code: 'shipping_option_unavailable' }

  // The invoice.
  /** 404: this token opens no invoice: forged, cut short, of another shop, or of an invoice that is gone. All alike. */
  | { readonly code: 'invoice_not_found' }
  /** 410: the link is genuine, and its time is over. The shop can send another. */
  | { readonly code: 'invoice_link_expired' }

  // The attempt.
  /**
   * 409: this attempt was used for another cart and no token says where it stands, or Stripe repeats a refusal that it
   * has saved for it. Start a new attempt.
   */
  | { readonly code: 'attempt_conflict' }
  /** 409: the same attempt is being started at this moment. Try again shortly. */
  | { readonly code: 'checkout_in_progress' }
  /** 409: the earlier payment could not be closed or read. The buyer should finish or cancel it first. */
  | { readonly code: 'payment_unresolved' }

  // The order.
  /** 404: no such order, not ours, or a token that says nothing. All of these look alike. */
  | { readonly code: 'order_not_found' }

  // The shop.
  /** 503: the owner has closed the shop; `message` is the owner's sentence. */
  | { readonly code: 'closed'; readonly message: string }
  /** 503: prices cannot be had at the moment. Trying again can help. */
  | { readonly code: 'catalog_unavailable' }
  /** 503: the proxy is not configured to sell; its log says what to mend. */
  | { readonly code: 'misconfigured' }

  // The load.
  /** 429: too many requests from this client; `retryAfter` in seconds. */
  | { readonly code: 'rate_limited'; readonly retryAfter: number }
  /** 503: too many requests from everybody; `retryAfter` in seconds. */
  | { readonly code: 'overloaded'; readonly retryAfter: number }

  // Stripe.
  /** 503: Stripe could not be reached or answered with an error of its own. Trying again can help. */
  | { readonly code: 'stripe_unavailable' }
  /** 504: Stripe did not answer within the deadline. The outcome is unknown; the same attempt can be tried again. */
  | { readonly code: 'stripe_timeout' }
  /** 502: Stripe refused the request as wrong. A matter for the owner; the log has Stripe's code. */
  | { readonly code: 'stripe_rejected' }
  /** 502: Stripe's answer is not of the shape that it documents. */
  | { readonly code: 'stripe_unreadable' }

  // Webhooks.
  /** 400: no valid signature within the tolerance. */
  | { readonly code: 'invalid_signature' }
  /** 503: the event is genuine, but the order could not be handed on; Stripe will deliver it again. */
  | { readonly code: 'sink_unavailable' }

  // Us.
  /** 500: a defect of ours. The log has it under the request id. */
  | { readonly code: 'internal' };

/** What the cart costs now, by the catalogue. */
export interface Quote {
  readonly currency: Currency;
  /** Minor units. */
  readonly subtotal: number;
  /** How it goes on after today; absent where nothing in the cart recurs. */
  readonly recurring?: RecurringTotal;
  readonly lines: readonly QuoteLine[];
}

export interface QuoteLine {
  readonly item: string;
  readonly options: readonly CartOption[];
  readonly quantity: number;
  /** Price of one, option deltas included, in minor units. */
  readonly unitAmount: number;
}

/** One row per code: its HTTP status, and whether the same request can succeed later. Total by construction. */
export const PROBLEMS = {
  bad_json: [400, false],
  body_too_large: [413, false],
  body_timeout: [408, true],
  unsupported_media_type: [415, false],
  not_found: [404, false],
  method_not_allowed: [405, false],
  invalid_request: [422, false],
  unknown_field: [422, false],
  origin_not_allowed: [403, false],
  empty_cart: [422, false],
  too_many_lines: [422, false],
  cart_too_large: [422, false],
  unknown_item: [422, false],
  item_unavailable: [409, false],
  invalid_quantity: [422, false],
  invalid_option: [422, false],
  mixed_currency: [422, false],
  mixed_billing: [422, false],
  mode_not_offered: [422, false],
  amount_too_small: [422, false],
  amount_too_large: [422, false],
  price_changed: [409, false],
  payment_declined: [402, false],
  shipping_option_unavailable: [409, false],
  invoice_not_found: [404, false],
  invoice_link_expired: [410, false],
  attempt_conflict: [409, false],
  checkout_in_progress: [409, true],
  payment_unresolved: [409, true],
  order_not_found: [404, false],
  closed: [503, true],
  catalog_unavailable: [503, true],
  misconfigured: [503, true],
  rate_limited: [429, true],
  overloaded: [503, true],
  stripe_unavailable: [503, true],
  stripe_timeout: [504, true],
  stripe_rejected: [502, false],
  stripe_unreadable: [502, false],
  invalid_signature: [400, false],
  sink_unavailable: [503, true],
  internal: [500, false],
} as const satisfies Record<ProblemCode, readonly [status: number, retryable: boolean]>;
