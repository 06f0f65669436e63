import type { Currency } from '@stripe-cart/contract';
import type { CatalogFileOption } from '@stripe-cart/proxy/links';
import type { Report } from './finding.js';
import { placeText } from './finding.js';
import type { ChoiceClaim, Claim, FixedClaim, OptionClaim, TextClaim, ValueClaim } from './page/claim.js';

/**
 * The options of one item, from every place that has a word on them. In the order in which they are first met.
 *
 * @param currencies that the item has a price in
 */
export function joinOptions(
  item: string,
  claims: readonly Claim[],
  currencies: readonly Currency[],
  report: Report,
): readonly CatalogFileOption[] {
  const byName = new Map<string, OptionClaim[]>();
  for (const option of claims.flatMap(({ options }) => options)) {
    byName.set(option.name, [...(byName.get(option.name) ?? []), option]);
    if (option.kind === 'choice' && currencies.length > 0) checkCurrencies(item, option, currencies, report);
  }
  const options = [...byName].map(([name, same]) => joinOption(item, name, same, currencies, report));
  for (const claim of claims.filter(({ isButton }) => isButton)) {
    const missing = options.find(
      ({ name, required }) => required === true && !claim.options.some((option) => option.name === name),
    );
    if (missing === undefined) continue;
    const message = `${item}: nothing is chosen for ${missing.name} here, so the checkout refuses what this button adds. Link to the item's page instead, or give the button data-item-custom1-name="${missing.name}" and a value.`;
    report('option_missing_here', claim.place, message);
  }
  return options;
}

/** What adds something has to say how much in each currency the item is sold in: else it would be for nothing in one. */
function checkCurrencies(item: string, choice: ChoiceClaim, currencies: readonly Currency[], report: Report): void {
  for (const { value, deltas } of choice.values) {
    const named = Object.keys(deltas);
    if (
      named.length === 0 ||
      (named.length === currencies.length && currencies.every((each) => named.includes(each)))
    ) {
      continue;
    }
    const message = `${item}: ${value} of the option ${choice.name} adds to the price, and does not say how much in ${currencies.join(' and ')}, which the item is sold in. Say it for each, as in [{"usd":300,"eur":280}], or write the item's price and currency beside it.`;
    report('option_price', choice.place, message);
    return;
  }
}

function joinOption(
  item: string,
  name: string,
  claims: readonly OptionClaim[],
  currencies: readonly Currency[],
  report: Report,
): CatalogFileOption {
  const choices = claims.filter((claim) => claim.kind === 'choice');
  const fixed = claims.filter((claim) => claim.kind === 'fixed');
  const texts = claims.filter((claim) => claim.kind === 'text');
  const declared = choices.filter(({ isPriced }) => isPriced);
  const [choice] = declared.length > 0 ? declared : choices;
  if (choice) return joinChoices(item, choice, claims, currencies, report);
  const [text, ...others] = texts;
  if (text) return joinTexts(text, others);
  return joinFixed(item, name, fixed, report);
}

/** The first declaration counts. Another has to be the same, and a value that is only given has to be one of it. */
function joinChoices(
  item: string,
  choice: ChoiceClaim,
  claims: readonly OptionClaim[],
  currencies: readonly Currency[],
  report: Report,
): CatalogFileOption {
  const { name } = choice;
  for (const other of claims) {
    if (other === choice) continue;
    if (other.kind === 'choice' && other.isPriced && !isSameChoice(choice, other)) {
      const message = `${item}: the option ${name} is ${choiceText(other)} here, and ${choiceText(choice)} in ${placeText(choice.place)}. Make them one.`;
      report('option_conflict', other.place, message);
      continue;
    }
    const given = givenBy(other);
    const unknown = given.find((value) => !choice.values.some((each) => each.value === value));
    if (unknown !== undefined) {
      const message = `${item}: ${unknown} is not one of the values that ${name} has in ${placeText(choice.place)}. Add it there, or take it away here.`;
      report('option_value', other.place, message);
    }
  }
  const values = choice.values.map(({ value, deltas }) => {
    const adding = Object.entries(inOrderOfNames(deltas)).filter(
      ([currency, amount]) => amount !== 0 && currencies.includes(currency),
    );
    return adding.length === 0 ? { value } : { value, deltas: Object.fromEntries(adding) };
  });
  return { name, values, ...(choice.required && { required: true }) };
}

function joinTexts(first: TextClaim, others: readonly TextClaim[]): CatalogFileOption {
  const maxLength = Math.min(first.maxLength, ...others.map((other) => other.maxLength));
  const required = [first, ...others].some((each) => each.required);
  return { name: first.name, maxLength, ...(required && { required }) };
}

/** Each page gives its own value, as a product in several colours does; together they are the choice. */
function joinFixed(item: string, name: string, claims: readonly FixedClaim[], report: Report): CatalogFileOption {
  const values = [...new Set(claims.map(({ value }) => value))];
  const last = claims.at(-1);
  if (values.length > 1 && last) {
    const message = `${item}: its places give ${values.length} values for ${name} (${values.join(', ').slice(0, 200)}). Each of them can be bought. If that is wrong, give each an id of its own.`;
    report('values_joined', last.place, message);
  }
  return { name, values: values.map((value) => ({ value })) };
}

function givenBy(claim: OptionClaim): readonly string[] {
  if (claim.kind === 'choice') return claim.isPriced ? [] : claim.values.map(({ value }) => value);
  if (claim.kind === 'fixed') return [claim.value];
  return claim.given === null ? [] : [claim.given];
}

function isSameChoice(a: ChoiceClaim, b: ChoiceClaim): boolean {
  return choiceText(a) === choiceText(b) && a.required === b.required;
}

/** `Black|Gold[+300.00]`, whatever order the values were in. */
function choiceText({ values }: ChoiceClaim): string {
  return values.map(valueText).sort().join(' | ');
}

function valueText({ value, deltas }: ValueClaim): string {
  const prices = Object.entries(inOrderOfNames(deltas)).map(([currency, delta]) => `${delta} ${currency}`);
  return prices.length === 0 ? value : `${value} [${prices.join(', ')}]`;
}

function inOrderOfNames<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
