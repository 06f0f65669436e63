import type { Currency } from '@stripe-cart/contract';
import type { Place } from '../finding.js';
import { minorUnits } from '../price-text.js';
import { currencyCode, objectIn } from './amounts.js';
import type { ValueClaim } from './claim.js';
import type { PageContext } from './page-context.js';

/** What the options of one item are read with. */
export interface OptionScope {
  readonly item: string;
  /** Of the item's price at this place; that is what a price behind an option is in. At least one. */
  readonly currencies: readonly Currency[];
  readonly context: PageContext;
}

/**
 * `Black|Gold[+300.00]`: values between `|`, each with what it adds to the price behind it. Two signs have a meaning,
 * so neither can be part of a value. With several currencies: `Gold[{"usd":300,"eur":280}]`.
 *
 * @returns null where something cannot be read; it has been reported then
 */
export function readChoice(
  option: string,
  text: string,
  place: Place,
  scope: OptionScope,
): readonly ValueClaim[] | null {
  const values: ValueClaim[] = [];
  for (const part of text.split('|')) {
    const value = readValue(option, part.trim(), place, scope);
    if (value === null) return null;
    if (values.some((each) => each.value === value.value)) {
      const message = `${scope.item}: the option ${option} has ${value.value} twice. Take one away.`;
      scope.context.report('option_value', place, message);
      return null;
    }
    values.push(value);
  }
  return values;
}

function readValue(option: string, text: string, place: Place, scope: OptionScope): ValueClaim | null {
  const { item, context } = scope;
  const [, value = '', price] = /^([^]*?)(?:\[([^\]]*)\])?$/.exec(text) ?? [];
  const name = value.trim();
  if (name === '') {
    const message = `${item}: the option ${option} has an empty value. A | parts values, and cannot be part of one: take it away, or write a comma.`;
    context.report('option_text', place, message);
    return null;
  }
  if (/[[\]]/.test(name)) {
    const message = `${item}: in the option ${option}, ${text} has a bracket in it. [ ] holds what is added to the price and stands at the end: write ( ) in the text.`;
    context.report('option_text', place, message);
    return null;
  }
  if (price === undefined) return { value: name, deltas: {} };
  const deltas = readDeltas(option, name, price.trim(), place, scope);
  return deltas && { value: name, deltas };
}

function readDeltas(
  option: string,
  value: string,
  text: string,
  place: Place,
  { item, currencies, context }: OptionScope,
): ValueClaim['deltas'] | null {
  const refuse = (why: string) => {
    context.report('option_price', place, `${item}: ${value}[${text}] in the option ${option}: ${why}`);
    return null;
  };
  const texts = textsByCurrency(text, currencies);
  if (texts === null) {
    return refuse('the price by currency cannot be read. Write it for each, as in [{"usd":300,"eur":280}].');
  }
  const deltas: Record<Currency, number> = {};
  for (const [currency, amountText] of texts) {
    const reading = minorUnits(amountText, currency);
    if (!reading.ok && reading.code === 'price_unreadable') {
      return refuse('what is in [ ] has to be a price, as in [+300.00]. If it belongs to the text, write ( ).');
    }
    if (!reading.ok) return refuse(reading.mend);
    deltas[currency] = reading.amount;
  }
  if (Object.values(deltas).every((amount) => amount === 0)) return {};
  if (!text.startsWith('{') && currencies.length > 1) {
    const wanted = currencies.map((each) => `"${each}":…`).join(',');
    return refuse(`the item has prices in ${currencies.join(' and ')}. Say it for each: ${value}[{${wanted}}].`);
  }
  return deltas;
}

/** Null where it is by currency and cannot be read. Whether a currency is left out is seen when all of the item is known. */
function textsByCurrency(
  text: string,
  currencies: readonly Currency[],
): readonly (readonly [Currency, string])[] | null {
  if (!text.startsWith('{')) return currencies.map((currency) => [currency, text]);
  const json = objectIn(text);
  if (json === null) return null;
  const texts: [Currency, string][] = [];
  for (const [name, amount] of Object.entries(json)) {
    const currency = currencyCode(name);
    if (currency === null || typeof amount !== 'string') return null;
    texts.push([currency, amount]);
  }
  return texts;
}
