import type Stripe from 'stripe';
import type { Account } from '../account/account.js';

/** Money that a bank holds for the shop, and until when. */
export interface Hold {
  readonly intent: Stripe.PaymentIntent;
  readonly charge: Stripe.Charge;
  /** Seconds since the epoch on the account's clock. */
  readonly dueAt: number;
}

/** Seconds that a bank holds money. https://docs.stripe.com/payments/place-a-hold-on-a-payment-method */
export const HELD_FOR = 7 * 24 * 60 * 60;

/**
 * What the bank held for a canceled intent is free again: that is no refund, and shows on the charge as none since
 * https://docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow
 *
 * @returns the charge, or null where nothing was held
 */
export function release(account: Account, intent: Stripe.PaymentIntent): Stripe.Charge | null {
  const hold = holdOn(account, intent);
  if (!hold) return null;
  account.holds.delete(hold);
  intent.amount_capturable = 0;
  account.reached(hold.charge, 'released');
  return hold.charge;
}

export function holdOn(account: Account, intent: Stripe.PaymentIntent): Hold | null {
  return [...account.holds].find((hold) => hold.intent.id === intent.id) ?? null;
}
