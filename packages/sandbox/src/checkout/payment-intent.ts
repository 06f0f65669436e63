import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { mergeMetadata } from '../api/metadata.js';
import type { Buyer } from './buyer.js';
import { clientSecretOf, type CardOutcome } from './cards.js';
import type { CheckoutRecord } from './checkout-record.js';

/** The session's PaymentIntent: made at the first try, and the same one at every other. */
export function intentOf(account: Account, record: CheckoutRecord, buyer: Buyer): Stripe.PaymentIntent {
  const { session, paymentIntentData: data } = record;
  const known =
    typeof session.payment_intent === 'string' ? account.paymentIntents.get(session.payment_intent) : undefined;
  if (known) {
    known.amount = session.amount_total ?? 0;
    return known;
  }
  const id = newId('pi');
  const intent: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: session.amount_total ?? 0,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: clientSecretOf(id),
    confirmation_method: 'automatic',
    created: account.clock.now(),
    currency: session.currency ?? '',
    customer: session.customer,
    customer_account: null,
    description: data.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, data.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: data.receipt_email ?? null,
    review: null,
    setup_future_usage: data.setup_future_usage ?? null,
    shipping: buyer.shipping
      ? {
          address: buyer.shipping.address,
          name: buyer.shipping.name,
          carrier: null,
          phone: buyer.phone,
          tracking_number: null,
        }
      : null,
    source: null,
    statement_descriptor: data.statement_descriptor ?? null,
    statement_descriptor_suffix: data.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
  account.paymentIntents.set(id, intent);
  session.payment_intent = id;
  account.reached(intent, 'requires_payment_method');
  account.emit('payment_intent.created', intent);
  return intent;
}

/** One try at the intent, whether it succeeds or not. */
export function makeCharge(
  account: Account,
  intent: Stripe.PaymentIntent,
  buyer: Buyer,
  card: CardOutcome,
): Stripe.Charge {
  const failed = card.decline !== null;
  const charge: Stripe.Charge = {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: failed ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: buyer.email, name: buyer.name, phone: buyer.phone, tax_id: null },
    calculated_statement_descriptor: null,
    captured: !failed,
    created: account.clock.now(),
    currency: intent.currency,
    customer: typeof intent.customer === 'string' ? intent.customer : null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: card.decline?.code ?? null,
    failure_message: card.decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: null,
    paid: !failed,
    payment_intent: intent.id,
    payment_method: newId('pm'),
    payment_method_details: null,
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: failed ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
  account.charges.set(charge.id, charge);
  intent.latest_charge = charge.id;
  account.reached(charge, charge.status);
  return charge;
}
