/** Which period of a subscription was paid, or is to be. */
export interface Renewal {
  /** Id of the invoice, as in `in_1Q0…`. */
  readonly invoice: string;
  /** The invoice's own number; null where it has none yet. */
  readonly number: string | null;
  /** What it is for, in seconds since the epoch. */
  readonly period: { readonly start: number; readonly end: number };
  /** When Stripe tries again by itself, in seconds since the epoch; null where it will not. */
  readonly nextAttempt: number | null;
}
