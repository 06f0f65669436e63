import type Stripe from 'stripe';
import { noSuch } from '../errors.js';
import { closeDispute } from '../payment/dispute.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';

const retrieve: Operation<Stripe.DisputeRetrieveParams> = {
  method: 'GET',
  path: '/v1/disputes/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const dispute = account.disputes.get(id);
    if (!dispute) throw noSuch('dispute', id);
    return dispute;
  },
};

/** The shop gives in. */
const close: Operation<Stripe.DisputeCloseParams> = {
  method: 'POST',
  path: '/v1/disputes/:id/close',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => closeDispute(account, id, 'lost'),
};

const list: Operation<Stripe.DisputeListParams> = {
  method: 'GET',
  path: '/v1/disputes',
  covered: ['charge', 'created', 'payment_intent', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.disputes);
    const matching = all.filter(
      (each) =>
        (params.charge === undefined || each.charge === params.charge) &&
        (params.payment_intent === undefined || each.payment_intent === params.payment_intent) &&
        isCreatedIn(each.created, params.created),
    );
    return pageOf(matching, params, '/v1/disputes', 'dispute', all);
  },
};

export const disputeOperations = { 'disputes.retrieve': retrieve, 'disputes.close': close, 'disputes.list': list };
