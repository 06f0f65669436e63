import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import type { Happening } from './intent-states.js';

/**
 * What a PaymentIntent pays for, where that is something that Stripe made it for: a Checkout Session or an invoice. Such
 * an intent is not the shop's own to confirm, change or cancel. `account.purposes` has them by the intent's id; an
 * intent that is not in it was made directly and pays for nothing that Stripe knows of.
 */
export interface Purpose {
  readonly is: 'session' | 'invoice';
  /** The id of what is paid for. */
  readonly id: string;
  /** Whose payment it is to be, asked just before the charge is made; null for nobody's. */
  customer(): string | null;
  /**
   * Asked again when the buyer comes back from a bank's page.
   *
   * @throws ApiError where it cannot be paid any more, or not with this amount
   */
  refuseUnlessPayable(intent: Stripe.PaymentIntent): void;
  /**
   * The intent has moved, and its own events are out: what is paid for follows.
   *
   * @param from the status before; `processing` and a voucher's `requires_action` mean that the answer came days later
   */
  moved(happening: Happening, from: Stripe.PaymentIntent.Status): void;
}

/** What the intent was made for, or null for one that the shop made itself. */
export function purposeOf(account: Account, intent: Stripe.PaymentIntent): Purpose | null {
  return account.purposes.get(intent.id) ?? null;
}
