import type { Account } from '../account/account.js';
import type { WireLineItem } from '../account/wire.js';
import { MAXIMUM_CHARGE, minimumCharge, stepOf } from '../money/currency.js';
import { totalsOf } from '../money/totals.js';
import type { CheckoutRecord } from './checkout-record.js';
import { discountOf, problemWithDiscount, reductionOf, setTotals } from './discount.js';
import { unitAmountOf } from './unit-amount.js';

/**
 * The buyer wants another quantity of a line, within its bounds. None takes the line out, unless it is the only one.
 *
 * @returns why it cannot be had; null when the session has changed
 */
export function adjustQuantity(
  account: Account,
  record: CheckoutRecord,
  lineItem: string,
  quantity: number,
): string | null {
  const { lineItems } = record;
  const bounds = lineItems.find(({ id }) => id === lineItem)?.adjustable_quantity;
  if (!bounds) return 'The quantity of this item is fixed.';
  const least = lineItems.length === 1 ? Math.max(1, bounds.minimum ?? 0) : (bounds.minimum ?? 0);
  const most = bounds.maximum ?? quantity;
  if (!Number.isInteger(quantity) || quantity < least || quantity > most) {
    return `Choose a quantity from ${least} to ${most}.`;
  }
  const changed = lineItems
    .map((item) => (item.id === lineItem ? inQuantity(item, quantity) : item))
    .filter((item) => item.quantity !== 0);
  const problem = problemWithTotal(account, record, changed);
  if (problem) return problem;
  record.lineItems = changed;
  setTotals(account, record);
  return null;
}

function inQuantity(item: WireLineItem, quantity: number): WireLineItem {
  return { ...item, quantity, amount_subtotal: unitAmountOf(item) * quantity };
}

/** What Stripe would not charge, or a discount that such an order does not have any more. */
function problemWithTotal(account: Account, record: CheckoutRecord, lineItems: readonly WireLineItem[]): string | null {
  const { session } = record;
  const currency = session.currency ?? '';
  const discount = discountOf(account, record);
  const { subtotal, total } = totalsOf(
    lineItems.map(({ amount_subtotal: amount }) => amount),
    discount && reductionOf(discount),
    session.shipping_cost?.amount_total ?? 0,
    stepOf(currency),
  );
  if (total > MAXIMUM_CHARGE) return 'That is more than can be paid at once.';
  if (total > 0 && total < minimumCharge(currency)) return 'That is too little to be paid.';
  const customer = typeof session.customer === 'string' ? session.customer : null;
  return (discount && problemWithDiscount(account, discount, { currency, subtotal, customer })?.message) ?? null;
}
