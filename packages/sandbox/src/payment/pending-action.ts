import type Stripe from 'stripe';
import type { Decline } from './cards.js';
import type { BillingDetails } from './charge.js';

/** What the buyer has to do before a payment can go on: answer the bank's challenge, or say yes on another site. */
export interface PendingAction {
  /** `src_…` of a 3D Secure challenge, `pa_nonce_…` of a redirect. */
  readonly id: string;
  readonly is: 'challenge' | 'redirect';
  readonly intent: Stripe.PaymentIntent;
  readonly billing: BillingDetails;
  /** What the bank will say afterwards. */
  readonly decline: Decline | null;
  /** Where a redirect leads back to, placeholder filled in; null on a hosted page, which has its own ways out. */
  readonly returnUrl: string | null;
}

/** A debit that the bank will answer days later. */
export interface PendingDebit {
  readonly intent: Stripe.PaymentIntent;
  readonly charge: Stripe.Charge;
  /** Seconds since the epoch on the account's clock. */
  readonly dueAt: number;
  readonly decline: Decline | null;
}

/** Whatever the buyer was asked for this intent need not be answered any more. */
export function forgetActions(actions: Map<string, PendingAction>, intent: string): void {
  for (const action of actions.values()) {
    if (action.intent.id === intent) actions.delete(action.id);
  }
}
