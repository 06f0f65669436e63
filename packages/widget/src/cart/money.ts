import { minorUnitDigits, type Currency } from '@stripe-cart/contract';

/**
 * An amount as the buyer reads it. `Intl` is handed the decimal text of the minor units and where the point goes, never
 * a quotient, so no amount is rounded on its way to the screen.
 *
 * @param amount in minor units, as Stripe counts them; may be negative
 * @param locale a BCP 47 tag; the browser's own where it is empty or wrong
 */
export function formatMoney(amount: number, currency: Currency, locale?: string): string {
  const digits = minorUnitDigits(currency);
  return numberFormat(currency, digits, locale).format(`${amount}e-${digits}` as `${number}`);
}

const formats = new Map<string, Intl.NumberFormat>();

/** Making a format costs a hundred times more than using it. */
function numberFormat(currency: Currency, digits: number, locale = ''): Intl.NumberFormat {
  const key = currency + locale;
  const format = formats.get(key) ?? newFormat(currency, digits, locale);
  formats.set(key, format);
  return format;
}

/** A page's `lang` may be empty or no language at all; the browser's own is used then. */
function newFormat(currency: Currency, digits: number, locale?: string): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(locale || undefined, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  } catch {
    return newFormat(currency, digits);
  }
}
