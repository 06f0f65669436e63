import type Stripe from 'stripe';

/** A line of an invoice as it goes over the wire, where decimals are text. */
export type WireInvoiceLine = Omit<Stripe.InvoiceLineItem, 'pricing' | 'quantity_decimal'> & {
  pricing: { price_details?: { price: string; product: string }; type: 'price_details'; unit_amount_decimal: string };
  quantity_decimal: string | null;
};

/** An invoice without what Stripe shows only when asked, and without its lines, which are kept beside it. */
export type WireInvoice = Omit<Stripe.Invoice, 'lines' | 'confirmation_secret' | 'payments'>;

export interface InvoiceRecord {
  readonly invoice: WireInvoice;
  /** In the order in which the invoice shows them. */
  lines: readonly WireInvoiceLine[];
  /** Where the sandbox is reached, for the invoice's own page. */
  readonly origin: string;
  /** What the address of its own page ends with: nobody guesses it. */
  readonly page: string;
  /** What a subscription's coupon takes off the lines, in minor units. */
  discount: number;
}

/** An invoice item, as it goes over the wire. */
export type WireInvoiceItem = Omit<Stripe.InvoiceItem, 'pricing' | 'quantity_decimal'> & {
  pricing: WireInvoiceLine['pricing'];
  quantity_decimal: string;
};
