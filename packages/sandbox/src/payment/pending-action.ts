import type Stripe from 'stripe';
import type { Decline } from './cards.js';
import type { BillingDetails } from './charge.js';
import type { Confirmation } from './confirmation.js';

/** What a buyer can be asked about: money now, or leave to take it later. */
export type Intent = Stripe.PaymentIntent | Stripe.SetupIntent;

/** What the buyer has to do before a payment can go on: answer the bank's challenge, or say yes on another site. */
export interface PendingAction<Of extends Intent = Intent> {
  /** `src_…` of a 3D Secure challenge, `pa_nonce_…` of a redirect. */
  readonly id: string;
  readonly is: 'challenge' | 'redirect';
  readonly intent: Of;
  readonly billing: BillingDetails;
  /** What the bank will say afterwards. */
  readonly decline: Decline | null;
  /** Where the bank's page leads back to, placeholder filled in; null on a hosted page, which has its own ways out. */
  readonly returnUrl: string | null;
  /** Stripe's code in the page shows the challenge, so that nobody leaves. */
  readonly inPage: boolean;
}

/** A debit that the bank will answer days later. */
export interface PendingDebit {
  readonly intent: Stripe.PaymentIntent;
  readonly charge: Stripe.Charge;
  /** Seconds since the epoch on the account's clock. */
  readonly dueAt: number;
  readonly decline: Decline | null;
}

/** The action as the intent shows it. */
export function nextActionOf(
  action: PendingAction,
  origin: string,
): Pick<
  Stripe.PaymentIntent.NextAction & Stripe.SetupIntent.NextAction,
  'type' | 'use_stripe_sdk' | 'redirect_to_url'
> {
  const { id, is, inPage, returnUrl } = action;
  return is === 'challenge' && inPage
    ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', source: id } }
    : { type: 'redirect_to_url', redirect_to_url: { url: addressOf(id, origin), return_url: returnUrl } };
}

/** The action as whoever confirms learns of it. */
export function askedBy({ id, is, inPage }: PendingAction, origin: string): Confirmation {
  return is === 'challenge' && inPage ? { is, id } : { is: 'redirect', url: addressOf(id, origin) };
}

/** The bank's page. */
function addressOf(id: string, origin: string): string {
  return `${origin}/authorize/${id}`;
}

/** Whatever the buyer was asked for this intent need not be answered any more. */
export function forgetActions(actions: Map<string, PendingAction>, intent: string): void {
  for (const action of actions.values()) {
    if (action.intent.id === intent) actions.delete(action.id);
  }
}
