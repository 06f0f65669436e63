/** What the payment step says; loaded with it when a buyer gets there. */
export interface PaymentMessages {
  readonly editCart: string;
  readonly loading: string;
  /** On the button, and on one that leads there instead. */
  readonly pay: (total: string) => string;
  readonly payHosted: string;
  readonly paying: string;
  readonly offline: string;
  /** The cart or its prices changed while the step was open. */
  readonly changed: string;
}

/** What it says when something is out of the ordinary, such as a refused card; loaded when something is. */
export interface PaymentTroubleMessages {
  /** What became of a press. */
  readonly mishaps: {
    /** Some field is empty or wrong; Stripe marks it. */
    readonly incomplete: string;
    /** The total is not what it was when the button was pressed. */
    readonly repriced: string;
    /** Stripe has not answered for a minute. */
    readonly waiting: string;
    /** Stripe says that nothing was paid, and the form is open. */
    readonly unpaid: string;
  };
  readonly unavailable: string;
  readonly expired: string;
  readonly startAgain: string;
  /** Why a promotion code was not taken. */
  readonly changes: Readonly<Record<string, string>>;
  readonly refused: string;
}
