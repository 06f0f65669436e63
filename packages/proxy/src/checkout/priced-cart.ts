import type { CartOption, Currency } from '@stripe-cart/contract';
import type { SaleItem } from '../catalog/catalog.js';

/** A cart with the catalogue's prices in it. No number in it but the quantities has come from a browser. */
export interface PricedCart {
  readonly currency: Currency;
  /** Sum of the lines, in minor units. */
  readonly subtotal: number;
  readonly lines: readonly PricedLine[];
}

export interface PricedLine {
  readonly sold: SaleItem;
  /** The choices made, in the catalogue's order. */
  readonly options: readonly CartOption[];
  readonly quantity: number;
  /** Price of one, option deltas included, in minor units. */
  readonly unitAmount: number;
}
