import type { CartLine, Currency } from '@stripe-cart/contract';
import type { Catalog } from '@stripe-cart/proxy/links';
import { CliError } from '../cli-error.js';
import { plainText } from '../terminal/plain-text.js';
import { choicesOf, type Choice } from './choices.js';
import type { SetLine } from './sets-file.js';

export interface Wish {
  /** Ids; null for all that the catalogue has. */
  readonly items: readonly string[] | null;
  readonly quantityUpTo: number;
}

/**
 * The lines that links are combined from. Items that were named have to be there, and fit for it unless they are
 * only sold out; of a whole catalogue those that are not fit are left out and told.
 *
 * @throws {CliError} `unknown_item`, `item_unfit`
 */
export function choicesIn(catalog: Catalog, { items, quantityUpTo }: Wish, leaveOut: (note: string) => void): Choice[] {
  const ids = items ?? [...catalog.keys()];
  return [...new Set(ids)].flatMap((id) => {
    const item = catalog.get(id);
    if (item === undefined) throw unknownItem(id, catalog);
    const found = choicesOf(item.shown, quantityUpTo);
    if (found.ok) {
      if (found.note !== null) leaveOut(`${plainText(id)} ${found.note}.`);
      return found.choices;
    }
    const reason = `${plainText(id)} ${found.reason}.`;
    if (items !== null && !found.passing) throw new CliError('item_unfit', `--items: ${reason}`);
    leaveOut(reason);
    return [];
  });
}

/** The sets of a file as carts. What is wrong with their options or quantities the pricing finds. @throws {CliError} `unknown_item` */
export function setsIn(catalog: Catalog, sets: readonly (readonly SetLine[])[]): CartLine[][] {
  return sets.map((set) =>
    set.map(({ item, options, quantity }) => {
      const sold = catalog.get(item);
      if (sold === undefined) throw unknownItem(item, catalog);
      return { item, options, quantity: quantity ?? sold.shown.quantity.min };
    }),
  );
}

/** @throws {CliError} `mixed_currencies`: one file is in one currency */
export function currencyOf(catalog: Catalog, ids: readonly string[]): Currency {
  const currencies = new Set(ids.map((id) => catalog.get(id)?.shown.currency ?? ''));
  const [currency, ...more] = currencies;
  if (currency !== undefined && more.length === 0) return currency;
  throw new CliError(
    'mixed_currencies',
    `The catalogue has prices in ${[...currencies].join(' and ')}; one links.json is in one currency. ` +
      'Choose with --items; where the file has carts in the other one, make it anew with --items and --only, or write another with --out and --shop.',
  );
}

function unknownItem(id: string, catalog: Catalog): CliError {
  const some = [...catalog.keys()].slice(0, 10).map(plainText).join(', ');
  const more = catalog.size > 10 ? ', …' : '';
  return new CliError('unknown_item', `The catalogue has no ${JSON.stringify(plainText(id))}. It has: ${some}${more}`);
}
