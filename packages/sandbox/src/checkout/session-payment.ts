import type Stripe from 'stripe';
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
      if (happening === 'paid') session.payment_status = 'paid';
      const isLate = session.status === 'complete' && from !== 'requires_capture';
      const event = isLate ? ASYNC_EVENTS[happening] : undefined;
      if (event) account.emit(event, session);
      else if (from !== 'requires_capture' && COMPLETES.has(happening)) complete(account, session, buyer);
    },
  };
}

/** What the buyer has no more to do about. */
const COMPLETES: ReadonlySet<string> = new Set(['instructed', 'submitted', 'authorized', 'paid', 'set_up']);

/** An answer that came days later. */
const ASYNC_EVENTS: Readonly<Partial<Record<string, Stripe.Event.Type>>> = {
  paid: 'checkout.session.async_payment_succeeded',
  declined: 'checkout.session.async_payment_failed',
};
