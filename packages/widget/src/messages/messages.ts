import type { OrderStatus, ProblemCode } from '@stripe-cart/contract';
import type { Obstacle, PricedCart } from '../cart/priced-cart.js';
import type { WidgetProblem } from '../proxy-client.js';

type Title = string;
type Explanation = string;

/** Everything the widget says to a buyer. One file per language; a language has all of it or does not compile. */
export interface Messages {
  readonly cart: string;
  readonly openCart: (count: number) => string;
  readonly close: string;
  /** Empty where the item's name is not known yet. */
  readonly added: (name: string) => string;
  readonly viewCart: string;
  readonly empty: string;
  readonly loading: string;
  readonly retry: string;
  readonly quantityOf: (name: string) => string;
  readonly fewer: (name: string) => string;
  readonly more: (name: string) => string;
  readonly remove: string;
  readonly removeItem: (name: string) => string;
  readonly removed: (name: string) => string;
  readonly each: (price: string) => string;
  readonly quantityNow: (name: string, quantity: number) => string;
  readonly quantityClamped: (quantity: number) => string;
  readonly choose: string;
  readonly subtotal: string;
  readonly taxesLater: string;
  readonly checkout: string;
  readonly checking: string;
  readonly starting: string;
  readonly leaving: string;
  readonly continue: string;
  readonly testMode: string;
  readonly cancelled: string;
  readonly paidElsewhere: string;
  readonly priceChanged: string;
  readonly priceWas: (before: string, now: string) => string;
  readonly agree: (total: string) => string;
  readonly back: string;
  readonly beingPaid: string;
  readonly beingPaidNote: string;
  readonly checkAgain: string;
  readonly orderAgain: string;
  readonly reference: (id: string) => string;
  readonly obstacles: Readonly<Record<Obstacle, string>>;
  readonly conflicts: Readonly<Record<NonNullable<PricedCart['conflict']>, string>>;
  /** A sentence per code; a code without one of its own is a matter for the owner and gets `anyProblem`. */
  readonly problems: Readonly<Partial<Record<ProblemCode | WidgetProblem['code'], string>>>;
  readonly anyProblem: string;
  readonly confirming: string;
  readonly orderNumber: (number: string) => string;
  readonly orders: Readonly<Record<OrderStatus, readonly [Title, Explanation]>>;
  readonly unverified: readonly [Title, Explanation];
  readonly stillChecking: string;
  readonly discount: string;
  readonly shipping: string;
  readonly tax: string;
  readonly total: string;
  readonly charged: (amount: string) => string;
  readonly copyLink: string;
  readonly copied: string;
  readonly backToCart: string;
}

/** Longest sentence of the owner's that is shown, in UTF-16 code units. */
const MAX_OWNER_SENTENCE = 300;

/**
 * What to tell the buyer, chosen by code and never taken from a server. The one exception is the owner's own sentence
 * while the shop is closed, shown as text and cut to a decent length.
 */
export function sentenceFor(problem: WidgetProblem, messages: Messages): string {
  if (problem.code === 'closed' && 'message' in problem)
    return ownerSentence(problem.message) || (messages.problems.closed ?? '');
  return Object.hasOwn(messages.problems, problem.code) ? (messages.problems[problem.code] ?? '') : messages.anyProblem;
}

export function ownerSentence(text: unknown): string {
  return typeof text === 'string' ? text.slice(0, MAX_OWNER_SENTENCE).toWellFormed() : '';
}
