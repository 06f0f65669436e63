import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { mergeMetadata } from '../api/metadata.js';
import { makeInvoiceLine, type PricedLine } from './invoice-lines.js';
import type { WireInvoiceItem, WireInvoiceLine } from './invoice-record.js';

/** Something to be invoiced: on that invoice, or on the customer's next one that takes pending items. */
export function makeInvoiceItem(
  account: Account,
  customer: string,
  currency: string,
  priced: PricedLine,
  rest: {
    readonly metadata: unknown;
    readonly period: { readonly start: number; readonly end: number };
    readonly invoice: string | null;
  },
): WireInvoiceItem {
  const item: WireInvoiceItem = {
    id: newId('ii'),
    object: 'invoiceitem',
    amount: priced.amount,
    currency,
    customer,
    customer_account: null,
    date: account.clock.now(),
    description: priced.description,
    discountable: true,
    discounts: [],
    invoice: rest.invoice,
    livemode: false,
    metadata: mergeMetadata({}, rest.metadata),
    parent: null,
    period: { ...rest.period },
    pricing: {
      ...(priced.price === null
        ? {}
        : { price_details: { price: priced.price.id, product: String(priced.price.product) } }),
      type: 'price_details',
      unit_amount_decimal: String(priced.unitAmount),
    },
    proration: false,
    quantity: priced.quantity,
    quantity_decimal: String(priced.quantity),
    tax_rates: [],
    test_clock: null,
  };
  account.invoiceItems.set(item.id, item);
  account.emit('invoiceitem.created', item);
  return item;
}

/** Takes the customer's pending items of that currency for an invoice, the newest first. */
export function takePendingItems(
  account: Account,
  customer: string,
  currency: string,
  invoice: string,
): WireInvoiceLine[] {
  const pending = [...account.invoiceItems.values()].filter(
    (item) => item.customer === customer && item.currency === currency && item.invoice === null,
  );
  return pending.toReversed().map((item) => {
    item.invoice = invoice;
    return lineOf(item, invoice);
  });
}

/** The line that an item is on its invoice. */
export function lineOf(item: WireInvoiceItem, invoice: string): WireInvoiceLine {
  const line = makeInvoiceLine(
    invoice,
    item.currency,
    {
      amount: item.amount,
      unitAmount: Number(item.pricing.unit_amount_decimal),
      quantity: item.quantity,
      description: item.description,
      price: null,
      product: null,
    },
    { invoiceItem: item.id },
    { metadata: item.metadata ?? {}, period: item.period },
  );
  return { ...line, pricing: structuredClone(item.pricing) };
}
