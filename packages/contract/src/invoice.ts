import type { Currency } from './money.js';

/** The body of `POST /v1/invoice`. The token is the invoice link's: sealed, and good until it expires. */
export interface InvoiceRequest {
  readonly token: string;
  /** The language of the page, as its `lang` says it: it chooses among the shop's own pages to come back to, no more. */
  readonly locale?: string;
}

/**
 * How an invoice stands, for the person who is to pay it.
 *
 * - `open` it can be paid here; some of it may have been paid already.
 * - `draft` it is still being written.
 * - `paid` nothing is left of it, whichever way it was paid.
 * - `nothing_due` its total is nothing, or less.
 * - `processing` a payment of it is on its way, and takes days.
 * - `collecting` Stripe is about to charge, or charging, what was agreed: nobody pays beside that.
 * - `void`, `uncollectible` the shop does not ask for it any more.
 * - `unavailable` it is open, and cannot be paid here (no `confirmation_secret`): ask the shop.
 */
export const INVOICE_STATUSES = [
  'open',
  'draft',
  'paid',
  'nothing_due',
  'processing',
  'collecting',
  'void',
  'uncollectible',
  'unavailable',
] as const;

export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** The reply to `POST /v1/invoice`: what Stripe says now. Holds no id of Stripe's and nothing about the buyer. */
export interface InvoiceReply {
  readonly status: InvoiceStatus;
  readonly livemode: boolean;
  /** The shop's own invoice number; null while it is a draft. */
  readonly number: string | null;
  readonly currency: Currency;
  /** The first 300 at most. */
  readonly lines: readonly InvoiceLine[];
  /** What the lines come to that are not shown, in minor units; absent where all of them are. */
  readonly restAmount?: number;
  /** Minor units; `total = paid + remaining` where nothing was paid beyond it. */
  readonly total: number;
  readonly paid: number;
  readonly remaining: number;
  /** Seconds since the epoch; null where it has none. */
  readonly dueDate: number | null;
  /** Only where it is `open`. */
  readonly payment: InvoicePayment | null;
}

export interface InvoiceLine {
  readonly description: string;
  /** Null where the invoice names none. */
  readonly quantity: number | null;
  /** Of the whole line, in minor units; may be negative. */
  readonly amount: number;
}

/** The invoice's own PaymentIntent: it cannot be paid twice, here or on Stripe's page. */
export interface InvoicePayment {
  /** For the page's memory only. */
  readonly clientSecret: string;
  /** Where Stripe sends a buyer who had to leave the page; it carries the invoice's token, sealed. */
  readonly returnUrl: string;
}
