import type { InvoiceStatus, OrderStatus, ProblemCode, Recurring } from '@stripe-cart/contract';
import type { Obstacle, PricedCart } from '../cart/priced-cart.js';
import type { WidgetProblem } from '../proxy-client.js';

type Title = string;
type Explanation = string;
export type OrderWords = readonly [Title, Explanation];

/** The ordinary end of an order, and what any other is told as while there are no words for it. */
export type EverydayStatus = 'paid' | 'unknown';

/** Why there is no order to show: nothing names one that we know, or nobody could be asked. */
export type NoOrder = 'unverified' | 'unreachable';

/** What the widget says on an ordinary day. One file per language; a language has all of it or does not compile. */
export interface Messages {
  readonly cart: string;
  readonly openCart: (count: number) => string;
  readonly close: string;
  readonly added: string;
  readonly viewCart: string;
  readonly empty: string;
  readonly loading: string;
  readonly retry: string;
  readonly quantityOf: (name: string) => string;
  readonly fewer: (name: string) => string;
  readonly more: (name: string) => string;
  readonly remove: string;
  readonly removeItem: (name: string) => string;
  readonly quantityNow: (name: string, quantity: number) => string;
  readonly each: (price: string) => string;
  readonly subtotal: string;
  readonly taxesLater: string;
  readonly checkout: string;
  readonly checking: string;
  readonly starting: string;
  readonly leaving: string;
  readonly paying: string;
  readonly continue: string;
  readonly testMode: string;
  readonly cancelled: string;
  readonly backToCart: string;
  /** For every problem while the words of trouble are not loaded. */
  readonly problem: string;
  readonly confirming: string;
  readonly orderNumber: (number: string) => string;
  readonly orders: Readonly<Record<EverydayStatus, OrderWords>>;
  readonly discount: string;
  readonly shipping: string;
  readonly tax: string;
  readonly total: string;
  readonly copyLink: string;
  readonly copied: string;
  readonly checkAgain: string;
}

/** What it says when something is out of the ordinary; loaded with the rest of `trouble/` when something is. */
export interface TroubleMessages {
  /** A sentence per code; a code without one of its own is a matter for the owner and gets `owner`. */
  readonly problems: Readonly<Partial<Record<ProblemCode | WidgetProblem['code'], string>>>;
  /** On the button under a problem that only a change of the cart can mend. */
  readonly lookThrough: string;
  readonly owner: string;
  readonly reference: (id: string) => string;
  readonly obstacles: Readonly<Record<Obstacle, string>>;
  readonly conflicts: Readonly<Record<NonNullable<PricedCart['conflict']>, string>>;
  readonly orders: Readonly<Record<Exclude<OrderStatus, EverydayStatus> | NoOrder, OrderWords>>;
  /** Nothing says which order. */
  readonly noOrder: OrderWords;
  readonly pendingInCart: OrderWords;
  /** Beside the button that asks again. */
  readonly checkedAt: (time: string) => string;
  /** Where Stripe converted it. */
  readonly charged: (amount: string) => string;
  /** On the page a buyer comes back to unpaid. */
  readonly cartAsLeft: string;
  readonly payAgain: string;
  /** The order was begun in another browser, or in an app's own; the second where it is not paid. */
  readonly orderedElsewhere: string;
  readonly payElsewhere: string;
  readonly choose: string;
  readonly paidElsewhere: string;
  readonly priceChanged: string;
  readonly priceWas: (before: string, now: string) => string;
  readonly agree: (total: string) => string;
  readonly beingPaid: string;
  readonly beingPaidNote: string;
  readonly orderAgain: string;
}

/** What a page says that sells by links made beforehand; loaded with the rest of `fixed-link/`. */
export interface FixedLinkMessages {
  /** Beside the total, where quantities are set on Stripe's page. */
  readonly youSet: (things: string) => string;
  readonly noLink: string;
  readonly instead: string;
  /** No combination that exists is near. */
  readonly askTheShop: string;
  readonly add: (things: string) => string;
  readonly takeOut: (things: string) => string;
  readonly cartNow: (things: string) => string;
  readonly payOnly: (things: string) => string;
  /** After payment, where nothing could be verified. */
  readonly back: OrderWords;
  readonly cartKept: (things: string) => string;
  readonly havePaid: string;
  /** Where there is more in it. */
  readonly havePaidPart: string;
  /** Where they left more than once, for different carts. */
  readonly havePaidFor: (things: string) => string;
  readonly thanks: OrderWords;
}

/** What the payment step says; loaded with the rest of `elements/` when a buyer gets there. */
export interface PaymentMessages {
  readonly editCart: string;
  readonly loading: string;
  /** On the button. */
  readonly pay: (total: string) => string;
  readonly paying: string;
  readonly address: string;
  readonly phone: string;
  /** Some field is empty or wrong; Stripe marks it. */
  readonly incomplete: string;
  /** The total is not what it was when the button was pressed. */
  readonly repriced: string;
  readonly offline: string;
  /** The cart or its prices changed while the step was open. */
  readonly changed: string;
}

/** What a buyer may choose there: how it is shipped, a promotion code; loaded where the shop has either. */
export interface ChoiceMessages {
  readonly shippingOption: string;
  readonly free: string;
  readonly promotionCode: string;
  readonly apply: string;
}

/** What it says when something is out of the ordinary, such as a refused card; loaded when something is. */
export interface PaymentTroubleMessages {
  /** Stripe has not answered for a minute. */
  readonly waiting: string;
  /** Stripe says that nothing was paid, and the form is open. */
  readonly unpaid: string;
  readonly unavailable: string;
  readonly payHosted: string;
  readonly expired: string;
  readonly startAgain: string;
  /** A sentence per decline code; a code without one of its own gets `declined`. */
  readonly declines: Readonly<Record<string, string>>;
  readonly declined: string;
  readonly changes: Readonly<Record<string, string>>;
  readonly refused: string;
}

/** What the page of an invoice says; loaded with the rest of `invoice/` where there is such an element. */
export interface InvoiceMessages {
  readonly asking: string;
  readonly invoice: (number: string | null) => string;
  readonly due: (day: string) => string;
  readonly overdue: (day: string) => string;
  /** Where there are more lines than are shown: before what the others come to. */
  readonly rest: string;
  readonly paid: string;
  readonly remaining: string;
  /** How it stands where it cannot be paid here now, and the next step. */
  readonly statuses: Readonly<Record<Exclude<InvoiceStatus, 'open'>, OrderWords>>;
  /** For a status that only a newer proxy knows. */
  readonly unknownStatus: OrderWords;
  readonly formLoading: string;
  /** On the button. */
  readonly pay: (total: string) => string;
  /** No network, before anything was confirmed. */
  readonly offline: string;
  /** The explanation also stands for every problem while the words of trouble are not loaded. */
  readonly unavailable: OrderWords;
  /** On the page somebody comes back to, where it is still open. */
  readonly notPaid: string;
  /** The button there that leads back to its form; or what to do where nothing leads there. */
  readonly payAgain: string;
  readonly openAgain: string;
}

/** What is said of prices that recur; loaded with the rest of `recurring/` where there is one in the cart or in an order. */
export interface RecurringMessages {
  /** As in “every month”, or “every 3 weeks”. */
  readonly every: (interval: Recurring['interval'], count: number) => string;
  readonly untilCancelled: (amount: string, every: string) => string;
  /** Something of the cart is paid once. */
  readonly todayThen: (today: string, amount: string, every: string) => string;
  readonly todayThenTrial: (today: string, amount: string, days: number, every: string) => string;
  readonly firstPayment: (amount: string, day: string, every: string) => string;
  readonly nextPayment: (day: string) => string;
  /** What a trial takes off the lines. */
  readonly trial: string;
  /** In place of today's amount, where there is none; and where it is another one than the catalogue's. */
  readonly nothing: string;
  readonly theTotal: string;
  readonly net: string;
  /** It has ended, or runs until the end of what was paid for, or is paused. */
  readonly notAgain: string;
  readonly manage: string;
  /** The portal cannot be had. */
  readonly notManaged: string;
}
