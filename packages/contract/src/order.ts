import type { CartOption } from './cart-lines.js';
import type { InvoiceReply } from './invoice.js';
import type { Currency } from './money.js';
import type { PaymentFailure } from './payment-failure.js';
import type { Recurring } from './recurring.js';

/**
 * Every state an order can be in. The widget draws each; an unknown one is drawn as `unknown`.
 *
 * - `paid` the money is taken, and what was sold is what was promised.
 * - `free` nothing was due, and the catalogue and the configuration allow that.
 * - `trialing` a subscription began with nothing due now.
 * - `authorised` the money is held, not taken.
 * - `pending` the buyer has done their part; the money takes days (bank debits, vouchers, transfers).
 * - `unpaid` the payment is open; the buyer can still pay.
 * - `failed` Stripe says that this payment failed. Never said on a guess.
 * - `canceled` it was called off.
 * - `expired` it was not paid in time and cannot be paid any more.
 * - `refunded`, `partly_refunded` paid, and given back since.
 * - `disputed` paid, and the buyer's bank has asked for it back.
 * - `review` paid, but something differs from the promise: a person has to look.
 * - `unknown` it could not be established.
 */
export const ORDER_STATUSES = [
  'paid',
  'free',
  'trialing',
  'authorised',
  'pending',
  'unpaid',
  'failed',
  'canceled',
  'expired',
  'refunded',
  'partly_refunded',
  'disputed',
  'review',
  'unknown',
] as const;

export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** The states in which the buyer's money (or nothing, if nothing was due) has been taken for exactly these lines. */
export const SETTLED_STATUSES: readonly OrderStatus[] = ['paid', 'free', 'trialing', 'authorised'];

/** The body of `POST /v1/order`: by what the caller knows the order. */
export type OrderRequest =
  /**
   * The token of the return page's fragment, or of a `SettledReply`. It stands in addresses, is copied and shared, so it
   * does not open who began the order: only a browser that names the attempt among its own is told that it was that one.
   */
  | { readonly by: 'order'; readonly token: string; readonly attempts?: readonly string[] }
  /** The resume token this browser stored before it went to pay. */
  | { readonly by: 'resume'; readonly token: string }
  /** A bare Checkout Session id. It stands in URLs, so it is no secret, and opens a status at most. */
  | { readonly by: 'session'; readonly id: string }
  /**
   * A payment link made beforehand, which has no room for a token: the Checkout Session that the thank-you page was
   * given, and the attempt the link was opened with (`client_reference_id`). The attempt is known to the browser that
   * paid and to nobody who only has the address, so together they open the order, where the shop signed the link.
   */
  | { readonly by: 'link'; readonly session: string; readonly attempt: string };

/** The reply to `POST /v1/order`. */
export type OrderReply = VerifiedOrder | BareOrder | VerifiedInvoice;

/** All that an id without a token is worth. */
export interface BareOrder {
  readonly detail: 'status';
  readonly status: OrderStatus;
}

/** An invoice that somebody came back from paying. It belongs to no cart. */
export interface VerifiedInvoice {
  readonly detail: 'invoice';
  readonly status: OrderStatus;
  readonly reason?: PaymentFailure;
  /** Without a way to pay: for that the invoice is opened anew. */
  readonly invoice: InvoiceReply;
  /**
   * Where it is opened anew: a link of the proxy's own, which ends when the one ends that the buyer came by. Absent where
   * that is over, or there is nothing to pay.
   */
  readonly again?: string;
}

/** What Stripe says now, read by the proxy in this very request. Holds no id of Stripe's and nothing about the buyer. */
export interface VerifiedOrder {
  readonly detail: 'full';
  readonly status: OrderStatus;
  /** The order's number: the same for every caller and for the shop's sink, and no id of Stripe's. */
  readonly number: string;
  /**
   * The attempt that was promised, for the browser that began it; empty for everybody else. Whoever knows an attempt can
   * go on with its payment, so it is told to nobody who has not shown to know it already.
   */
  readonly attempt: string;
  readonly livemode: boolean;
  /** Currency the shop charges in; the amounts below are in its minor units. */
  readonly currency: Currency;
  readonly lines: readonly OrderLine[];
  readonly totals: OrderTotals;
  /** What the buyer was shown and charged, where Stripe converted it; only for display. */
  readonly presentment: { readonly currency: Currency; readonly total: number } | null;
  /** Why the last try to pay did not succeed; absent where there was none, or Stripe does not say. */
  readonly reason?: PaymentFailure;
  /** Absent where nothing recurs. */
  readonly subscription?: OrderSubscription;
}

/** What goes on after this order. */
export interface OrderSubscription extends Omit<Recurring, 'trialDays'> {
  /**
   * Of each renewal, in minor units, before tax, at the prices as they stand now. Null where something goes on being taken
   * off them: which discount that is, and for how long, Stripe shows only to a key that may read coupons.
   */
  readonly amount: number | null;
  /**
   * When it is charged next, or for the first time, in seconds since the epoch; null where it is not charged again as it
   * stands: it has ended, runs until the end of what was paid for, or is paused.
   */
  readonly nextPayment: number | null;
}

export interface OrderLine {
  readonly item: string;
  readonly options: readonly CartOption[];
  readonly name: string;
  readonly quantity: number;
  /** Price of one, option deltas included. */
  readonly unitAmount: number;
  /** `unitAmount × quantity`. */
  readonly subtotal: number;
}

/** `total = subtotal − discount + shipping + tax`, where `tax` counts only what is added on top of the prices. */
export interface OrderTotals {
  readonly subtotal: number;
  readonly discount: number;
  readonly shipping: number;
  readonly tax: number;
  readonly total: number;
}
