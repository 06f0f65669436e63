import type { CartLine } from './cart-lines.js';
import type { CatalogItem } from './catalog.js';
import type { Currency } from './money.js';

/**
 * `links.json`, version 1: all that a page with `checkout="fixed-link"` knows of its shop. `npx stripe-cart links`
 * writes it, the widget reads it, and no proxy has to exist. What is charged is what stands in each link at Stripe;
 * the prices here are what the page shows.
 */
export interface FixedLinks {
  /** Where the JSON Schema is; for editors. */
  readonly $schema?: string;
  readonly version: 1;
  /** The shop's id, as `CART_SHOP`: part of the names under which a page stores its cart. */
  readonly shop: string;
  /** False where the links were made with a test key. */
  readonly livemode: boolean;
  /** The currency all of it is in. */
  readonly currency: Currency;
  /** What the page may show and put into the cart, as in the reply to `GET /v1/catalog`. */
  readonly items: readonly CatalogItem[];
  readonly links: readonly FixedLink[];
}

/** One payment link that exists at Stripe, and the cart it is for. */
export type FixedLink = CombinationLink | AmountLink;

/** For exactly these lines, in any order. */
export interface CombinationLink {
  /** Absolute, https (http on a loopback host): a payment link of Stripe's, or on the shop's own domain there. */
  readonly url: string;
  /** 1 to 20 lines, no two with the same item and options. */
  readonly lines: readonly CartLine[];
  /** What the lines cost by `items`, in minor units, before whatever Stripe's page adds or takes away. */
  readonly total: number;
  /**
   * The buyer sets the quantities on Stripe's page, which starts with those of `lines`: this link is then for any
   * quantities of these items, and the page has to say so beside the total.
   */
  readonly adjustable: boolean;
}

/** For any cart that comes to this amount, made by hand in the Dashboard: Stripe is not told what is in the cart. */
export interface AmountLink {
  readonly url: string;
  /** Minor units. */
  readonly amount: number;
}

/** Most line items a payment link takes (stripe 23.1.0, PaymentLinks.d.ts, `PaymentLinkCreateParams.line_items`). */
export const MAX_LINK_LINES = 20;
