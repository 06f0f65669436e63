/** What the form of `checkout="elements"` says beside Stripe's own fields. */
export interface ElementsMessages {
  readonly address: string;
  readonly phone: string;
}

/** What a buyer may choose there: how it is shipped, a promotion code; loaded where the shop has either. */
export interface ChoiceMessages {
  readonly shippingOption: string;
  readonly free: string;
  readonly promotionCode: string;
  readonly apply: string;
}
