import type { Currency, Recurring } from '@stripe-cart/contract';

/**
 * `catalog.json`, version 1; `catalog.schema.json` is the same as JSON Schema. Complete from the start, so that a
 * file written today stays valid. Amounts are whole numbers of minor units.
 */
export interface CatalogFile {
  readonly version: 1;
  /** The currency the shop charges in. */
  readonly currency: Currency;
  /** 1 to 10,000 items with different ids. */
  readonly items: readonly CatalogFileItem[];
}

export interface CatalogFileItem {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** Absolute http(s) URLs. */
  readonly image?: string;
  readonly url?: string;
  /** Where its buyers come back to when they have paid, in place of `CART_RETURN_URL`; under the same rules as that. */
  readonly returnUrl?: string;
  /** Price of one, by currency; the catalogue's own currency is required. */
  readonly amounts: Readonly<Record<Currency, number>>;
  /** Default: any quantity from 1 to 99. */
  readonly quantity?: { readonly min?: number; readonly max?: number; readonly step?: number };
  readonly options?: readonly CatalogFileOption[];
  readonly recurring?: Recurring;
  /** Whether a shipping address is needed for it; true by default where the shop asks for addresses at all. */
  readonly shippable?: boolean;
  /** Pieces left, the most that one cart may have of it. 0 makes the item unavailable. Nothing is reserved: two buyers can be quick. */
  readonly stock?: number;
  /** Stripe's tax code, as in `txcd_99999999`. */
  readonly taxCode?: string;
  readonly taxBehavior?: 'inclusive' | 'exclusive';
}

export type CatalogFileOption =
  | {
      readonly name: string;
      /** A choice: one of these. */
      readonly values: readonly {
        readonly value: string;
        /** Added to the price of one, by currency; a currency left out adds nothing. */
        readonly deltas?: Readonly<Record<Currency, number>>;
      }[];
      readonly required?: boolean;
    }
  | {
      readonly name: string;
      /** The buyer's own text, of this many UTF-16 code units at most. */
      readonly maxLength: number;
      readonly required?: boolean;
    };
