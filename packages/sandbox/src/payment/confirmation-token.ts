import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { ApiError, noSuchParam } from '../errors.js';
import type { BillingDetails } from './charge.js';
import { detailsOf } from './kept-payment-method.js';
import type { PaymentMethod } from './payment-methods.js';

/** What a page's Elements were told, which the intent has to agree with. */
export interface ElementsOffer {
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly captureMethod?: string | null;
}

export interface ConfirmationTokenInput {
  /** Without a `problemWithMethod`. */
  readonly method: PaymentMethod;
  readonly billing: BillingDetails;
  readonly returnUrl: string | null;
  readonly shipping: Stripe.ConfirmationToken.Shipping | null;
  readonly setupFutureUsage: Stripe.ConfirmationToken.SetupFutureUsage | null;
  /** Null where the Elements were made with a client secret. */
  readonly offer: ElementsOffer | null;
}

/** A ConfirmationToken, with what only Stripe knows of it. */
export interface ConfirmationTokenRecord extends ConfirmationTokenInput {
  readonly shown: Stripe.ConfirmationToken;
}

/** Seconds that a token is good for, as Stripe’s Android SDK says of it: https://github.com/stripe/stripe-android */
export const TOKEN_LIFETIME = 15 * 60;

/** The buyer's page hands the form over to its server: the server learns a token, and no card number. */
export function createConfirmationToken(account: Account, input: ConfirmationTokenInput): Stripe.ConfirmationToken {
  const { email, name, phone, address = null } = input.billing;
  const now = account.clock.now();
  const shown: Stripe.ConfirmationToken = {
    id: newId('ctoken'),
    object: 'confirmation_token',
    created: now,
    expires_at: now + TOKEN_LIFETIME,
    livemode: false,
    mandate_data: null,
    metadata: {},
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: {
      billing_details: { address, email, name, phone, tax_id: null },
      customer: null,
      customer_account: null,
      type: input.method.type,
      ...detailsOf(input.method),
    },
    return_url: input.returnUrl,
    setup_future_usage: input.setupFutureUsage,
    setup_intent: null,
    shipping: input.shipping,
    use_stripe_sdk: true,
  };
  account.confirmationTokens.set(shown.id, { ...input, shown });
  account.reached(shown, 'created');
  return shown;
}

/**
 * The token that an intent is to be confirmed with. `tokenUsed` then says that it has been.
 *
 * @throws ApiError for one that is unknown, used, too old, or made for another amount, currency or way of capturing
 */
export function tokenFor(
  account: Account,
  id: string,
  intent: Pick<Stripe.PaymentIntent, 'amount' | 'currency' | 'capture_method'>,
): ConfirmationTokenRecord {
  const record = account.confirmationTokens.get(id);
  if (!record) throw noSuchParam('confirmation_token', id, 'confirmation_token');
  const refuse = (message: string): ApiError =>
    new ApiError('confirmation-token', 400, message, { param: 'confirmation_token' });
  const { shown, offer } = record;
  if (shown.payment_intent ?? shown.setup_intent) throw refuse('The ConfirmationToken has been used before.');
  if ((shown.expires_at ?? 0) <= account.clock.now()) throw refuse('The ConfirmationToken has expired.');
  if (!offer) return record;
  if (offer.currency !== intent.currency) throw refuse('The currency is another one than the Elements were made with.');
  if (offer.amount !== intent.amount) throw refuse('The amount is another one than the Elements were made with.');
  if ((offer.captureMethod === 'manual') !== (intent.capture_method === 'manual')) {
    throw refuse('The capture method is another one than the Elements were made with.');
  }
  return record;
}

/** One token confirms one intent, whatever comes of it. */
export function tokenUsed({ shown }: ConfirmationTokenRecord, intent: Stripe.PaymentIntent): void {
  shown.payment_intent = intent.id;
}
