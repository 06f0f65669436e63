import type Stripe from 'stripe';
import { ApiError } from '../errors.js';
import { adjustableQuantityOf } from './adjustable-quantity.js';
import { checkEmail } from './customers.js';
import { checkMetadata } from './metadata.js';
import { checkAmount } from './price-amount.js';
import { checkProduct } from './products.js';
import { checkModeParams } from './session-subscription.js';
import { checkShippingRate } from './shipping-rates.js';
import { checkUiMode } from './ui-modes.js';
import { refuseUncovered } from './uncovered.js';

type CreateParams = Stripe.Checkout.SessionCreateParams;
type LineItemParam = Stripe.Checkout.SessionCreateParams.LineItem;
type ShippingOptionParam = Stripe.Checkout.SessionCreateParams.ShippingOption;

const LINES = 100;
const SHIPPING_OPTIONS = 5;
const DISCOUNTS = 1;
const QUANTITY = 999_999;

/** What the types allow inside covered parameters and the sandbox does nothing with. */
const UNCOVERED = [
  'automatic_tax.liability',
  'consent_collection.payment_method_reuse_agreement',
  'line_items.*.tax_rates',
  'line_items.*.price_data.product_data.tax_details',
  'payment_intent_data.application_fee_amount',
  'payment_intent_data.on_behalf_of',
  'payment_intent_data.shipping',
  'payment_intent_data.transfer_data',
  'payment_intent_data.transfer_group',
  'shipping_options.*.shipping_rate_data.fixed_amount.currency_options',
];

/** @throws ApiError for parameters that no account could accept, whatever it holds */
export function checkSessionParams(params: CreateParams): void {
  if (params.mode === undefined) {
    throw new ApiError('session-mode', 400, 'Missing required param: mode.', {
      code: 'parameter_missing',
      param: 'mode',
    });
  }
  checkUiMode(params);
  checkModeParams(params);
  refuseUncovered(params, UNCOVERED);
  if (params.ui_mode === 'elements') refuseUncovered(params, ['line_items.*.adjustable_quantity']);
  if (params.mode !== 'setup') checkLines(params.line_items);
  checkMetadata(params.metadata);
  checkMetadata(params.payment_intent_data?.metadata, 'payment_intent_data[metadata]');
  if ([...(params.client_reference_id ?? '')].length > 200) {
    throw new ApiError('client-reference-id', 400, 'client_reference_id is at most 200 characters.', {
      param: 'client_reference_id',
    });
  }
  if (
    params.customer !== undefined &&
    (params.customer_email !== undefined || params.customer_creation !== undefined)
  ) {
    const other = params.customer_email !== undefined ? 'customer_email' : 'customer_creation';
    throw new ApiError('session-customer', 400, `Only one of customer and ${other} can be given.`, { param: other });
  }
  checkEmail(params.customer_email, 'customer_email');
  if (params.submit_type === 'subscribe' && params.mode !== 'subscription') {
    throw new ApiError('submit-type', 400, 'submit_type subscribe is for subscription mode.', { param: 'submit_type' });
  }
  checkDiscounts(params);
  checkShipping(params);
}

function checkLines(lines: readonly LineItemParam[] | undefined): void {
  checkLineCount(lines);
  for (const [index, line] of (lines ?? []).entries()) checkLine(line, `line_items[${index}]`);
}

export function checkLineCount(lines: readonly object[] | undefined): void {
  if (!lines || lines.length === 0) {
    throw new ApiError('line-items', 400, 'Missing required param: line_items.', {
      code: 'parameter_missing',
      param: 'line_items',
    });
  }
  if (lines.length > LINES) {
    throw new ApiError('line-items-limit', 400, `A payment has at most ${LINES} line items.`, { param: 'line_items' });
  }
}

export function checkLine(line: LineItemParam, param: string): void {
  if ((line.price === undefined) === (line.price_data === undefined)) {
    throw new ApiError('line-item-price', 400, 'A line item has exactly one of price and price_data.', {
      ...(line.price === undefined ? { code: 'parameter_missing' } : {}),
      param: `${param}[price]`,
    });
  }
  if (line.quantity === undefined) {
    throw new ApiError('line-item-quantity', 400, 'A line item needs a quantity.', {
      code: 'parameter_missing',
      param: `${param}[quantity]`,
    });
  }
  checkQuantity(line.quantity, param);
  adjustableQuantityOf(line.adjustable_quantity, line.quantity, param);
  checkMetadata(line.metadata, `${param}[metadata]`);
  const { price_data: priceData } = line;
  if (!priceData) return;
  const prefix = `${param}[price_data]`;
  checkAmount(priceData, prefix);
  if ((priceData.product === undefined) === (priceData.product_data === undefined)) {
    throw new ApiError('price-product', 400, 'price_data has exactly one of product and product_data.', {
      code: priceData.product === undefined ? 'parameter_missing' : 'parameters_exclusive',
      param: `${prefix}[product]`,
    });
  }
  checkProduct(priceData.product_data ?? {}, `${prefix}[product_data]`);
}

export function checkQuantity(quantity: number, param: string): void {
  if (quantity < 1 || quantity > QUANTITY) {
    throw new ApiError('line-item-quantity', 400, `A quantity is from 1 to ${QUANTITY}.`, {
      code: 'parameter_invalid_integer',
      param: `${param}[quantity]`,
    });
  }
}

function checkDiscounts({ discounts, allow_promotion_codes: codes }: CreateParams): void {
  if (discounts === undefined) return;
  const refuse = (message: string, param = 'discounts'): ApiError => new ApiError('discounts', 400, message, { param });
  if (codes !== undefined)
    throw refuse('Only one of allow_promotion_codes and discounts can be given.', 'allow_promotion_codes');
  if (discounts.length > DISCOUNTS) throw refuse(`At most ${DISCOUNTS} discount.`);
  for (const [index, { coupon, promotion_code: code }] of discounts.entries()) {
    if ((coupon === undefined) === (code === undefined)) {
      throw refuse('A discount is exactly one of coupon and promotion_code.', `discounts[${index}]`);
    }
  }
}

function checkShipping(params: CreateParams): void {
  checkShippingOptions(params.shipping_options ?? []);
  const countries = params.shipping_address_collection?.allowed_countries;
  if (countries && countries.length === 0) {
    throw new ApiError('shipping-countries', 400, 'At least one country is needed.', {
      param: 'shipping_address_collection[allowed_countries]',
    });
  }
}

export function checkShippingOptions(options: readonly ShippingOptionParam[]): void {
  if (options.length > SHIPPING_OPTIONS) {
    throw new ApiError('shipping-options', 400, `At most ${SHIPPING_OPTIONS} shipping options.`, {
      param: 'shipping_options',
    });
  }
  for (const [index, option] of options.entries()) {
    const param = `shipping_options[${index}]`;
    if ((option.shipping_rate === undefined) === (option.shipping_rate_data === undefined)) {
      throw new ApiError(
        'shipping-options',
        400,
        'A shipping option has exactly one of shipping_rate and shipping_rate_data.',
        { param },
      );
    }
    if (option.shipping_rate_data) checkShippingRate(option.shipping_rate_data, `${param}[shipping_rate_data]`);
  }
}
