import type { Config } from '../config/config.js';
import type { StripeGateway } from '../stripe/gateway.js';
import type { FoundOrder } from './found-order.js';
import type { SalePromise } from './promise.js';

/** What reading an order takes. */
export interface ReadingDeps {
  readonly config: Config;
  readonly gateway: StripeGateway;
}

/** What an id leads to. Whoever asked with a browser is told of the first only; to money the others differ. */
export type Reading<Order extends FoundOrder = FoundOrder> =
  | { readonly is: 'ours'; readonly order: Order }
  /** Stripe shows nothing of this id to this key. */
  | { readonly is: 'missing' }
  /** Somebody else's: another shop's, or made by something else on the same account. */
  | { readonly is: 'foreign' }
  /** It bears this shop's name, and its signature is by none of our secrets. @property isComplete money may have moved */
  | { readonly is: 'unsigned'; readonly isComplete: boolean };

/** What is looked for, if it is not any order at all. */
export interface Asked {
  /** Whether what was promised is what is looked for. Asked before anything more is read from Stripe. */
  readonly isWanted?: (promise: SalePromise) => boolean;
  /**
   * Whether the status is all that is asked for. Lines are then read only where it rests on them, and of a subscription
   * its first payment and no more.
   */
  readonly onlyStatus?: boolean;
  /**
   * One call and no more: what is sold on lines that Stripe did not send along is left open, and so is `paid`. Of a
   * subscription, whose money its session does not show, nothing is said that would rest on that.
   */
  readonly inOneCall?: boolean;
}
