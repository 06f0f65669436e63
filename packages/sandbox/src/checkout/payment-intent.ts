import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId, randomText } from '../account/identifier.js';
import { mergeMetadata } from '../api/metadata.js';
import type { Buyer } from './buyer.js';
import type { CheckoutRecord } from './checkout-record.js';
import { forgetActions } from './pending-action.js';
import { statusAfter, type Happening } from './intent-states.js';
import { ApiError } from '../errors.js';

/** The session's PaymentIntent: made at the first try, and the same one at every other. */
export function intentOf(account: Account, record: CheckoutRecord, buyer: Buyer): Stripe.PaymentIntent {
  const { session, paymentIntentData: data } = record;
  const known = knownIntentOf(account, session);
  if (known) {
    known.amount = session.amount_total ?? 0;
    known.shipping = shippingOf(buyer);
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
    client_secret: `${id}_secret_${randomText(25)}`,
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
    payment_method_types: [...session.payment_method_types],
    payment_record: null,
    processing: null,
    receipt_email: data.receipt_email ?? null,
    review: null,
    setup_future_usage: data.setup_future_usage ?? null,
    shipping: shippingOf(buyer),
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

function shippingOf(buyer: Buyer): Stripe.PaymentIntent['shipping'] {
  if (!buyer.shipping) return null;
  const { address, name } = buyer.shipping;
  return { address, name, carrier: null, phone: buyer.phone, tracking_number: null };
}

/**
 * Moves the intent on, as the table of its states allows, and notes it in the ledger.
 *
 * @throws ApiError `payment_intent_unexpected_state` where it does not
 */
export function move(account: Account, intent: Stripe.PaymentIntent, happening: Happening): void {
  const status = statusAfter(intent.status, happening);
  if (status === null) throw unexpectedState(intent);
  intent.status = status;
  if (status !== 'requires_action') intent.next_action = null;
  account.reached(intent, status);
}

/** Nothing will be paid with it any more, and nothing has been. */
export function cancelIntent(account: Account, intent: Stripe.PaymentIntent): void {
  forgetActions(account.actions, intent.id);
  move(account, intent, 'canceled');
  intent.canceled_at = account.clock.now();
  intent.cancellation_reason = 'automatic';
  account.emit('payment_intent.canceled', intent);
}

/** The refusal of a move that the intent's status does not allow. */
export function unexpectedState(intent: Stripe.PaymentIntent): ApiError {
  return new ApiError('intent-states', 400, `The PaymentIntent is ${intent.status}, which does not allow this.`, {
    code: 'payment_intent_unexpected_state',
    extra: { payment_intent: structuredClone(intent) },
  });
}

/** The intent of a session, once there is one. */
export function knownIntentOf(account: Account, session: Stripe.Checkout.Session): Stripe.PaymentIntent | null {
  return typeof session.payment_intent === 'string'
    ? (account.paymentIntents.get(session.payment_intent) ?? null)
    : null;
}
