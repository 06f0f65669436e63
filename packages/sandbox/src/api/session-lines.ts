import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import type { WireLineItem, WirePrice } from '../account/wire.js';
import { ApiError, noSuchParam } from '../errors.js';
import { MAXIMUM_CHARGE, minimumCharge } from '../money/currency.js';
import { adjustableQuantityOf } from './adjustable-quantity.js';
import { unitAmountIn } from './currency-options.js';
import { mergeMetadata } from './metadata.js';
import { createPrice, type PriceInput } from './prices.js';
import { createProduct } from './products.js';
import { createShippingRate } from './shipping-rates.js';

type LineItemParam = Stripe.Checkout.SessionCreateParams.LineItem;
type ShippingOptionParam = Stripe.Checkout.SessionCreateParams.ShippingOption;

/**
 * Finds the price of each line, all before anything is made, so that a refusal leaves the account as it was.
 *
 * @param mayRecur in subscription mode
 * @param wanted the currency that was asked for, which a price may have beside its own
 * @returns the currency of all of them
 */
export function checkLinePrices(
  account: Account,
  lines: readonly LineItemParam[],
  mayRecur: boolean,
  wanted?: string,
): string {
  const currencies = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const param = `line_items[${index}]`;
    if (line.price_data) {
      const { product, recurring, currency } = line.price_data;
      if (recurring && !mayRecur) throw recurringInPayment(param);
      if (product !== undefined) checkProductIsActive(account, product, `${param}[price_data][product]`);
      currencies.add(currency);
      continue;
    }
    const price = account.prices.get(line.price ?? '');
    if (!price) throw noSuchParam('price', line.price ?? '', `${param}[price]`);
    if (!price.active) {
      throw new ApiError(
        'inactive-price',
        400,
        'The price specified is inactive. This field only accepts active prices.',
        {
          param: `${param}[price]`,
        },
      );
    }
    checkProductIsActive(account, String(price.product), `${param}[price]`);
    if (price.recurring && !mayRecur) throw recurringInPayment(param);
    currencies.add(wanted !== undefined && unitAmountIn(account, price, wanted) !== null ? wanted : price.currency);
  }
  const [currency = '', ...others] = currencies;
  if (others.length > 0) {
    throw new ApiError('one-currency', 400, 'All prices of a session must be in one currency.', {
      param: 'line_items',
    });
  }
  return currency;
}

/** The same, where it must be the currency that was asked for. */
export function currencyOfLines(
  account: Account,
  lines: readonly LineItemParam[],
  mayRecur: boolean,
  wanted?: string,
): string {
  const currency = checkLinePrices(account, lines, mayRecur, wanted);
  if (wanted === undefined || wanted === currency) return currency;
  throw new ApiError('one-currency', 400, `The prices are not available in ${wanted}.`, { param: 'currency' });
}

/** Whether a line is paid for again and again. */
export function isRecurring(account: Account, { price, price_data: data }: LineItemParam): boolean {
  return data ? data.recurring !== undefined : Boolean(account.prices.get(price ?? '')?.recurring);
}

function recurringInPayment(param: string): ApiError {
  return new ApiError(
    'recurring-in-payment',
    400,
    'Payment mode does not take recurring prices; use subscription mode.',
    {
      param: `${param}[price]`,
    },
  );
}

function checkProductIsActive(account: Account, id: string, param: string): void {
  const product = account.products.get(id);
  if (!product) throw noSuchParam('product', id, param);
  if (!product.active) {
    throw new ApiError('inactive-price', 400, 'The product is not active, so nothing new can be sold from it.', {
      param,
    });
  }
}

/** What shipping costs with each option. The first is chosen until the buyer chooses another. */
export function checkShippingRates(
  account: Account,
  options: readonly ShippingOptionParam[],
  currency: string,
): number[] {
  return options.map((option, index) => {
    const param = `shipping_options[${index}][shipping_rate]`;
    const rate = option.shipping_rate === undefined ? undefined : account.shippingRates.get(option.shipping_rate);
    if (option.shipping_rate !== undefined && !rate) throw noSuchParam('shipping rate', option.shipping_rate, param);
    if (rate && !rate.active)
      throw new ApiError('shipping-options', 400, 'The shipping rate is not active.', { param });
    const fixed = rate ? rate.fixed_amount : option.shipping_rate_data?.fixed_amount;
    if (fixed?.currency !== currency) {
      throw new ApiError('one-currency', 400, 'A shipping rate must be in the currency of the line items.', { param });
    }
    return fixed.amount;
  });
}

/** @throws ApiError when Stripe would not charge such an amount; 0 is allowed, it is an order without payment */
export function checkTotal(total: number, currency: string): void {
  if (total > MAXIMUM_CHARGE) {
    throw new ApiError('amount-too-large', 400, 'The total has more than eight digits.', { code: 'amount_too_large' });
  }
  const minimum = minimumCharge(currency);
  if (total > 0 && total < minimum) {
    throw new ApiError('amount-too-small', 400, `The total must be at least ${minimum} minor units of ${currency}.`, {
      code: 'amount_too_small',
    });
  }
}

/** What each line comes to, in minor units of that currency, from prices that have been checked. */
export function lineAmounts(account: Account, lines: readonly LineItemParam[], currency: string): number[] {
  return lines.map((line) => {
    const price = account.prices.get(line.price ?? '');
    const unit = line.price_data
      ? (line.price_data.unit_amount ?? Number(line.price_data.unit_amount_decimal))
      : price && unitAmountIn(account, price, currency);
    return (unit ?? 0) * (line.quantity ?? 0);
  });
}

/** @param isTrial what recurs is not paid for yet */
export function makeLineItem(account: Account, line: LineItemParam, currency: string, isTrial = false): WireLineItem {
  const price = line.price === undefined ? makePrice(account, line) : account.prices.get(line.price);
  if (!price) throw noSuchParam('price', line.price ?? '', 'line_items');
  const quantity = line.quantity ?? 1;
  const amount = isTrial && price.recurring ? 0 : (unitAmountIn(account, price, currency) ?? 0) * quantity;
  return {
    id: newId('li'),
    object: 'item',
    adjustable_quantity: adjustableQuantityOf(line.adjustable_quantity, quantity, 'line_items'),
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency,
    description: account.products.get(String(price.product))?.name ?? null,
    metadata: mergeMetadata({}, line.metadata),
    price: structuredClone(price),
    quantity,
  };
}

/** Inline prices and products are made like any other, but inactive: they are for this session only. */
function makePrice(account: Account, line: LineItemParam): WirePrice | undefined {
  const data = line.price_data;
  if (!data) return undefined;
  const product =
    data.product ?? (data.product_data ? createProduct(account, { ...data.product_data, active: false }).id : '');
  const input: PriceInput = { ...data, active: false } as PriceInput;
  return createPrice(account, product, input);
}

export function makeShippingOption(
  account: Account,
  option: ShippingOptionParam,
): Stripe.Checkout.Session.ShippingOption {
  const rate =
    option.shipping_rate === undefined && option.shipping_rate_data
      ? createShippingRate(account, option.shipping_rate_data)
      : account.shippingRates.get(option.shipping_rate ?? '');
  return { shipping_amount: rate?.fixed_amount?.amount ?? 0, shipping_rate: rate?.id ?? '' };
}
