import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError } from '../errors.js';
import type { Happening } from './intent-states.js';
import type { Intent } from './pending-action.js';

/**
 * What a PaymentIntent or SetupIntent is for, where Stripe made it for something: a Checkout Session, an invoice or a
 * subscription. Such an intent is not the shop's own to confirm, change or cancel, unless a session's money is held.
 * `account.purposes` has them by the intent's id; an intent that is not in it was made directly and pays for nothing
 * that Stripe knows of.
 */
export interface Purpose {
  /** `attached`: the shop made the intent itself and attached it to an invoice, so it stays the shop's own. */
  readonly is: 'session' | 'invoice' | 'subscription' | 'attached';
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
  moved(happening: Happening | 'set_up', from: Stripe.PaymentIntent.Status): void;
}

/** What Stripe made the intent for, so that only that may confirm, change or cancel it; null for the shop's own. */
export function ownerOf(account: Account, intent: Intent): Purpose | null {
  const purpose = purposeOf(account, intent);
  return purpose?.is === 'attached' ? null : purpose;
}

/** What the intent pays for, or null for one that the shop made itself. */
export function purposeOf(account: Account, intent: Intent): Purpose | null {
  return account.purposes.get(intent.id) ?? null;
}

/** The refusal of what only a session or an invoice does with the intent that it made. */
export function ownedIntent({ is }: Purpose, what: string, param = 'intent'): ApiError {
  const rule = is === 'session' ? 'session-intent' : 'owned-intent';
  const owner = is === 'session' ? 'Checkout Session' : is;
  return new ApiError(rule, 400, `The PaymentIntent of a ${owner} cannot be ${what} directly.`, { param });
}
