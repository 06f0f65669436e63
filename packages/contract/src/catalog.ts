import type { CheckoutMode } from './checkout.js';
import type { Currency } from './money.js';
import type { Recurring } from './recurring.js';

/** The reply to `GET /v1/config`: what a page may know of the shop. */
export interface ShopConfig {
  /** Version of proxy and widget, as in `0.1.0`. */
  readonly version: string;
  /** The shop's id, part of the signed promise and of the names under which a page stores its cart. */
  readonly shop: string;
  /** False with a test key: the widget then says so on every drawer. */
  readonly livemode: boolean;
  /** Null where buyers only ever pay on Stripe's own page. */
  readonly publishableKey: string | null;
  /** The ways to pay that this proxy offers. */
  readonly modes: readonly CheckoutMode[];
  /** The owner's sentence while nothing is sold (`CART_CLOSED`), else null. */
  readonly closed: string | null;
  /**
   * The origins a buyer may be sent to in order to pay: Stripe's, a custom domain of the shop's, or the sandbox's.
   * The widget navigates nowhere else, whatever a reply says.
   */
  readonly checkoutOrigins: readonly string[];
  /** Whether buyers of subscriptions may change and end them by Stripe's customer portal (`POST /v1/portal`). */
  readonly portal: boolean;
}

/** The reply to `GET /v1/catalog`. */
export interface CatalogReply {
  readonly config: ShopConfig;
  readonly items: readonly CatalogItem[];
}

/** One thing for sale, as a page may show it. Text is text: it is never HTML. */
export interface CatalogItem {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** An absolute https URL (http on a loopback host), or null. */
  readonly image: string | null;
  /** The item's own page, under the same rule, or null. */
  readonly url: string | null;
  readonly currency: Currency;
  /** Price of one, before option deltas, in minor units. */
  readonly unitAmount: number;
  readonly quantity: QuantityRule;
  readonly options: readonly CatalogOption[];
  /** Set where the price recurs; what cannot be sold in the shop's mode is left out of the reply. */
  readonly recurring: Recurring | null;
  /** False while the item cannot be bought: sold out, or archived in Stripe. */
  readonly available: boolean;
}

/** Allowed quantities: `min`, `min + step`, … up to `max`. All are whole numbers, 1 or more. */
export interface QuantityRule {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** A choice among values, or free text such as an engraving. */
export type CatalogOption =
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly required: boolean;
      readonly values: readonly OptionValue[];
    }
  | {
      readonly kind: 'text';
      readonly name: string;
      readonly required: boolean;
      /** In UTF-16 code units, 1 to 500. */
      readonly maxLength: number;
    };

export interface OptionValue {
  readonly value: string;
  /** Added to the price of one, in minor units; may be negative. */
  readonly delta: number;
}
