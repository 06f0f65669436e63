import type Stripe from 'stripe';
import { setLines } from '../billing/draft-invoice.js';
import { lineOf, makeInvoiceItem } from '../billing/invoice-items.js';
import { priceLine } from '../billing/invoice-lines.js';
import { findInvoice } from '../billing/invoice-object.js';
import { ApiError, noSuchParam } from '../errors.js';
import type { Operation } from './call.js';
import { checkMetadata } from './metadata.js';
import { checkAmount } from './price-amount.js';

const create: Operation<Stripe.InvoiceItemCreateParams> = {
  method: 'POST',
  path: '/v1/invoiceitems',
  covered: [
    'amount',
    'currency',
    'customer',
    'description',
    'expand',
    'invoice',
    'metadata',
    'period',
    'price_data',
    'pricing',
    'quantity',
    'unit_amount_decimal',
  ],
  check: (params) => {
    checkMetadata(params.metadata);
    if (params.price_data) checkAmount(params.price_data, 'price_data');
    if (params.customer === undefined) {
      throw new ApiError('invoice-customer', 400, 'Missing required param: customer.', {
        code: 'parameter_missing',
        param: 'customer',
      });
    }
  },
  run: ({ account, params }) => {
    const customer = account.customers.get(params.customer ?? '');
    if (!customer) throw noSuchParam('customer', params.customer ?? '', 'customer');
    const record = params.invoice === undefined ? null : (account.invoices.get(params.invoice) ?? null);
    if (params.invoice !== undefined && !record) throw noSuchParam('invoice', params.invoice, 'invoice');
    if (record && record.invoice.status !== 'draft') {
      throw new ApiError('invoice-draft', 400, 'Items can be added to a draft only.', {
        code: 'invoice_not_editable',
        param: 'invoice',
      });
    }
    if (record && record.invoice.customer !== customer.id) {
      throw new ApiError('invoice-customer', 400, 'The invoice is another customer’s.', { param: 'invoice' });
    }
    const currency =
      record?.invoice.currency ?? params.currency ?? params.price_data?.currency ?? customer.currency ?? 'usd';
    const priced = priceLine(account, params, currency);
    const now = account.clock.now();
    const item = makeInvoiceItem(account, customer.id, currency, priced, {
      metadata: params.metadata,
      period: params.period ?? { start: now, end: now },
      invoice: record?.invoice.id ?? null,
    });
    if (record) {
      const found = findInvoice(account, record.invoice.id);
      setLines(account, found, [...found.lines, lineOf(item, found.invoice.id)]);
    }
    return item;
  },
};

export const invoiceItemOperations = { 'invoiceItems.create': create };
