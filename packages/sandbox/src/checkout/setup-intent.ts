import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { mergeMetadata } from '../api/metadata.js';
import { createSetupIntent } from '../payment/setup-intent.js';
import type { Buyer } from './buyer.js';
import type { CheckoutRecord } from './checkout-record.js';
import { knownSetupOf } from './known-intents.js';
import { paymentOf } from './session-payment.js';

/** The SetupIntent of a session that takes nothing now and something later: made at the first try, the same at every other. */
export function setupOf(account: Account, record: CheckoutRecord, buyer: Buyer): Stripe.SetupIntent {
  const { session } = record;
  const purpose = paymentOf(account, record, buyer);
  const known = knownSetupOf(account, session);
  if (known) {
    account.purposes.set(known.id, purpose);
    return known;
  }
  const customer = typeof session.customer === 'string' ? session.customer : null;
  const metadata = mergeMetadata({}, record.setupIntentData.metadata);
  const input = { customer, methodTypes: session.payment_method_types, metadata };
  const intent = createSetupIntent(account, input, purpose);
  // A session in subscription mode does not show it.
  if (session.mode === 'setup') session.setup_intent = intent.id;
  return intent;
}
