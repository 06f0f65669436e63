import { minorUnitDigits, type Currency } from '@stripe-cart/contract';

/** The most that Stripe takes for one price in any currency is 12 digits. */
const LARGEST_AMOUNT = 999_999_999_999n;

export type PriceReading =
  | { readonly ok: true; readonly amount: number }
  | {
      readonly ok: false;
      readonly code: 'price_unreadable' | 'price_decimals' | 'price_out_of_range';
      readonly mend: string;
    };

/**
 * Major units, as people write them in markup, to minor units, as Stripe counts them. All of it is done on the digits:
 * no floating-point number is involved, so nothing is rounded.
 *
 * @param text `.` before the decimals, no other sign: `79.99`, `-5`, `+300.00`
 * @param currency lower-case code
 */
export function minorUnits(text: string, currency: Currency): PriceReading {
  const match = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text.trim());
  if (!match) {
    const mend = 'Write digits with a point before the decimals and no other sign, as in 1299.50.';
    return { ok: false, code: 'price_unreadable', mend };
  }
  const [, sign, whole = '', decimals = ''] = match;
  const digits = minorUnitDigits(currency);
  const beyond = decimals.slice(digits);
  const minor = BigInt(whole + decimals.slice(0, digits).padEnd(digits, '0'));
  const step = smallestStep(currency);
  if (/[1-9]/.test(beyond) || minor % BigInt(step) !== 0n)
    return { ok: false, code: 'price_decimals', mend: decimalsMend(currency) };
  if (minor > LARGEST_AMOUNT) {
    return { ok: false, code: 'price_out_of_range', mend: 'Stripe takes 12 digits at most.' };
  }
  const amount = Number(minor);
  return { ok: true, amount: sign === '-' && amount !== 0 ? -amount : amount };
}

/** The other way round, with all the decimals the currency has: 7999 of usd is `79.99`. */
export function majorUnits(amount: number, currency: Currency): string {
  const digits = minorUnitDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * Amounts are whole multiples of this many minor units: Stripe wants the last digit of a three-decimal currency to be
 * 0, and no fractions of ISK and UGX, which it counts with two digits all the same
 * (https://docs.stripe.com/currencies#special-cases).
 */
function smallestStep(currency: Currency): 1 | 10 | 100 {
  if (currency === 'isk' || currency === 'ugx') return 100;
  return minorUnitDigits(currency) === 3 ? 10 : 1;
}

function decimalsMend(currency: Currency): string {
  const code = currency.toUpperCase();
  if (minorUnitDigits(currency) === 3) return `Stripe wants the third decimal of ${code} to be 0: round to two.`;
  const digits = smallestStep(currency) === 100 ? 0 : minorUnitDigits(currency);
  return digits === 0
    ? `${code} has no decimals: write a whole number.`
    : `${code} has ${digits} decimals: write no more.`;
}
