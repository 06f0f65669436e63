import type { CartLine } from '@stripe-cart/contract';
import { parseCartLine } from '@stripe-cart/contract/parse';
import { Refusal } from '../refusal.js';

/**
 * What a form asks for, as the widget reads the same form with JavaScript: `item` and `quantity`, and every other field is
 * an option of that name. A field that was left empty counts as not given. There is no field for a price: whatever is
 * called so is an option, which the catalogue does not know.
 * @throws {Refusal} `invalid_request` or `empty_cart`
 */
export function lineOfForm(fields: ReadonlyMap<string, string>): CartLine {
  const given = new Map([...fields].filter(([, value]) => value !== ''));
  const item = given.get('item');
  if (item === undefined) throw new Refusal({ code: 'empty_cart' });
  given.delete('item');
  const quantity = quantityIn(given.get('quantity') ?? '1');
  given.delete('quantity');
  const options = [...given].map(([name, value]) => ({ name, value: value.replaceAll('\r\n', '\n') }));
  const parsed = parseCartLine({ item, options, quantity });
  if (!parsed.ok) throw new Refusal(parsed.problem);
  return parsed.value;
}

/** Digits and nothing else: what `Number` makes of other texts is no buyer's wish. */
const quantityIn = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : Number.NaN);
