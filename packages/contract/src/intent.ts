import type { Currency } from './money.js';

/** What the buyer has decided in the form of `checkout="intent"`. Nothing about the person: that goes to Stripe only. */
export interface IntentSubmit {
  /** Id of one of `IntentFormReply.shippingOptions`; null where there are none. */
  readonly shippingOption: string | null;
  /** The total that stands on the button, in minor units. Only ever used to refuse (`price_changed`). */
  readonly total: number;
  /**
   * Where the shop confirms on its server (`IntentFormReply.confirm`): what Stripe.js made of the form. The proxy passes
   * it on to Stripe; on its own it pays for nothing. The first answer is `replayed`: the PaymentIntent has been made, and
   * is confirmed by the same request with `resume`, once the browser has stored that.
   */
  readonly confirmationToken?: string;
}

/** What the form has to show and to ask. Nothing has been made at Stripe, and nothing is promised by it. */
export interface IntentFormReply {
  readonly status: 'form';
  readonly mode: 'intent';
  readonly currency: Currency;
  /** Sum of the lines in minor units; the total is this and the chosen shipping option's amount. */
  readonly subtotal: number;
  readonly collects: IntentDetails;
  /** The ways of shipping, the first one chosen beforehand; empty where nothing is posted or shipping costs nothing. */
  readonly shippingOptions: readonly ShippingOption[];
  /** `manual` holds the money and takes it later; Stripe's Elements have to be told (`captureMethod`). */
  readonly capture: 'automatic' | 'manual';
  /** Who confirms: Stripe.js in the page, or the proxy with a ConfirmationToken. */
  readonly confirm: 'client' | 'server';
}

export interface IntentDetails {
  /** Something in the cart is posted: its address is asked for, within `countries`. */
  readonly shippingAddress: boolean;
  readonly phone: boolean;
  /** ISO 3166-1 alpha-2; empty for all that Stripe knows. */
  readonly countries: readonly string[];
}

export interface ShippingOption {
  /** Id of a Stripe shipping rate. */
  readonly id: string;
  readonly name: string;
  /** Minor units of the form's currency. */
  readonly amount: number;
}
