import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import type { MoneyEntry } from '../ledger.js';

/**
 * Enters in the ledger that money moved for a charge.
 *
 * @param amount minor units, always positive: the type says which way
 */
export function moneyMoved(account: Account, type: MoneyEntry['type'], charge: Stripe.Charge, amount: number): void {
  const paymentIntent = typeof charge.payment_intent === 'string' ? charge.payment_intent : '';
  const record = [...account.sessions.values()].find(({ session }) => session.payment_intent === paymentIntent);
  account.ledger.add({
    kind: 'money',
    at: account.clock.now(),
    type,
    paymentIntent,
    session: record?.session.id ?? null,
    amount,
    currency: charge.currency,
  });
}
