import type { PaymentIntent } from '@stripe/stripe-js';
import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError } from '../errors.js';

/**
 * The intent that a client secret opens.
 *
 * @throws ApiError `resource_missing` for a secret of none: an id alone opens nothing
 */
export function intentOpenedBy(account: Account, clientSecret: string): Stripe.PaymentIntent {
  const intent = account.paymentIntents.get(clientSecret.split('_secret_', 1)[0] ?? '');
  if (intent && intent.client_secret === clientSecret) return intent;
  throw new ApiError('intent-client-secret', 404, 'No such payment_intent: the client secret belongs to none.', {
    code: 'resource_missing',
    param: 'intent',
  });
}

/** What a browser that has the client secret sees of an intent: no customer, no metadata, no charge. */
export function clientIntentOf(intent: Stripe.PaymentIntent): PaymentIntent {
  const { id, object, amount, canceled_at, client_secret, created, currency, description, livemode } = intent;
  const { payment_method_types, receipt_email } = intent;
  const seen = structuredClone({
    id,
    object,
    amount,
    canceled_at,
    cancellation_reason: intent.cancellation_reason,
    capture_method: intent.capture_method,
    client_secret,
    confirmation_method: intent.confirmation_method,
    created,
    currency,
    description,
    last_payment_error: intent.last_payment_error,
    livemode,
    next_action: intent.next_action,
    payment_method: intent.payment_method,
    payment_method_types,
    receipt_email,
    setup_future_usage: intent.setup_future_usage,
    shipping: intent.shipping,
    status: intent.status,
  });
  // The two packages declare the same values: one as open enums, one as closed ones.
  return seen as PaymentIntent;
}
