import type { CartLine } from './cart-lines.js';
import type { Currency } from './money.js';
import type { IntentFormReply, IntentSubmit } from './intent.js';
import type { RecurringTotal } from './recurring.js';

/** The ways to pay. A new one is a new member of `CheckoutRequest`, of `CheckoutReply` and of this union. */
export type CheckoutMode = CheckoutRequest['mode'];

/** The body of `POST /v1/checkout`, one member per mode. Unknown fields are refused, not dropped. */
export type CheckoutRequest =
  | HostedCheckoutRequest
  | EmbeddedCheckoutRequest
  | ElementsCheckoutRequest
  | IntentCheckoutRequest
  | LinkCheckoutRequest;

/** Pay on Stripe's own page and come back. */
export interface HostedCheckoutRequest extends CheckoutBasics {
  readonly mode: 'hosted';
}

/** Pay on the shop's own page, in Stripe's page as an embedded frame. */
export interface EmbeddedCheckoutRequest extends CheckoutBasics {
  readonly mode: 'embedded';
}

/** Pay on the shop's own page, in Stripe's Elements. */
export interface ElementsCheckoutRequest extends CheckoutBasics {
  readonly mode: 'elements';
}

/**
 * Pay on the shop's own page by a PaymentIntent. It is asked twice: without `submit` for what the form has to ask, which
 * makes nothing at Stripe, and with it at the press of the button.
 */
export interface IntentCheckoutRequest extends CheckoutBasics {
  readonly mode: 'intent';
  readonly submit?: IntentSubmit;
}

/** Pay by a payment link that is made for this one cart, takes one payment, and is switched off then. */
export interface LinkCheckoutRequest extends CheckoutBasics {
  readonly mode: 'link';
}

interface CheckoutBasics {
  /**
   * A UUID, version 4, minted by the widget when a cart first goes to checkout and kept until that cart is paid.
   * One attempt has at most one payable object at a time.
   */
  readonly attempt: string;
  /** 1 to 100 lines. Lines with the same item and options are added up before anything is checked. */
  readonly lines: readonly CartLine[];
  /** What the buyer was shown. Only ever used to refuse (`price_changed`), never to charge. */
  readonly expected: ExpectedTotal;
  /**
   * The resume token of this attempt's earlier payment, if the proxy ever gave one. With it an open session is
   * found again, a paid one is reported as paid, and a changed cart replaces its predecessor.
   */
  readonly resume?: string;
  /** The language of the page, as in `de-AT`: picks the page to come back to, where the shop has several. */
  readonly locale?: string;
}

export interface ExpectedTotal {
  readonly currency: Currency;
  /** Sum of the lines in minor units, before discounts, shipping and tax. */
  readonly subtotal: number;
  /** How it goes on after today; absent where nothing in the cart recurs. */
  readonly recurring?: RecurringTotal | undefined;
}

/** The reply to `POST /v1/checkout`. Anything else is a `Problem`. */
export type CheckoutReply =
  | HostedCheckoutReply
  | EmbeddedCheckoutReply
  | ElementsCheckoutReply
  | IntentFormReply
  | IntentCheckoutReply
  | LinkCheckoutReply
  | SettledReply
  | ReplayedReply;

/** Go there and pay. Store `resume` before navigating. */
export interface HostedCheckoutReply {
  readonly status: 'open';
  readonly mode: 'hosted';
  /** On one of `ShopConfig.checkoutOrigins`. */
  readonly url: string;
  readonly resume: string;
}

/** Mount Stripe's embedded page. Store `resume` before mounting anything. */
export interface EmbeddedCheckoutReply {
  readonly status: 'open';
  readonly mode: 'embedded';
  /** As in `ElementsCheckoutReply`. */
  readonly clientSecret: string;
  readonly resume: string;
}

/** Mount Stripe's Elements and let the buyer pay. Store `resume` before mounting anything. */
export interface ElementsCheckoutReply {
  readonly status: 'open';
  readonly mode: 'elements';
  /**
   * Opens this one Checkout Session to Stripe.js in the buyer's browser. It is for the page's memory only: it is
   * never stored, logged, or put into a URL.
   */
  readonly clientSecret: string;
  /** What the session needs of the buyer beside a payment method and an e-mail address. */
  readonly collects: CollectedDetails;
  readonly resume: string;
}

/** The PaymentIntent of what the buyer has just agreed to. Store `resume` before confirming it. */
export interface IntentCheckoutReply {
  readonly status: 'open';
  readonly mode: 'intent';
  /** Opens this one PaymentIntent to Stripe.js. For the page's memory only, as in `ElementsCheckoutReply`. */
  readonly clientSecret: string;
  /**
   * What is to be done with it: `confirm` it with Stripe.js, or, where the proxy has confirmed it already, let the buyer
   * take the `next_action` that their bank asks for.
   */
  readonly next: 'confirm' | 'next_action';
  /** The total, in minor units of `currency`: what the form has to show before anything is confirmed. */
  readonly amount: number;
  readonly currency: Currency;
  /** Where Stripe sends a buyer who had to leave the page. Stripe.js is always given it. */
  readonly returnUrl: string;
  readonly resume: string;
}

/** Go there and pay. Store `resume` before navigating. */
export interface LinkCheckoutReply {
  readonly status: 'open';
  readonly mode: 'link';
  /** On one of `ShopConfig.checkoutOrigins`. */
  readonly url: string;
  readonly resume: string;
}

/** Which of Stripe's Elements the page has to mount beside the Payment Element, and what else it may ask for. */
export interface CollectedDetails {
  /** Something in the cart is posted: an address, and a way of shipping where Stripe offers several. */
  readonly shippingAddress: boolean;
  readonly phone: boolean;
  /** The buyer may enter a promotion code. */
  readonly promotionCode: boolean;
}

/**
 * There is nothing to pay: this attempt's payment is done (`paid`) or under way (`pending`, for instance a bank
 * debit that takes days). `order` opens the verified order at `/v1/order`.
 */
export interface SettledReply {
  readonly status: 'paid' | 'pending';
  readonly order: string;
}

/**
 * Stripe had already made this attempt's payment: the answer to an earlier request was lost. What Stripe replays is
 * how things stood then, so ask again at once with `resume`, and the proxy looks at how they stand now. Likewise where
 * the proxy is to confirm a PaymentIntent: nothing is charged before `resume` has come back.
 */
export interface ReplayedReply {
  readonly status: 'replayed';
  readonly resume: string;
}
