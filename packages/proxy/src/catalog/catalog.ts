import type { CatalogItem } from '@stripe-cart/contract';

/**
 * What may be sold, whatever its source. Nothing outside this map can be bought: an id from a browser is only ever
 * looked up here, and a `Map` has no inherited keys to find.
 */
export type Catalog = ReadonlyMap<string, SaleItem>;

export interface SaleItem {
  /** What a page may see of it. */
  readonly shown: CatalogItem;
  /** How Stripe is to charge for one of it, before option deltas. */
  readonly charge: Charge;
  readonly shippable: boolean;
  /** Pieces there are, all its options together; not set where nobody counts. */
  readonly stock?: number;
  /** Where its buyers come back to; as the catalogue says, so it is looked at before anybody is sent there. */
  readonly returnUrl?: string;
}

export type Charge =
  /** An existing Stripe price. */
  | { readonly by: 'price'; readonly price: string }
  /** Product data made up from `catalog.json`. */
  | {
      readonly by: 'amount';
      readonly taxCode: string | null;
      readonly taxBehavior: 'inclusive' | 'exclusive' | null;
    };
