import type { Currency, Recurring } from '@stripe-cart/contract';
import type { Place } from '../finding.js';

/** What one place of one page says about one item: the whole product, or no more than that a button is for it. */
export interface Claim {
  readonly item: string;
  readonly from: 'markup' | 'json-ld' | 'microdata';
  readonly place: Place;
  /** It puts the item into a cart. */
  readonly isButton: boolean;
  readonly name?: Stated<string> | undefined;
  readonly description?: Stated<string> | undefined;
  /** It names an image, usable or not. */
  readonly hasImage: boolean;
  /** Absolute addresses. */
  readonly image?: Stated<string> | undefined;
  readonly url?: Stated<string> | undefined;
  /** Minor units. Empty where the place has no price, or none that can be read. */
  readonly amounts: ReadonlyMap<Currency, Stated<number>>;
  /** It names a price, readable or not: no need to say that one is missing. */
  readonly hasPrice: boolean;
  readonly quantity?: Stated<QuantityClaim> | undefined;
  readonly options: readonly OptionClaim[];
  readonly recurring?: Stated<Recurring> | undefined;
  readonly shippable?: Stated<boolean> | undefined;
  readonly stock?: Stated<number> | undefined;
  readonly taxCode?: Stated<string> | undefined;
  readonly taxBehavior?: Stated<'inclusive' | 'exclusive'> | undefined;
}

export interface Stated<Value> {
  readonly value: Value;
  readonly place: Place;
}

export interface QuantityClaim {
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}

export type OptionClaim = ChoiceClaim | FixedClaim | TextClaim;

export interface ChoiceClaim {
  readonly kind: 'choice';
  readonly name: string;
  readonly place: Place;
  readonly required: boolean;
  readonly values: readonly ValueClaim[];
  /** It could have said what a value adds to the price. A form's own fields cannot. */
  readonly isPriced: boolean;
}

/** A value the page gives and the buyer cannot change. Other pages may give others. */
export interface FixedClaim {
  readonly kind: 'fixed';
  readonly name: string;
  readonly place: Place;
  readonly value: string;
}

export interface TextClaim {
  readonly kind: 'text';
  readonly name: string;
  readonly place: Place;
  readonly required: boolean;
  /** In UTF-16 code units. */
  readonly maxLength: number;
  /** What the button sends unless the buyer says otherwise; one of a choice, where another place declares one. */
  readonly given: string | null;
}

export interface ValueClaim {
  readonly value: string;
  /** Minor units, by currency; empty where it adds nothing in any. */
  readonly deltas: Readonly<Record<Currency, number>>;
}
