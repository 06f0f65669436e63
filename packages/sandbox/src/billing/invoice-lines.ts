import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import type { WirePrice } from '../account/wire.js';
import { unitAmountIn } from '../api/currency-options.js';
import { mergeMetadata } from '../api/metadata.js';
import { amountOf } from '../api/price-amount.js';
import { ApiError, noSuchParam } from '../errors.js';
import type { WireInvoiceLine } from './invoice-record.js';

/** What an invoice item or a line asks for: an amount, or a price and how many. */
export interface InvoiceLineInput {
  /** Of the whole line, in minor units; negative for a credit. */
  readonly amount?: number;
  readonly currency?: string;
  readonly description?: string;
  readonly metadata?: unknown;
  readonly period?: { readonly start: number; readonly end: number };
  readonly price_data?: { readonly currency: string; readonly product?: string; readonly unit_amount?: number };
  readonly pricing?: { readonly price?: string };
  readonly quantity?: number;
  readonly unit_amount_decimal?: unknown;
}

/** What a line comes to, before it is one. */
export interface PricedLine {
  readonly amount: number;
  readonly unitAmount: number;
  readonly quantity: number;
  readonly description: string | null;
  readonly price: WirePrice | null;
  readonly product: string | null;
}

/**
 * Prices what was asked for, in the invoice's currency.
 *
 * @param param what the refusal names before the parameter at fault, as in `lines[0]`; empty at the top
 * @throws ApiError for a price that cannot be invoiced, another currency, or an amount that is not said once
 */
export function priceLine(account: Account, input: InvoiceLineInput, currency: string, param = ''): PricedLine {
  const named = (name: string): string => (param === '' ? name : `${param}[${name}]`);
  const { amount, price_data: data, pricing, unit_amount_decimal: decimal } = input;
  const ways = [amount, data, pricing?.price, decimal].filter((way) => way !== undefined).length;
  if (ways !== 1) {
    throw new ApiError(
      'invoice-item',
      400,
      'An invoice item has one of amount, pricing, price_data and unit_amount_decimal.',
      {
        code: ways === 0 ? 'parameter_missing' : 'parameters_exclusive',
        param: named('amount'),
      },
    );
  }
  const quantity = input.quantity ?? 1;
  const description = input.description ?? null;
  const given = input.currency ?? data?.currency;
  if (given !== undefined && given !== currency) throw otherCurrency(currency, named('currency'));
  if (amount !== undefined) {
    if (input.quantity !== undefined) {
      throw new ApiError('invoice-item', 400, 'Give a quantity with a price, not with an amount.', {
        code: 'parameters_exclusive',
        param: named('quantity'),
      });
    }
    return { amount, unitAmount: amount, quantity, description, price: null, product: null };
  }
  if (pricing?.price !== undefined) {
    const price = account.prices.get(pricing.price);
    if (!price) throw noSuchParam('price', pricing.price, named('pricing[price]'));
    const unitAmount = unitAmountIn(account, price, currency);
    if (unitAmount === null) throw otherCurrency(currency, named('pricing[price]'));
    if (price.recurring) {
      throw new ApiError('invoice-item', 400, 'An invoice item takes a one-time price.', {
        param: named('pricing[price]'),
      });
    }
    return pricedBy(account, price, unitAmount, quantity, description);
  }
  const unitAmount = data ? amountOf({ ...data, currency }) : Number(decimal);
  const product = data?.product ?? null;
  if (product !== null && !account.products.has(product)) {
    throw noSuchParam('product', product, named('price_data[product]'));
  }
  const name = product === null ? null : (account.products.get(product)?.name ?? null);
  return {
    amount: unitAmount * quantity,
    unitAmount,
    quantity,
    description: description ?? name,
    price: null,
    product,
  };
}

/** A line of that price. */
export function pricedBy(
  account: Account,
  price: WirePrice,
  unitAmount: number,
  quantity: number,
  description: string | null = null,
): PricedLine {
  const product = String(price.product);
  return {
    amount: unitAmount * quantity,
    unitAmount,
    quantity,
    description: description ?? account.products.get(product)?.name ?? null,
    price,
    product,
  };
}

function otherCurrency(currency: string, param: string): ApiError {
  return new ApiError('invoice-currency', 400, `Everything on this invoice must be in ${currency}.`, { param });
}

/** What a line belongs to, beside the invoice. */
export type LineParent =
  { readonly invoiceItem: string } | { readonly subscription: string; readonly subscriptionItem: string };

/** A line as the invoice shows it. */
export function makeInvoiceLine(
  invoice: string,
  currency: string,
  priced: PricedLine,
  parent: LineParent,
  rest: { readonly metadata: unknown; readonly period: { readonly start: number; readonly end: number } },
): WireInvoiceLine {
  return {
    id: newId('il'),
    object: 'line_item',
    amount: priced.amount,
    currency,
    description: priced.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice,
    livemode: false,
    metadata: mergeMetadata({}, rest.metadata),
    parent: parentOf(parent),
    period: { ...rest.period },
    pretax_credit_amounts: [],
    pricing: {
      ...(priced.price === null
        ? {}
        : { price_details: { price: priced.price.id, product: String(priced.price.product) } }),
      type: 'price_details',
      unit_amount_decimal: String(priced.unitAmount),
    },
    quantity: priced.quantity,
    quantity_decimal: String(priced.quantity),
    subscription: 'subscription' in parent ? parent.subscription : null,
    subtotal: priced.amount,
    taxes: [],
  };
}

function parentOf(parent: LineParent): WireInvoiceLine['parent'] {
  return 'invoiceItem' in parent
    ? {
        invoice_item_details: {
          invoice_item: parent.invoiceItem,
          proration: false,
          proration_details: null,
          subscription: null,
        },
        subscription_item_details: null,
        type: 'invoice_item_details',
      }
    : {
        invoice_item_details: null,
        subscription_item_details: {
          invoice_item: null,
          proration: false,
          proration_details: null,
          subscription: parent.subscription,
          subscription_item: parent.subscriptionItem,
        },
        type: 'subscription_item_details',
      };
}
