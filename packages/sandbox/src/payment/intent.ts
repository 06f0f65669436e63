import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId, randomText } from '../account/identifier.js';
import { ApiError } from '../errors.js';
import { release } from './hold.js';
import { statusAfter, type Happening } from './intent-states.js';
import { forgetActions } from './pending-action.js';
import { purposeOf, type Purpose } from './purpose.js';

/** What a PaymentIntent is made from; it has been checked. */
export interface IntentInput {
  /** Minor units. */
  readonly amount: number;
  /** ISO 4217, in lower case. */
  readonly currency: string;
  /** The methods it can be paid with, card first. */
  readonly methodTypes: readonly string[];
  /** How the methods were chosen, as the intent shows it; null where something else chose them. */
  readonly automatic?: Stripe.PaymentIntent.AutomaticPaymentMethods | null;
  readonly allowed?: Stripe.PaymentIntent['allowed_payment_method_types'];
  readonly excluded?: Stripe.PaymentIntent['excluded_payment_method_types'];
  readonly captureMethod?: Stripe.PaymentIntent.CaptureMethod;
  readonly customer?: string | null;
  readonly description?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly receiptEmail?: string | null;
  readonly setupFutureUsage?: Stripe.PaymentIntent.SetupFutureUsage | null;
  readonly shipping?: Stripe.PaymentIntent.Shipping | null;
  readonly statementDescriptor?: string | null;
  readonly statementDescriptorSuffix?: string | null;
}

/**
 * Makes a PaymentIntent that waits for a payment method, and tells of it.
 *
 * An invoice makes its own with a `purpose`: it is told of whatever becomes of the intent, and the shop can neither
 * confirm nor cancel it. `confirmIntent` tries to pay it, `cancelIntent` ends it.
 *
 * @param purpose what it pays for; null for one that the shop makes directly
 */
export function createIntent(account: Account, input: IntentInput, purpose: Purpose | null): Stripe.PaymentIntent {
  const id = newId('pi');
  const intent: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: input.allowed ?? null,
    amount: input.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: input.automatic ?? null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: input.captureMethod ?? 'automatic_async',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: 'automatic',
    created: account.clock.now(),
    currency: input.currency,
    customer: input.customer ?? null,
    customer_account: null,
    description: input.description ?? null,
    excluded_payment_method_types: input.excluded ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: { ...input.metadata },
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: [...input.methodTypes],
    payment_record: null,
    processing: null,
    receipt_email: input.receiptEmail ?? null,
    review: null,
    setup_future_usage: input.setupFutureUsage ?? null,
    shipping: input.shipping ?? null,
    source: null,
    statement_descriptor: input.statementDescriptor ?? null,
    statement_descriptor_suffix: input.statementDescriptorSuffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
  account.paymentIntents.set(id, intent);
  if (purpose) account.purposes.set(id, purpose);
  account.reached(intent, 'requires_payment_method');
  account.emit('payment_intent.created', intent);
  return intent;
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

/**
 * Nothing will be paid with it any more, and nothing has been: what a bank holds for it is the buyer's again.
 *
 * @param reason what the shop says; `expired` where a bank held money until its time was over
 * @throws ApiError `payment_intent_unexpected_state` where something has, or may yet
 */
export function cancelIntent(
  account: Account,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null = 'automatic',
): void {
  const from = intent.status;
  move(account, intent, 'canceled');
  forgetActions(account.actions, intent.id);
  const released = release(account, intent);
  intent.canceled_at = account.clock.now();
  intent.cancellation_reason = reason;
  if (released && reason === 'expired') account.emit('charge.expired', released);
  account.emit('payment_intent.canceled', intent);
  purposeOf(account, intent)?.moved('canceled', from);
}

/** The refusal of a move that the intent's status does not allow. */
export function unexpectedState(intent: Stripe.PaymentIntent): ApiError {
  return new ApiError('intent-states', 400, `The PaymentIntent is ${intent.status}, which does not allow this.`, {
    code: 'payment_intent_unexpected_state',
    extra: { payment_intent: structuredClone(intent) },
  });
}
