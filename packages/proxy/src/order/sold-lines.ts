import type { PricedCart } from '../checkout/priced-cart.js';
import type { SoldLine } from './fingerprint.js';
import type { PaymentKind } from './promise.js';

/** What is promised of a cart. */
export function soldLines({ lines }: PricedCart, kind: PaymentKind = 'session'): SoldLine[] {
  const sold = lines.map(({ sold: { shown }, options, quantity, unitAmount }) => ({
    item: shown.id,
    options,
    quantity,
    unitAmount,
    ...(shown.recurring !== null && { recurring: shown.recurring }),
  }));
  return promised(sold, kind);
}

/** Lines as far as this kind of promise goes: of an adjustable link the buyer sets the quantities, one at least. */
export function promised(lines: readonly SoldLine[], kind: PaymentKind): SoldLine[] {
  return lines.map((line) => (kind === 'adjustable-link' ? { ...line, quantity: Math.min(1, line.quantity) } : line));
}
