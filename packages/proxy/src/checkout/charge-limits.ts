import type { Currency } from '@stripe-cart/contract';

/**
 * The least and the most that Stripe charges at once, in minor units
 * (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). Stripe judges by the currency the account
 * settles in, which nobody here knows, so this refuses only what could not be charged anywhere; Stripe's own
 * `amount_too_small` remains possible.
 */
const MINIMUMS: ReadonlyMap<Currency, number> = new Map([
  ['aed', 200],
  ['aud', 50],
  ['bgn', 100],
  ['brl', 50],
  ['cad', 50],
  ['chf', 50],
  ['czk', 1500],
  ['dkk', 250],
  ['eur', 50],
  ['gbp', 30],
  ['hkd', 400],
  ['huf', 17500],
  ['inr', 50],
  ['jpy', 50],
  ['mxn', 1000],
  ['myr', 200],
  ['nok', 300],
  ['nzd', 50],
  ['pln', 200],
  ['ron', 200],
  ['sek', 300],
  ['sgd', 50],
  ['thb', 1000],
  ['usd', 50],
]);

/** Eight digits, except where a currency's units are so small that Stripe takes more of them. */
const MAXIMUMS: ReadonlyMap<Currency, number> = new Map([
  ['cop', 9_999_999_999],
  ['huf', 9_999_999_999],
  ['idr', 999_999_999_999],
  ['inr', 999_999_999],
  ['jpy', 9_999_999_999],
]);

export const minimumCharge = (currency: Currency): number => MINIMUMS.get(currency) ?? 1;
export const maximumCharge = (currency: Currency): number => MAXIMUMS.get(currency) ?? 99_999_999;
