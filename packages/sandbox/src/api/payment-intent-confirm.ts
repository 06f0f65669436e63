import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError, noSuch, noSuchParam } from '../errors.js';
import type { Decline } from '../payment/cards.js';
import { NO_BILLING } from '../payment/charge.js';
import {
  checkOffer,
  confirmIntent,
  refuseUnlessConfirmable,
  type Confirming,
  type Offer,
} from '../payment/confirm-intent.js';
import { tokenFor, tokenUsed, type ConfirmationTokenRecord } from '../payment/confirmation-token.js';
import type { AnyPaymentMethod } from '../payment/kept-payment-method.js';
import { testPaymentMethod } from '../payment/test-payment-methods.js';
import type { Call, Operation } from './call.js';
import { checkDetails, shippingOf } from './payment-intent-params.js';

type ConfirmParams = Pick<
  Stripe.PaymentIntentConfirmParams,
  'confirmation_token' | 'payment_method' | 'return_url' | 'use_stripe_sdk' | 'setup_future_usage' | 'shipping'
>;

/** A confirmation with the secret key, all of it looked at. */
export interface ServerConfirming {
  readonly token: ConfirmationTokenRecord | null;
  readonly confirming: Confirming;
}

/**
 * What an intent is to be confirmed with, and whether it may be: nothing is changed yet.
 *
 * @throws ApiError for a token or a method that cannot be used for it
 */
export function readConfirming(
  { account, origin, params }: Pick<Call<ConfirmParams>, 'account' | 'origin' | 'params'>,
  intent: Offer & Pick<Stripe.PaymentIntent, 'amount' | 'currency' | 'capture_method'>,
): ServerConfirming {
  const { confirmation_token: tokenId, payment_method: methodId } = params;
  const token = tokenId === undefined ? null : tokenFor(account, tokenId, intent);
  const kept = methodId === undefined ? null : paymentMethodOf(account, methodId);
  const method = token?.method ?? kept;
  const returnUrl = params.return_url ?? token?.returnUrl ?? null;
  if (method) checkOffer(account, intent, method, returnUrl);
  const details = kept && 'shown' in kept ? kept.shown.billing_details : NO_BILLING;
  return {
    token,
    confirming: {
      method,
      billing: token?.billing ?? details,
      returnUrl,
      origin,
      challenge: (params.use_stripe_sdk ?? token !== null) ? 'in_page' : 'redirect',
    },
  };
}

/** The method of that id: one that was kept, or one of Stripe's for tests. */
export function paymentMethodOf(account: Account, id: string): AnyPaymentMethod {
  const method = account.keptPaymentMethods.get(id) ?? testPaymentMethod(id);
  if (!method) throw noSuchParam('PaymentMethod', id, 'payment_method');
  return method;
}

/**
 * Confirms it, and writes on the intent what the token says besides.
 *
 * @throws ApiError 402 for a decline, which the intent has noted
 */
export function carryOut(
  account: Account,
  intent: Stripe.PaymentIntent,
  { token, confirming }: ServerConfirming,
  params: ConfirmParams,
): void {
  if (token) {
    tokenUsed(token, intent);
    const { shipping, setupFutureUsage } = token;
    intent.shipping ??= shipping && { ...shipping, carrier: null, tracking_number: null };
    intent.setup_future_usage ??= setupFutureUsage;
  }
  if (params.shipping) intent.shipping = shippingOf(params.shipping);
  if (params.setup_future_usage) intent.setup_future_usage = params.setup_future_usage;
  const confirmation = confirmIntent(account, intent, confirming);
  if (confirmation.is === 'declined') throw cardError(intent, confirmation);
}

/** A decline, as whoever confirms with the API hears of it. */
function cardError(intent: Stripe.PaymentIntent, { code, declineCode, message }: Decline): ApiError {
  const { charge } = intent.last_payment_error ?? {};
  return new ApiError('intent-declined', 402, message, {
    type: 'card_error',
    code,
    declineCode,
    extra: { ...(charge === undefined ? {} : { charge }), payment_intent: structuredClone(intent) },
  });
}

export const confirm: Operation<Stripe.PaymentIntentConfirmParams> = {
  method: 'POST',
  path: '/v1/payment_intents/:id/confirm',
  covered: [
    'confirmation_token',
    'expand',
    'payment_method',
    'receipt_email',
    'return_url',
    'setup_future_usage',
    'shipping',
    'use_stripe_sdk',
  ],
  check: checkDetails,
  run: (call) => {
    const { account, ids, params } = call;
    const intent = account.paymentIntents.get(ids[0] ?? '');
    if (!intent) throw noSuch('payment_intent', ids[0] ?? '');
    refuseUnlessConfirmable(account, intent);
    const confirming = readConfirming(call, intent);
    if (params.receipt_email !== undefined) intent.receipt_email = params.receipt_email || null;
    carryOut(account, intent, confirming, params);
    return intent;
  },
};
