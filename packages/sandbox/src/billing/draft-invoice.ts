import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId, randomText } from '../account/identifier.js';
import { mergeMetadata } from '../api/metadata.js';
import { appliedBalance } from './customer-balance.js';
import { invoiceMoney } from './invoice-money.js';
import { paidOf } from './invoice-payments.js';
import type { InvoiceRecord, WireInvoice, WireInvoiceLine } from './invoice-record.js';

/** Seconds for which a draft that advances by itself can still be edited. https://docs.stripe.com/invoicing/integration/automatic-advancement-collection */
export const DRAFT_TIME = 60 * 60;

export interface DraftInput {
  readonly customer: Stripe.Customer;
  readonly currency: string;
  readonly origin: string;
  readonly billingReason: Stripe.Invoice.BillingReason;
  readonly collectionMethod: 'charge_automatically' | 'send_invoice';
  readonly autoAdvance: boolean;
  /** Seconds since the epoch; only where the invoice is sent. */
  readonly dueDate: number | null;
  readonly description: string | null;
  readonly footer: string | null;
  readonly metadata: unknown;
  readonly defaultPaymentMethod: string | null;
  readonly paymentMethodTypes: readonly string[] | null;
  readonly number: string | null;
  /** The subscription it is for, with a copy of its metadata as it is now. */
  readonly subscription: { readonly id: string; readonly metadata: Stripe.Metadata } | null;
  readonly period: { readonly start: number; readonly end: number };
}

/** A new invoice without lines, which anything about it can still be changed of. */
export function draftInvoice(account: Account, input: DraftInput): InvoiceRecord {
  const { customer, subscription } = input;
  const now = account.clock.now();
  const id = newId('in');
  const invoice: WireInvoice = {
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Sandbox',
    account_tax_ids: null,
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: input.autoAdvance,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: input.autoAdvance ? now + DRAFT_TIME : null,
    billing_reason: input.billingReason,
    collection_method: input.collectionMethod,
    created: now,
    currency: input.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: input.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: input.description,
    discounts: [],
    due_date: input.dueDate,
    effective_at: null,
    ending_balance: null,
    footer: input.footer,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    next_payment_attempt:
      input.autoAdvance && input.collectionMethod === 'charge_automatically' ? now + DRAFT_TIME : null,
    number: input.number,
    on_behalf_of: null,
    parent: subscription && {
      quote_details: null,
      subscription_details: { metadata: { ...subscription.metadata }, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: input.paymentMethodTypes && [...input.paymentMethodTypes],
    },
    period_end: input.period.end,
    period_start: input.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.currency === input.currency ? customer.balance : 0,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: 0,
    subtotal_excluding_tax: 0,
    test_clock: null,
    total: 0,
    total_discount_amounts: [],
    total_excluding_tax: 0,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  };
  const record: InvoiceRecord = {
    invoice,
    lines: [],
    origin: input.origin,
    page: `test_${randomText(48)}`,
    discount: 0,
  };
  account.invoices.set(id, record);
  customer.currency ??= input.currency;
  return record;
}

/** Puts lines on an invoice, and writes what it comes to now. */
export function setLines(account: Account, record: InvoiceRecord, lines: readonly WireInvoiceLine[]): void {
  record.lines = lines;
  reckon(account, record);
}

/** Writes onto the invoice what it comes to, what is due of it with the balance applied, and what has been paid of it. */
export function reckon(account: Account, record: InvoiceRecord): void {
  const { invoice, lines } = record;
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
  const money = invoiceMoney(subtotal - record.discount + appliedBalance(invoice), [
    ...paidOf(account, invoice.id),
    invoice.amount_paid_off_stripe ?? 0,
  ]);
  invoice.subtotal = subtotal;
  invoice.subtotal_excluding_tax = subtotal;
  invoice.total = subtotal - record.discount;
  invoice.total_excluding_tax = invoice.total;
  invoice.amount_due = money.due;
  invoice.amount_paid = money.paid;
  invoice.amount_remaining = money.remaining;
  invoice.amount_overpaid = money.overpaid;
}
