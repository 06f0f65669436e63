import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { mergeMetadata } from '../api/metadata.js';
import { createIntent } from '../payment/intent.js';
import type { Buyer } from './buyer.js';
import type { CheckoutRecord } from './checkout-record.js';
import { knownIntentOf } from './known-intents.js';
import { paymentOf } from './session-payment.js';

/** The session's PaymentIntent: made at the first try, and the same one at every other. */
export function intentOf(account: Account, record: CheckoutRecord, buyer: Buyer): Stripe.PaymentIntent {
  const { session, paymentIntentData: data } = record;
  const purpose = paymentOf(account, record, buyer);
  const known = knownIntentOf(account, session);
  if (known) {
    known.amount = session.amount_total ?? 0;
    known.shipping = shippingOf(buyer);
    account.purposes.set(known.id, purpose);
    return known;
  }
  const input = {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? '',
    methodTypes: session.payment_method_types,
    captureMethod: data.capture_method ?? 'automatic_async',
    customer: typeof session.customer === 'string' ? session.customer : null,
    description: data.description ?? null,
    metadata: mergeMetadata({}, data.metadata),
    receiptEmail: data.receipt_email ?? null,
    setupFutureUsage: session.mode === 'subscription' ? ('off_session' as const) : (data.setup_future_usage ?? null),
    shipping: shippingOf(buyer),
    statementDescriptor: data.statement_descriptor ?? null,
    statementDescriptorSuffix: data.statement_descriptor_suffix ?? null,
  };
  const intent = createIntent(account, input, purpose);
  // In subscription mode the payment is the first invoice’s, and the session does not show it.
  if (session.mode === 'payment') session.payment_intent = intent.id;
  return intent;
}

function shippingOf(buyer: Buyer): Stripe.PaymentIntent['shipping'] {
  if (!buyer.shipping) return null;
  const { address, name } = buyer.shipping;
  return { address, name, carrier: null, phone: buyer.phone, tracking_number: null };
}
