import type Stripe from 'stripe';
import type { Account } from '../account/account.js';

/** An open session ends unpaid, and with it the PaymentIntent of a payment that was declined. */
export function expireSession(account: Account, session: Stripe.Checkout.Session): void {
  session.status = 'expired';
  session.url = null;
  const intent =
    typeof session.payment_intent === 'string' ? account.paymentIntents.get(session.payment_intent) : undefined;
  if (intent) {
    intent.status = 'canceled';
    intent.canceled_at = account.clock.now();
    intent.cancellation_reason = 'automatic';
    account.reached(intent, 'canceled');
    account.emit('payment_intent.canceled', intent);
  }
  account.reached(session, 'expired');
  account.emit('checkout.session.expired', session);
}

/** Expires every open session whose time has come on the account's clock. */
export function expireOverdueSessions(account: Account): void {
  for (const { session } of account.sessions.values()) {
    if (session.status === 'open' && session.expires_at <= account.clock.now()) expireSession(account, session);
  }
}
