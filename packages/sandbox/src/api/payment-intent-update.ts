import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError, noSuch } from '../errors.js';
import { move } from '../payment/intent.js';
import { isConfirmable } from '../payment/intent-states.js';
import { keepPaymentMethod } from '../payment/kept-payment-method.js';
import { forgetActions } from '../payment/pending-action.js';
import { ownedIntent, ownerOf } from '../payment/purpose.js';
import type { Operation } from './call.js';
import { mergeMetadata } from './metadata.js';
import { paymentMethodOf } from './payment-intent-confirm.js';
import { checkAmount, checkCustomer, checkDetails, shippingOf } from './payment-intent-params.js';

type Params = Stripe.PaymentIntentUpdateParams;

/** What an intent may be told at any time, and whoever made it. */
const ALWAYS: readonly (keyof Params)[] = ['description', 'expand', 'metadata', 'receipt_email'];

export const update: Operation<Params> = {
  method: 'POST',
  path: '/v1/payment_intents/:id',
  covered: [
    ...(['description', 'metadata', 'receipt_email', 'expand'] as const),
    ...(['amount', 'currency', 'customer', 'payment_method', 'setup_future_usage', 'shipping'] as const),
    ...(['statement_descriptor', 'statement_descriptor_suffix'] as const),
  ],
  check: checkDetails,
  run: ({ account, ids: [id = ''], params }) => {
    const intent = account.paymentIntents.get(id);
    if (!intent) throw noSuch('payment_intent', id);
    const first = Object.keys(params).find((param) => !ALWAYS.some((each) => each === param));
    if (first !== undefined) changeTerms(account, intent, params, first);
    intent.metadata = mergeMetadata(intent.metadata, params.metadata);
    intent.description = params.description ?? intent.description;
    if (params.receipt_email !== undefined) intent.receipt_email = params.receipt_email || null;
    return intent;
  },
};

/** What is being agreed to: only while nobody has, and whoever was asked has to be asked again. */
function changeTerms(account: Account, intent: Stripe.PaymentIntent, params: Params, first: string): void {
  const owner = ownerOf(account, intent);
  if (owner) throw ownedIntent(owner, 'changed', first);
  if (!isConfirmable(intent.status)) {
    throw new ApiError('intent-update', 400, `The ${first} cannot change: the PaymentIntent is ${intent.status}.`, {
      code: 'payment_intent_unexpected_state',
      param: first,
      extra: { payment_intent: structuredClone(intent) },
    });
  }
  const { amount = intent.amount, currency = intent.currency } = params;
  checkAmount(amount, currency);
  checkCustomer(account, params.customer);
  const method = params.payment_method === undefined ? null : paymentMethodOf(account, params.payment_method);

  intent.amount = amount;
  intent.currency = currency;
  intent.customer = params.customer ?? intent.customer;
  if (params.setup_future_usage !== undefined) intent.setup_future_usage = params.setup_future_usage || null;
  if (params.shipping !== undefined) intent.shipping = shippingOf(params.shipping);
  intent.statement_descriptor = params.statement_descriptor ?? intent.statement_descriptor;
  intent.statement_descriptor_suffix = params.statement_descriptor_suffix ?? intent.statement_descriptor_suffix;
  forgetActions(account.actions, intent.id);
  if (method) {
    intent.payment_method = keepPaymentMethod(account, method).shown.id;
    move(account, intent, 'given');
  } else if (intent.status === 'requires_action') {
    intent.payment_method = null;
    move(account, intent, 'abandoned');
  }
}
