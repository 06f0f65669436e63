import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError, noSuch } from '../errors.js';
import { unexpectedState } from '../payment/intent.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';
import { checkMetadata, mergeMetadata } from './metadata.js';

const retrieve: Operation<Stripe.PaymentIntentRetrieveParams> = {
  method: 'GET',
  path: '/v1/payment_intents/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => find(account, id),
};

const update: Operation<Stripe.PaymentIntentUpdateParams> = {
  method: 'POST',
  path: '/v1/payment_intents/:id',
  covered: ['description', 'metadata', 'expand'],
  check: (params) => checkMetadata(params.metadata),
  run: ({ account, ids: [id = ''], params }) => {
    const intent = find(account, id);
    intent.metadata = mergeMetadata(intent.metadata, params.metadata);
    intent.description = params.description ?? intent.description;
    return intent;
  },
};

const confirm: Operation<Stripe.PaymentIntentConfirmParams> = {
  method: 'POST',
  path: '/v1/payment_intents/:id/confirm',
  covered: ['payment_method', 'return_url', 'expand'],
  run: ({ account, ids: [id = ''] }) => {
    throw belongsToSession(find(account, id), 'confirm');
  },
};

const cancel: Operation<Stripe.PaymentIntentCancelParams> = {
  method: 'POST',
  path: '/v1/payment_intents/:id/cancel',
  covered: ['cancellation_reason', 'expand'],
  run: ({ account, ids: [id = ''] }) => {
    throw belongsToSession(find(account, id), 'cancel');
  },
};

const capture: Operation<Stripe.PaymentIntentCaptureParams> = {
  method: 'POST',
  path: '/v1/payment_intents/:id/capture',
  covered: ['amount_to_capture', 'expand'],
  run: ({ account, ids: [id = ''] }) => {
    throw unexpectedState(find(account, id));
  },
};

function find(account: Account, id: string): Stripe.PaymentIntent {
  const intent = account.paymentIntents.get(id);
  if (!intent) throw noSuch('payment_intent', id);
  return intent;
}

/** Every intent here is a session's: its state is the session's affair, and where it is over, that is what is said. */
function belongsToSession(intent: Stripe.PaymentIntent, what: 'confirm' | 'cancel'): ApiError {
  if (['processing', 'succeeded', 'canceled'].includes(intent.status)) return unexpectedState(intent);
  return new ApiError('session-intent', 400, `You cannot ${what} the PaymentIntent of a Checkout Session.`, {
    param: 'intent',
  });
}

const list: Operation<Stripe.PaymentIntentListParams> = {
  method: 'GET',
  path: '/v1/payment_intents',
  covered: ['customer', 'created', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.paymentIntents);
    const matching = all.filter(
      (intent) =>
        (params.customer === undefined || intent.customer === params.customer) &&
        isCreatedIn(intent.created, params.created),
    );
    return pageOf(matching, params, '/v1/payment_intents', 'payment_intent', all);
  },
};

const listCharges: Operation<Stripe.ChargeListParams> = {
  method: 'GET',
  path: '/v1/charges',
  covered: ['created', 'customer', 'payment_intent', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.charges);
    const matching = all.filter(
      (charge) =>
        (params.customer === undefined || charge.customer === params.customer) &&
        (params.payment_intent === undefined || charge.payment_intent === params.payment_intent) &&
        isCreatedIn(charge.created, params.created),
    );
    return pageOf(matching, params, '/v1/charges', 'charge', all);
  },
};

const retrieveCharge: Operation<Stripe.ChargeRetrieveParams> = {
  method: 'GET',
  path: '/v1/charges/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const charge = account.charges.get(id);
    if (!charge) throw noSuch('charge', id);
    return charge;
  },
};

export const paymentIntentOperations = {
  'paymentIntents.retrieve': retrieve,
  'paymentIntents.update': update,
  'paymentIntents.confirm': confirm,
  'paymentIntents.cancel': cancel,
  'paymentIntents.capture': capture,
  'paymentIntents.list': list,
  'charges.list': listCharges,
  'charges.retrieve': retrieveCharge,
};
