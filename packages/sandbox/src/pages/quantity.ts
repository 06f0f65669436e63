import type { Account } from '../account/account.js';
import type { WireLineItem } from '../account/wire.js';
import { adjustQuantity } from '../checkout/adjust-quantity.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import type { Entries } from './entries.js';
import { markup, type Html } from './markup.js';

/** What the buyer asked for and cannot have. */
export interface QuantityProblem {
  readonly lineItem: string;
  readonly message: string;
}

/**
 * The quantity that the buyer asked for, where the button beside one was pressed.
 *
 * @returns undefined for every other submission
 */
export function changeQuantity(
  account: Account,
  record: CheckoutRecord,
  entries: Entries,
): { readonly problem: QuantityProblem | null } | undefined {
  const lineItem = entries['adjust'];
  if (lineItem === undefined) return undefined;
  const text = entries['quantity']?.trim() ?? '';
  const message = adjustQuantity(account, record, lineItem, /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN);
  return { problem: message === null ? null : { lineItem, message } };
}

/** How many of a line: a number, or a form of its own where the buyer may change it. */
export function quantityOf(item: WireLineItem, isOpen: boolean, problem: QuantityProblem | null): Html {
  const { id, quantity, adjustable_quantity: bounds } = item;
  if (!bounds || !isOpen) return markup`<small>Quantity ${quantity}</small>`;
  const complaint = problem?.lineItem === id ? problem.message : null;
  return markup`<form class="quantity" method="post" novalidate data-testid="quantity">
    <label for="quantity-${id}">Quantity<span class="unseen">: ${item.description}</span></label>
    <input
      id="quantity-${id}"
      name="quantity"
      type="number"
      inputmode="numeric"
      min="${bounds.minimum ?? 0}"
      ${bounds.maximum === null ? null : markup`max="${bounds.maximum}"`}
      value="${quantity}"
      ${complaint === null ? null : markup`aria-invalid="true" aria-describedby="quantity-problem" autofocus`}
    />
    <button class="plain" name="adjust" value="${id}">Update</button>
    ${complaint === null ? null : markup`<p class="problem" role="alert" id="quantity-problem">${complaint}</p>`}
  </form>`;
}
