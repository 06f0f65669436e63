/**
 * A cart line names what the buyer wants and how many. It has no amount: prices belong to the catalogue,
 * and no number from a browser but the quantity may reach Stripe.
 */
export interface CartLine {
  /** Catalogue id: a Stripe lookup key where the price has one, else its price id; or an id of `catalog.json`. */
  readonly item: string;
  /** The choices made, each option at most once. Their order means nothing. */
  readonly options: readonly CartOption[];
  /** A whole number, 1 or more. The catalogue's own minimum, maximum and step are checked by the proxy. */
  readonly quantity: number;
}

export interface CartOption {
  /** As the catalogue names it, 1 to 40 characters. */
  readonly name: string;
  /** One of the catalogue's values, or the buyer's own text where the option takes text. 1 to 500 characters. */
  readonly value: string;
}

/**
 * Most lines in a cart. Stripe takes 100 line items in payment mode
 * (stripe 23.1.0, Checkout/Sessions.d.ts, `SessionCreateParams.line_items`).
 */
export const MAX_LINES = 100;

/** Largest quantity of a line: Stripe's own ceiling (Checkout/Sessions.d.ts, `adjustable_quantity.maximum`). */
export const MAX_QUANTITY = 999_999;

/** Longest item id, in UTF-16 code units: Stripe's lookup keys end at 200 characters. */
export const MAX_ITEM_ID_LENGTH = 200;

/** Longest option name and value, in UTF-16 code units: the room a Stripe metadata key and value have. */
export const MAX_OPTION_NAME_LENGTH = 40;
export const MAX_OPTION_VALUE_LENGTH = 500;

/** Most options on one line. */
export const MAX_OPTIONS = 10;

/**
 * The identity of a line: two lines with the same key are the same thing in two places, and are merged.
 * Quantity has no part in it, nor has the order in which options were chosen.
 */
export function lineKey(line: Pick<CartLine, 'item' | 'options'>): string {
  return JSON.stringify([line.item, ...line.options.map(({ name, value }) => [name, value]).sort(byCodeUnits)]);
}

/** Sorting must not depend on the locale of the machine: both ends have to build the same key. */
function byCodeUnits(a: readonly string[], b: readonly string[]): number {
  const left = a.join('\0');
  const right = b.join('\0');
  return left < right ? -1 : left > right ? 1 : 0;
}
