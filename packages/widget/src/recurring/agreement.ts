import type { Currency, RecurringTotal } from '@stripe-cart/contract';
import type { PricedCart } from '../cart/priced-cart.js';

/** What a buyer of something that recurs agrees to; all amounts in minor units, before shipping, tax and discounts. Pure. */
export interface Agreement extends RecurringTotal {
  readonly currency: Currency;
  /** Due at the checkout: what is paid once, and the first period unless a trial comes before it. */
  readonly today: number;
}

/** Null where nothing in the cart recurs, or its parts cannot be paid together. */
export function agreementOf({ recurring, currency, conflict, subtotal }: PricedCart): Agreement | null {
  if (!recurring || !currency || conflict) return null;
  const today = recurring.trialDays === undefined ? subtotal : subtotal - recurring.amount;
  return { ...recurring, currency, today };
}
