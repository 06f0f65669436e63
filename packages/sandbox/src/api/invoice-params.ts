import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { draftInvoice, DRAFT_TIME, setLines } from '../billing/draft-invoice.js';
import { invoiceEvent } from '../billing/invoice-object.js';
import { takePendingItems } from '../billing/invoice-items.js';
import type { InvoiceRecord } from '../billing/invoice-record.js';
import { savedMethodOf } from '../billing/saved-methods.js';
import { ApiError, noSuchParam } from '../errors.js';
import { isSupported } from '../money/currency.js';
import { checkMetadata, mergeMetadata } from './metadata.js';
import { refuseUncovered } from './uncovered.js';

type CreateParams = Stripe.InvoiceCreateParams;
type UpdateParams = Stripe.InvoiceUpdateParams;

const A_DAY = 24 * 60 * 60;

/** @throws ApiError for parameters that no account could accept */
export function checkInvoiceParams(params: CreateParams | UpdateParams): void {
  checkMetadata(params.metadata);
  refuseUncovered(params, ['payment_settings.default_mandate', 'payment_settings.payment_method_options']);
  if (params.due_date !== undefined && params.days_until_due !== undefined) {
    throw new ApiError('invoice-due', 400, 'Only one of due_date and days_until_due can be given.', {
      code: 'parameters_exclusive',
      param: 'days_until_due',
    });
  }
}

/** A draft with the customer's pending items, if those were asked for. */
export function createInvoice(account: Account, origin: string, params: CreateParams): InvoiceRecord {
  if (params.customer === undefined) {
    throw new ApiError('invoice-customer', 400, 'Missing required param: customer.', {
      code: 'parameter_missing',
      param: 'customer',
    });
  }
  const customer = account.customers.get(params.customer);
  if (!customer) throw noSuchParam('customer', params.customer, 'customer');
  const currency = params.currency ?? customer.currency ?? 'usd';
  if (!isSupported(currency)) {
    throw new ApiError('currency', 400, `Invalid currency: ${currency}`, { param: 'currency' });
  }
  const collectionMethod = params.collection_method === 'send_invoice' ? 'send_invoice' : 'charge_automatically';
  const dueDate = dueDateOf(account, params, collectionMethod, true);
  if (collectionMethod === 'send_invoice' && !customer.email) {
    throw new ApiError('invoice-collection', 400, 'To be sent an invoice, a customer needs an email address.', {
      param: 'customer',
    });
  }
  const now = account.clock.now();
  const record = draftInvoice(account, {
    customer,
    currency,
    origin,
    billingReason: 'manual',
    collectionMethod,
    autoAdvance: params.auto_advance ?? false,
    dueDate,
    description: params.description ?? null,
    footer: params.footer ?? null,
    metadata: params.metadata,
    defaultPaymentMethod: savedMethod(account, customer.id, params.default_payment_method),
    paymentMethodTypes: methodTypesIn(params),
    number: params.number ?? null,
    subscription: null,
    period: { start: now, end: now },
  });
  if (params.pending_invoice_items_behavior === 'include') {
    setLines(account, record, takePendingItems(account, customer.id, currency, record.invoice.id));
  }
  account.reached(record.invoice, 'draft');
  invoiceEvent(account, 'invoice.created', record);
  return record;
}

/** What of an invoice can be changed once it is finalized. */
const ALWAYS = new Set(['auto_advance', 'default_payment_method', 'expand', 'metadata']);

/**
 * Changes a draft, or the little that can still be changed afterwards.
 *
 * @throws ApiError for what cannot
 */
export function updateInvoice(account: Account, record: InvoiceRecord, params: UpdateParams): void {
  const { invoice } = record;
  const late = Object.keys(params).find((param) => !ALWAYS.has(param));
  if (invoice.status !== 'draft' && late !== undefined) {
    throw new ApiError('invoice-draft', 400, `This invoice is ${invoice.status}: ${late} cannot change any more.`, {
      code: 'invoice_not_editable',
      param: late,
    });
  }
  const method = params.collection_method ?? invoice.collection_method;
  const collectionMethod = method === 'send_invoice' ? 'send_invoice' : 'charge_automatically';
  const isNewlySent = collectionMethod === 'send_invoice' && invoice.due_date === null;
  const dueDate = dueDateOf(account, params, collectionMethod, isNewlySent) ?? invoice.due_date;
  const ownMethod = savedMethod(account, String(invoice.customer), params.default_payment_method);
  invoice.collection_method = collectionMethod;
  invoice.due_date = collectionMethod === 'send_invoice' ? dueDate : null;
  invoice.default_payment_method = ownMethod ?? invoice.default_payment_method;
  invoice.description = params.description ?? invoice.description;
  invoice.footer = params.footer ?? invoice.footer;
  invoice.number = params.number ?? invoice.number;
  invoice.metadata = mergeMetadata(invoice.metadata ?? {}, params.metadata);
  if (params.payment_settings) invoice.payment_settings.payment_method_types = methodTypesIn(params);
  if (params.auto_advance !== undefined) setAutoAdvance(account, record, params.auto_advance);
}

/** Whether Stripe goes on by itself: from draft to open, and from open to an attempt. */
function setAutoAdvance(account: Account, { invoice }: InvoiceRecord, autoAdvance: boolean): void {
  invoice.auto_advance = autoAdvance;
  const soon = account.clock.now() + DRAFT_TIME;
  const isDraft = invoice.status === 'draft';
  const isCharged = invoice.collection_method === 'charge_automatically' && (isDraft || invoice.status === 'open');
  invoice.automatically_finalizes_at = autoAdvance && isDraft ? soon : null;
  invoice.next_payment_attempt = autoAdvance && isCharged ? soon : null;
}

/** Seconds since the epoch: an invoice that is sent says until when it is to be paid, another does not. */
function dueDateOf(
  account: Account,
  { due_date: date, days_until_due: days }: Pick<CreateParams, 'due_date' | 'days_until_due'>,
  collectionMethod: 'charge_automatically' | 'send_invoice',
  isNeeded: boolean,
): number | null {
  const given = date ?? (days === undefined ? null : account.clock.now() + days * A_DAY);
  const param = date === undefined ? 'days_until_due' : 'due_date';
  if (collectionMethod === 'charge_automatically' && given !== null) {
    throw new ApiError('invoice-due', 400, `${param} is for collection_method send_invoice.`, { param });
  }
  if (collectionMethod === 'send_invoice' && given === null && isNeeded) {
    throw new ApiError('invoice-due', 400, 'An invoice that is sent needs due_date or days_until_due.', {
      code: 'parameter_missing',
      param: 'days_until_due',
    });
  }
  if (given !== null && given < account.clock.now()) {
    throw new ApiError('invoice-due', 400, 'An invoice cannot be due in the past.', { param });
  }
  return given;
}

function methodTypesIn({ payment_settings: settings }: CreateParams | UpdateParams): string[] | null {
  const types = settings?.payment_method_types;
  return Array.isArray(types) ? [...types] : null;
}

/** @throws ApiError for a method that is not saved for this customer */
function savedMethod(account: Account, customer: string, id: string | undefined): string | null {
  if (id === undefined) return null;
  if (savedMethodOf(account, customer, id)) return id;
  throw noSuchParam('PaymentMethod', id, 'default_payment_method');
}
