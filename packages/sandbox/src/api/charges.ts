import type Stripe from 'stripe';
import { noSuch } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';

const list: Operation<Stripe.ChargeListParams> = {
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

const retrieve: Operation<Stripe.ChargeRetrieveParams> = {
  method: 'GET',
  path: '/v1/charges/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const charge = account.charges.get(id);
    if (!charge) throw noSuch('charge', id);
    return charge;
  },
};

export const chargeOperations = { 'charges.list': list, 'charges.retrieve': retrieve };
