import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { createCustomer } from '../api/customers.js';
import { mergeMetadata } from '../api/metadata.js';
import { clientSecretOf, type CardOutcome } from './cards.js';
import type { CheckoutRecord } from './checkout-record.js';

/** What the buyer filled in on the payment page. */
export interface Buyer {
  readonly email: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly shipping: Stripe.Checkout.Session.CollectedInformation.ShippingDetails | null;
  readonly acceptsTerms: boolean;
}

/**
 * The buyer pays an open session with a card: its PaymentIntent is made at the first try, a decline leaves session and
 * intent open for another, a success completes both.
 *
 * @param card null for an order that costs nothing, where no card is asked for
 * @returns the message of a decline, or null when the session is complete
 */
export function payWithCard(
  account: Account,
  record: CheckoutRecord,
  buyer: Buyer,
  card: CardOutcome | null,
): string | null {
  const { session } = record;
  const total = session.amount_total ?? 0;
  if (total > 0 && card) {
    const intent = intentOf(account, record, buyer);
    const charge = makeCharge(account, intent, buyer, card);
    if (card.decline) return decline(account, intent, charge, card.decline);
    succeed(account, intent, charge, session.id);
    session.payment_status = 'paid';
  }
  complete(account, session, buyer);
  return null;
}

function intentOf(account: Account, record: CheckoutRecord, buyer: Buyer): Stripe.PaymentIntent {
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

function makeCharge(account: Account, intent: Stripe.PaymentIntent, buyer: Buyer, card: CardOutcome): Stripe.Charge {
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

function decline(
  account: Account,
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
  reason: NonNullable<CardOutcome['decline']>,
): string {
  intent.status = 'requires_payment_method';
  intent.last_payment_error = {
    charge: charge.id,
    code: reason.code as Stripe.PaymentIntent.LastPaymentError.Code,
    ...(reason.declineCode === null ? {} : { decline_code: reason.declineCode }),
    message: reason.message,
    type: 'card_error',
  };
  account.reached(intent, 'requires_payment_method');
  account.emit('charge.failed', charge);
  account.emit('payment_intent.payment_failed', intent);
  return reason.message;
}

function succeed(account: Account, intent: Stripe.PaymentIntent, charge: Stripe.Charge, session: string): void {
  intent.status = 'succeeded';
  intent.amount_received = intent.amount;
  intent.last_payment_error = null;
  intent.payment_method = charge.payment_method;
  account.reached(intent, 'succeeded');
  account.ledger.add({
    kind: 'money',
    at: account.clock.now(),
    type: 'charge',
    paymentIntent: intent.id,
    session,
    amount: intent.amount,
    currency: intent.currency,
  });
  account.emit('charge.succeeded', charge);
  account.emit('payment_intent.succeeded', intent);
}

function complete(account: Account, session: Stripe.Checkout.Session, buyer: Buyer): void {
  session.status = 'complete';
  session.url = null;
  session.customer_details = {
    address: buyer.shipping?.address ? { ...buyer.shipping.address } : null,
    business_name: null,
    email: buyer.email,
    individual_name: null,
    name: buyer.name,
    phone: buyer.phone,
    tax_exempt: 'none',
    tax_ids: [],
  };
  session.collected_information = { business_name: null, individual_name: null, shipping_details: buyer.shipping };
  if (session.consent) session.consent.terms_of_service = buyer.acceptsTerms ? 'accepted' : null;
  if (session.automatic_tax.enabled) session.automatic_tax.status = 'complete';
  if (session.customer === null && session.customer_creation === 'always') {
    session.customer = createCustomer(account, {
      email: buyer.email,
      ...(buyer.name === null ? {} : { name: buyer.name }),
      ...(buyer.phone === null ? {} : { phone: buyer.phone }),
    }).id;
  }
  account.reached(session, 'complete');
  account.emit('checkout.session.completed', session);
}

/** The buyer chooses another way of shipping, which changes the total. */
export function chooseShipping(session: Stripe.Checkout.Session, rate: string): boolean {
  const option = session.shipping_options.find(({ shipping_rate: id }) => id === rate);
  if (!option) return false;
  const amount = option.shipping_amount;
  session.shipping_cost = { amount_subtotal: amount, amount_tax: 0, amount_total: amount, shipping_rate: rate };
  session.total_details = { amount_discount: 0, amount_shipping: amount, amount_tax: 0 };
  session.amount_total = (session.amount_subtotal ?? 0) + amount;
  session.payment_status = session.amount_total === 0 ? 'no_payment_required' : 'unpaid';
  return true;
}

/** Where the buyer goes afterwards: the placeholder counts only when nobody has percent-encoded it. */
export function successUrlOf(record: CheckoutRecord): string {
  return (record.successUrl ?? '').replaceAll('{CHECKOUT_SESSION_ID}', record.session.id);
}
