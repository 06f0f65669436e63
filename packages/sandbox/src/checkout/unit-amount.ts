import type { WireLineItem } from '../account/wire.js';

/** What one of it costs on this line, in minor units of the session's currency: a price may have several currencies. */
export function unitAmountOf({ amount_subtotal: amount, quantity }: WireLineItem): number {
  return amount / (quantity ?? 1);
}
