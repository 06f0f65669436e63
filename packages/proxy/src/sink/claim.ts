import type { OrderState } from './order-state.js';

/**
 * Who hands an order on, when several deliveries of the same event are under way at once. A claim reduces duplicates;
 * it cannot rule them out, because whoever held it may have died between handing the order on and saying so. The
 * receiver's check on the order's id does that.
 */
export interface Claims {
  /**
   * @param order as it was read from Stripe a moment ago
   * @throws {Refusal} where it cannot be told who has it
   */
  claim(order: OrderState, deadline: AbortSignal): Promise<Claim>;
}

export type Claim =
  /** Hand it on, then say how that went. Neither answer throws. */
  | {
      readonly outcome: 'ours';
      /** Names this news of the order, as in `paid` or `partly_refunded.500`: the same at each delivery of it. */
      readonly word: string;
      readonly delivered: (deadline: AbortSignal) => Promise<void>;
      readonly release: (deadline: AbortSignal) => Promise<void>;
    }
  /** This order has been handed on in this state before. */
  | { readonly outcome: 'delivered' }
  /** Somebody else is at it. */
  | { readonly outcome: 'held' };
