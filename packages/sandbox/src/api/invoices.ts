import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { attachPayment } from '../billing/attach-payment.js';
import { markUncollectible, voidInvoice } from '../billing/close-invoice.js';
import { collectInvoice, paidOutOfBand } from '../billing/collect-invoice.js';
import { setLines } from '../billing/draft-invoice.js';
import { finalizeInvoice } from '../billing/finalize-invoice.js';
import { makeInvoiceItem } from '../billing/invoice-items.js';
import { findInvoice, invoiceEvent, invoiceLinesOf, invoiceOf } from '../billing/invoice-object.js';
import { makeInvoiceLine, priceLine } from '../billing/invoice-lines.js';
import type { InvoiceRecord } from '../billing/invoice-record.js';
import { ApiError, noSuchParam } from '../errors.js';
import type { Operation } from './call.js';
import { createInvoice, checkInvoiceParams, updateInvoice } from './invoice-params.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';
import { checkMetadata, mergeMetadata } from './metadata.js';
import { refuseUncovered } from './uncovered.js';

const create: Operation<Stripe.InvoiceCreateParams> = {
  method: 'POST',
  path: '/v1/invoices',
  covered: [
    'auto_advance',
    'collection_method',
    'currency',
    'customer',
    'days_until_due',
    'default_payment_method',
    'description',
    'due_date',
    'expand',
    'footer',
    'metadata',
    'number',
    'payment_settings',
    'pending_invoice_items_behavior',
  ],
  check: checkInvoiceParams,
  run: ({ account, origin, params }) => invoiceOf(account, createInvoice(account, origin, params)),
};

const retrieve: Operation<Stripe.InvoiceRetrieveParams> = {
  method: 'GET',
  path: '/v1/invoices/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => invoiceOf(account, findInvoice(account, id)),
};

const update: Operation<Stripe.InvoiceUpdateParams> = {
  method: 'POST',
  path: '/v1/invoices/:id',
  covered: [
    'auto_advance',
    'collection_method',
    'days_until_due',
    'default_payment_method',
    'description',
    'due_date',
    'expand',
    'footer',
    'metadata',
    'number',
    'payment_settings',
  ],
  check: checkInvoiceParams,
  run: ({ account, ids: [id = ''], params }) =>
    changed(account, id, (record) => updateInvoice(account, record, params)),
};

const list: Operation<Stripe.InvoiceListParams> = {
  method: 'GET',
  path: '/v1/invoices',
  covered: ['collection_method', 'created', 'customer', 'status', 'subscription', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.invoices).map((record) => invoiceOf(account, record));
    const matching = all.filter(
      (invoice) =>
        (params.status === undefined || invoice.status === params.status) &&
        (params.customer === undefined || invoice.customer === params.customer) &&
        (params.collection_method === undefined || invoice.collection_method === params.collection_method) &&
        (params.subscription === undefined ||
          invoice.parent?.subscription_details?.subscription === params.subscription) &&
        isCreatedIn(invoice.created, params.created),
    );
    return pageOf(matching, params, '/v1/invoices', 'invoice', all);
  },
};

const listLineItems: Operation<Stripe.InvoiceListLineItemsParams> = {
  method: 'GET',
  path: '/v1/invoices/:id/lines',
  covered: [...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, ids: [id = ''], params }) => invoiceLinesOf(account, id, params),
};

const addLines: Operation<Stripe.InvoiceAddLinesParams> = {
  method: 'POST',
  path: '/v1/invoices/:id/add_lines',
  covered: ['lines', 'invoice_metadata', 'expand'],
  check: (params) => {
    checkMetadata(params.invoice_metadata, 'invoice_metadata');
    refuseUncovered(
      params,
      ['discounts', 'invoice_item', 'tax_amounts', 'tax_rates'].map((name) => `lines.*.${name}`),
    );
    refuseUncovered(params, ['lines.*.quantity_decimal', 'lines.*.price_data.product_data', 'lines.*.discountable']);
    for (const [index, line] of params.lines.entries()) checkMetadata(line.metadata, `lines[${index}][metadata]`);
  },
  run: ({ account, ids: [id = ''], params }) =>
    changed(account, id, (record) => {
      refuseUnlessDraft(record);
      const { invoice } = record;
      // All of them are priced before one is added.
      const priced = params.lines.map((line, index) => priceLine(account, line, invoice.currency, `lines[${index}]`));
      const added = priced.map((line, index) => {
        const { metadata, period = { start: invoice.period_start, end: invoice.period_end } } =
          params.lines[index] ?? {};
        const item = makeInvoiceItem(account, String(invoice.customer), invoice.currency, line, {
          metadata,
          period,
          invoice: invoice.id,
        });
        return makeInvoiceLine(invoice.id, invoice.currency, line, { invoiceItem: item.id }, { metadata, period });
      });
      invoice.metadata = mergeMetadata(invoice.metadata ?? {}, params.invoice_metadata, 'invoice_metadata');
      setLines(account, record, [...record.lines, ...added]);
    }),
};

const finalize: Operation<Stripe.InvoiceFinalizeInvoiceParams> = {
  method: 'POST',
  path: '/v1/invoices/:id/finalize',
  covered: ['auto_advance', 'expand'],
  run: ({ account, ids: [id = ''], params }) => {
    const record = findInvoice(account, id);
    if (record.invoice.status === 'draft') {
      record.invoice.auto_advance = params.auto_advance ?? record.invoice.auto_advance ?? false;
    }
    finalizeInvoice(account, record);
    return invoiceOf(account, record);
  },
};

const send: Operation<Stripe.InvoiceSendInvoiceParams> = {
  method: 'POST',
  path: '/v1/invoices/:id/send',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const record = findInvoice(account, id);
    if (record.invoice.collection_method !== 'send_invoice') {
      throw new ApiError('invoice-collection', 400, 'Only an invoice with collection_method send_invoice can be sent.');
    }
    if (record.invoice.status === 'draft') finalizeInvoice(account, record);
    invoiceEvent(account, 'invoice.sent', record);
    return invoiceOf(account, record);
  },
};

const pay: Operation<Stripe.InvoicePayParams> = {
  method: 'POST',
  path: '/v1/invoices/:id/pay',
  covered: ['paid_out_of_band', 'payment_method', 'off_session', 'expand'],
  run: ({ account, ids: [id = ''], params }) => {
    const record = findInvoice(account, id);
    if (record.invoice.status === 'draft') finalizeInvoice(account, record);
    if (params.paid_out_of_band) paidOutOfBand(account, record);
    else collectInvoice(account, record, params.payment_method ?? null);
    return invoiceOf(account, record);
  },
};

const voiding = ending('void', voidInvoice);

const uncollectible = ending('mark_uncollectible', markUncollectible);

const attach: Operation<Stripe.InvoiceAttachPaymentParams> = {
  method: 'POST',
  path: '/v1/invoices/:id/attach_payment',
  covered: ['payment_intent', 'expand'],
  run: ({ account, ids: [id = ''], params }) => {
    const record = findInvoice(account, id);
    const intent = account.paymentIntents.get(params.payment_intent ?? '');
    if (!intent) throw noSuchParam('payment_intent', params.payment_intent ?? '', 'payment_intent');
    attachPayment(account, record, intent);
    return invoiceOf(account, record);
  },
};

/** A call that says nothing but that the invoice is over, one way or the other. */
function ending(
  name: string,
  end: (account: Account, record: InvoiceRecord) => void,
): Operation<Stripe.InvoiceVoidInvoiceParams & Stripe.InvoiceMarkUncollectibleParams> {
  return {
    method: 'POST',
    path: `/v1/invoices/:id/${name}`,
    covered: ['expand'],
    run: ({ account, ids: [id = ''] }) => {
      const record = findInvoice(account, id);
      end(account, record);
      return invoiceOf(account, record);
    },
  };
}

/** Changes an invoice, and tells of it. */
function changed(account: Account, id: string, change: (record: InvoiceRecord) => void): object {
  const record = findInvoice(account, id);
  change(record);
  invoiceEvent(account, 'invoice.updated', record);
  return invoiceOf(account, record);
}

/** @throws ApiError once the invoice is finalized: what it asks for does not change any more */
function refuseUnlessDraft({ invoice }: InvoiceRecord): void {
  if (invoice.status === 'draft') return;
  throw new ApiError('invoice-draft', 400, `This invoice is ${invoice.status}: its lines cannot change any more.`, {
    code: 'invoice_not_editable',
  });
}

export const invoiceOperations = {
  'invoices.create': create,
  'invoices.retrieve': retrieve,
  'invoices.update': update,
  'invoices.list': list,
  'invoices.listLineItems': listLineItems,
  'invoices.addLines': addLines,
  'invoices.finalizeInvoice': finalize,
  'invoices.sendInvoice': send,
  'invoices.pay': pay,
  'invoices.voidInvoice': voiding,
  'invoices.markUncollectible': uncollectible,
  'invoices.attachPayment': attach,
};
