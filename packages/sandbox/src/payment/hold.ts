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

/** What the bank held for a canceled intent is the buyer's again. */
export function release(
  account: Account,
  intent: Stripe.PaymentIntent,
  type: 'charge.refunded' | 'charge.expired',
): void {
  const hold = holdOn(account, intent);
  if (!hold) return;
  account.holds.delete(hold);
  intent.amount_capturable = 0;
  hold.charge.amount_refunded = hold.charge.amount;
  hold.charge.refunded = true;
  account.reached(hold.charge, 'refunded');
  account.emit(type, hold.charge);
}

export function holdOn(account: Account, intent: Stripe.PaymentIntent): Hold | null {
  return [...account.holds].find((hold) => hold.intent.id === intent.id) ?? null;
}
