import { ApiError, notCovered } from '../errors.js';
import { isSupported, MAXIMUM_CHARGE, stepOf } from '../money/currency.js';

/** The currency and amount of a price, which both its own endpoint and `price_data` give. */
export interface Amount {
  readonly currency: string;
  readonly unit_amount?: number;
  /** A decimal's text, once it has crossed the wire. */
  readonly unit_amount_decimal?: unknown;
}

/** @throws ApiError for a currency Stripe does not present in, or an amount that its minor units cannot say */
export function checkAmount(amount: Amount, prefix = ''): void {
  const name = (field: string): string => (prefix === '' ? field : `${prefix}[${field}]`);
  if (!isSupported(amount.currency)) {
    throw new ApiError('currency', 400, `Invalid currency: ${amount.currency}`, { param: name('currency') });
  }
  const { unit_amount: unitAmount, unit_amount_decimal: decimal } = amount;
  if (unitAmount !== undefined && decimal !== undefined) {
    throw new ApiError('price-amount', 400, 'Only one of unit_amount and unit_amount_decimal can be given.', {
      code: 'parameters_exclusive',
      param: name('unit_amount_decimal'),
    });
  }
  if (unitAmount === undefined && decimal === undefined) {
    throw new ApiError('price-amount', 400, 'One of unit_amount and unit_amount_decimal is required.', {
      code: 'parameter_missing',
      param: name('unit_amount'),
    });
  }
  const value = amountOf(amount);
  if (!Number.isInteger(value)) throw notCovered('a fraction of a minor unit', name('unit_amount_decimal'));
  const param = name('unit_amount');
  if (value < 0) {
    throw new ApiError('price-amount', 400, 'An amount cannot be negative.', {
      code: 'parameter_invalid_integer',
      param,
    });
  }
  if (value > MAXIMUM_CHARGE) {
    throw new ApiError('amount-too-large', 400, 'An amount has at most eight digits.', {
      code: 'amount_too_large',
      param,
    });
  }
  if (value % stepOf(amount.currency) !== 0) {
    throw new ApiError(
      'currency-step',
      400,
      `An amount in ${amount.currency} is a multiple of ${stepOf(amount.currency)}.`,
      { param },
    );
  }
}

/** Minor units; only whole ones are covered, which `checkAmount` sees to. */
export function amountOf(amount: Amount): number {
  return amount.unit_amount ?? Number(amount.unit_amount_decimal);
}
