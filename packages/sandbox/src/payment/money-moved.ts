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
  const purpose = account.purposes.get(paymentIntent);
  account.ledger.add({
    kind: 'money',
    at: account.clock.now(),
    type,
    paymentIntent,
    session: purpose?.is === 'session' ? purpose.id : null,
    amount,
    currency: charge.currency,
  });
}
