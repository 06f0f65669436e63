/**
 * Amounts are whole numbers of a currency's minor unit, as Stripe counts it, everywhere in this product.
 * Stripe's minor units are not always those of ISO 4217 or of `Intl`, so the table is Stripe's:
 * https://docs.stripe.com/currencies#zero-decimal
 */

/** Lower-case ISO 4217 code, as Stripe writes it. */
export type Currency = string;

const ZERO_DECIMAL = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf';
const THREE_DECIMAL = 'bhd jod kwd omr tnd';

/**
 * How many decimal digits separate Stripe's amount from the currency's major unit: 0, 2 or 3.
 * ISK and UGX have no minor unit in use, yet Stripe counts both with two digits for old times' sake.
 */
export function minorUnitDigits(currency: Currency): 0 | 2 | 3 {
  if (ZERO_DECIMAL.includes(currency)) return 0;
  return THREE_DECIMAL.includes(currency) ? 3 : 2;
}
