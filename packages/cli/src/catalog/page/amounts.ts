import type { Currency } from '@stripe-cart/contract';
import { isObject, parseExactJson, type ExactJson } from '../exact-json.js';
import type { Place } from '../finding.js';
import { minorUnits } from '../price-text.js';
import type { Stated } from './claim.js';
import type { PageContext } from './page-context.js';

type Amounts = ReadonlyMap<Currency, Stated<number>>;

const NONE: Amounts = new Map();

interface PriceText {
  /** `79.99`, or by currency `{"usd":20,"eur":18}`. */
  readonly text: string;
  /** As the page writes it, or null. */
  readonly currency: string | null;
  readonly place: Place;
  /** What to write where, when the currency is missing. */
  readonly currencyMend: string;
}

/** The price of one, in minor units. What cannot be read is reported, and is not in the map. */
export function readAmounts(item: string, price: PriceText, context: PageContext): Amounts {
  const byCurrency = price.text.trim().startsWith('{') ? readByCurrency(item, price, context) : null;
  if (byCurrency) return byCurrency;

  const currency = price.currency === null ? context.currency : currencyCode(price.currency);
  if (price.currency !== null && currency === null) {
    const message = `${item}: ${price.currency} is not a currency code. Write three letters, as in eur.`;
    context.report('currency_unknown', price.place, message);
    return NONE;
  }
  if (currency === null) {
    const message = `${item}: the price ${price.text.trim()} has no currency. ${price.currencyMend}`;
    context.report('currency_missing', price.place, message);
    return NONE;
  }
  return amountsOf(item, [[currency, price.text]], price.place, context);
}

function readByCurrency(item: string, price: PriceText, context: PageContext): Amounts {
  const json = objectIn(price.text);
  const entries = json ? Object.entries(json) : [];
  const isReadable = entries.every(([name, amount]) => currencyCode(name) !== null && typeof amount === 'string');
  if (entries.length === 0 || !isReadable) {
    const message = `${item}: the price by currency cannot be read. Write it as {"usd":20,"eur":18}.`;
    context.report('price_unreadable', price.place, message);
    return NONE;
  }
  const texts = entries.map(([name, amount]) => [name.toLowerCase(), String(amount)] as const);
  return amountsOf(item, texts, price.place, context);
}

function amountsOf(
  item: string,
  texts: readonly (readonly [Currency, string])[],
  place: Place,
  { report }: PageContext,
): Amounts {
  const amounts = new Map<Currency, Stated<number>>();
  for (const [currency, text] of texts) {
    const reading = minorUnits(text, currency);
    if (!reading.ok) {
      report(reading.code, place, `${item}: the price ${text.trim()} cannot be taken. ${reading.mend}`);
    } else if (reading.amount < 0) {
      report('price_out_of_range', place, `${item}: the price ${text.trim()} is below 0. Write 0 or more.`);
    } else {
      amounts.set(currency, { value: reading.amount, place });
    }
  }
  return amounts;
}

/** The JSON object in a text, with its numbers as text, or null. */
export function objectIn(text: string): { readonly [name: string]: ExactJson } | null {
  try {
    const json = parseExactJson(text);
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}

/** Lower-case, or null where it cannot be a code at all. */
export function currencyCode(text: string): Currency | null {
  const code = text.trim().toLowerCase();
  return /^[a-z]{3}$/.test(code) ? code : null;
}
