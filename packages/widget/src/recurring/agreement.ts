import type { Currency, Recurring } from '@stripe-cart/contract';
import type { PricedCart } from '../cart/priced-cart.js';

/** What a buyer of something that recurs agrees to; all amounts in minor units, before shipping, tax and discounts. Pure. */
export interface Agreement extends Recurring {
  readonly currency: Currency;
  /** Of each period. */
  readonly amount: number;
  /** Due at the checkout: what is paid once, and the first period unless a trial comes before it. */
  readonly today: number;
}

/** Null where nothing in the cart recurs, or its parts cannot be paid together. */
export function agreementOf({ lines, currency, conflict, subtotal }: PricedCart): Agreement | null {
  const recurring = lines.filter(({ item, obstacle }) => item?.recurring && !obstacle);
  const terms = recurring[0]?.item?.recurring;
  if (!terms || !currency || conflict) return null;
  const amount = recurring.reduce((sum, line) => sum + line.subtotal, 0);
  return { ...terms, currency, amount, today: terms.trialDays === undefined ? subtotal : subtotal - amount };
}
