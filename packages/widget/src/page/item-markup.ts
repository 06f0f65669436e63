import { MAX_OPTIONS, type CartLine } from '@stripe-cart/contract';
import { readLine } from '../cart/cart-storage.js';

/**
 * What a page's markup asks to put into the cart. The vocabulary is the one Snipcart's users know:
 *
 *     <button data-cart-add="mug" data-item-quantity="2" data-item-custom1-name="Colour" data-item-custom1-value="Blue">
 *     <form data-cart-add="mug"> <select name="Colour">…</select> <input name="quantity"> <button>…</button> </form>
 *
 * `data-item-customN-options="Black|Gold[+300.00]"` declares a choice: its first value is taken unless
 * `data-item-customN-value` or a field of the form says otherwise; of a `checkbox`, `true[+4.50]|false`, it is `false`,
 * because what costs more is not put in unasked. In a form that carries the attribute itself, every
 * visible field is an option of that name, but for `item` and `quantity`, which are what the proxy takes them for when
 * the form is posted without JavaScript. Prices in the markup are never read.
 *
 * @returns null where the markup names no item, or asks for something that cannot be a cart line.
 */
export function readItemMarkup(element: HTMLElement, attribute: 'cartAdd' | 'cartBuy'): CartLine | null {
  const { dataset } = element;
  const own = element instanceof HTMLFormElement;
  const form = own ? element : element.closest('form');
  const fields = form ? new FormData(form) : new FormData();
  const options = new Map<string, string>();
  for (let n = 1; n <= MAX_OPTIONS; n++) {
    const name = dataset[`itemCustom${n}Name`];
    if (!name) continue;
    const first = dataset[`itemCustom${n}Options`]?.split(/[|[]/)[0]?.trim();
    const unasked = dataset[`itemCustom${n}Type`] === 'checkbox' ? 'false' : first;
    const value = textOf(fields, name) ?? dataset[`itemCustom${n}Value`] ?? unasked;
    if (value) options.set(name, value);
  }
  if (own) {
    for (const name of fields.keys()) {
      const value = textOf(fields, name);
      if (value && !/^(item|quantity)$/.test(name) && isVisible(element, name)) options.set(name, value);
    }
  }
  return (
    readLine({
      item: dataset[attribute] || dataset['itemId'] || (own && textOf(fields, 'item')),
      options: Array.from(options, ([name, value]) => ({ name, value })),
      quantity: Number(textOf(fields, 'quantity') ?? dataset['itemQuantity'] ?? 1),
    })[0] ?? null
  );
}

function textOf(fields: FormData, name: string): string | undefined {
  const value = fields.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Hidden fields belong to the form's way without JavaScript. */
function isVisible(form: HTMLFormElement, name: string): boolean {
  return !Array.from(form.elements as Iterable<Partial<HTMLInputElement>>).some(
    (control) => control.name === name && control.type === 'hidden',
  );
}
