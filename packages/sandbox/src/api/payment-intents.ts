import type Stripe from 'stripe';
import { noSuch } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';

const retrieve: Operation<Stripe.PaymentIntentRetrieveParams> = {
  method: 'GET',
  path: '/v1/payment_intents/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const intent = account.paymentIntents.get(id);
    if (!intent) throw noSuch('payment_intent', id);
    return intent;
  },
};

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
  'paymentIntents.list': list,
  'charges.retrieve': retrieveCharge,
};
