import type { Account } from '../account/account.js';
import { unexpectedState } from '../payment/intent.js';
import type { Purpose } from '../payment/purpose.js';
import type { Buyer } from './buyer.js';
import type { CheckoutRecord } from './checkout-record.js';
import { complete, ensureCustomer } from './complete.js';
import { refuseBeyondLimit } from './completed-sessions.js';

/** What becomes of a session as its PaymentIntent moves, in this buyer's try. */
export function paymentOf(account: Account, record: CheckoutRecord, buyer: Buyer): Purpose {
  const { session } = record;
  return {
    is: 'session',
    id: session.id,
    customer: () => {
      ensureCustomer(account, session, buyer);
      return typeof session.customer === 'string' ? session.customer : null;
    },
    refuseUnlessPayable: (intent) => {
      // Whatever was changed since, the buyer agreed to another amount: they have to confirm again.
      if (intent.amount !== session.amount_total) throw unexpectedState(intent);
      refuseBeyondLimit(account, session);
    },
    moved: (happening, from) => {
      const isLate = from === 'processing';
      if (happening === 'paid') session.payment_status = 'paid';
      if (isLate && happening === 'paid') account.emit('checkout.session.async_payment_succeeded', session);
      else if (isLate && happening === 'declined') account.emit('checkout.session.async_payment_failed', session);
      else if (happening === 'paid' || happening === 'submitted') complete(account, session, buyer);
    },
  };
}
