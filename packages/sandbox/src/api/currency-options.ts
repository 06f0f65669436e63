import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import type { WireCurrencyOptions, WirePrice } from '../account/wire.js';
import { ApiError } from '../errors.js';
import { amountOf, checkAmount, type Amount } from './price-amount.js';
import { refuseUncovered } from './uncovered.js';

/** What one currency of a price is given: an amount, as the price itself has. */
export type CurrencyOptionsInput = Readonly<
  Record<string, Omit<Amount, 'currency'> & { readonly tax_behavior?: Stripe.Price.CurrencyOptions.TaxBehavior }>
>;

/**
 * @param own the price's own currency, whose amount is said elsewhere; null where it is not known yet
 * @throws ApiError for a currency or an amount that a price could not have
 */
export function checkCurrencyOptions(options: CurrencyOptionsInput, own: string | null): void {
  refuseUncovered({ currency_options: options }, ['currency_options.*.custom_unit_amount', 'currency_options.*.tiers']);
  for (const [currency, option] of Object.entries(options)) {
    checkAmount({ ...option, currency }, `currency_options[${currency}]`);
    if (currency === own) {
      throw new ApiError('currency-options', 400, 'The price’s own currency is not one of its options.', {
        param: `currency_options[${currency}]`,
      });
    }
  }
}

/** Adds currencies to a price, or changes their amounts. */
export function setCurrencyOptions(account: Account, price: WirePrice, given: CurrencyOptionsInput): void {
  const options = Object.entries(given).map(([currency, option]) => {
    const unitAmount = amountOf({ ...option, currency });
    return [currency, optionOf(unitAmount, option.tax_behavior ?? price.tax_behavior)];
  });
  const before = account.currencyOptions.get(price.id);
  account.currencyOptions.set(price.id, { ...before, ...Object.fromEntries(options) });
}

/** All currencies of a price, its own one first. */
export function currencyOptionsOf(account: Account, price: WirePrice): WireCurrencyOptions {
  const own = optionOf(price.unit_amount ?? 0, price.tax_behavior);
  return { [price.currency]: own, ...account.currencyOptions.get(price.id) };
}

/** Minor units of `currency` for one; null where the price is not in that currency. */
export function unitAmountIn(account: Account, price: WirePrice, currency: string): number | null {
  const options = currencyOptionsOf(account, price);
  return Object.hasOwn(options, currency) ? (options[currency]?.unit_amount ?? null) : null;
}

function optionOf(
  unitAmount: number,
  taxBehavior: Stripe.Price.CurrencyOptions.TaxBehavior | null,
): WireCurrencyOptions[string] {
  return {
    custom_unit_amount: null,
    tax_behavior: taxBehavior,
    unit_amount: unitAmount,
    unit_amount_decimal: String(unitAmount),
  };
}
