import type Stripe from 'stripe';
import { ApiError, noSuch, noSuchParam } from '../errors.js';
import { refund } from '../payment/refund.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';
import { checkMetadata, mergeMetadata } from './metadata.js';

const create: Operation<Stripe.RefundCreateParams> = {
  method: 'POST',
  path: '/v1/refunds',
  covered: ['payment_intent', 'charge', 'amount', 'metadata', 'reason', 'expand'],
  check: (params) => {
    checkMetadata(params.metadata);
    if ((params.payment_intent === undefined) === (params.charge === undefined)) {
      throw new ApiError('refund', 400, 'Exactly one of payment_intent and charge is required.', { param: 'charge' });
    }
    if (params.amount !== undefined && params.amount < 1) {
      throw new ApiError('refund', 400, 'A refund is at least one minor unit.', {
        code: 'parameter_invalid_integer',
        param: 'amount',
      });
    }
  },
  run: ({ account, params }) => {
    const intent = params.payment_intent === undefined ? undefined : account.paymentIntents.get(params.payment_intent);
    if (params.payment_intent !== undefined && !intent) {
      throw noSuchParam('payment_intent', params.payment_intent, 'payment_intent');
    }
    const id = params.charge ?? (typeof intent?.latest_charge === 'string' ? intent.latest_charge : '');
    const charge = account.charges.get(id);
    if (!charge && params.charge !== undefined) throw noSuchParam('charge', params.charge, 'charge');
    if (!charge) {
      throw new ApiError('refund', 400, 'There is no successful charge to refund.', { param: 'payment_intent' });
    }
    return refund(account, charge, params.amount ?? null, {
      metadata: mergeMetadata({}, params.metadata),
      reason: params.reason ?? null,
    });
  },
};

const retrieve: Operation<Stripe.RefundRetrieveParams> = {
  method: 'GET',
  path: '/v1/refunds/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const found = account.refunds.get(id);
    if (!found) throw noSuch('refund', id);
    return found;
  },
};

const update: Operation<Stripe.RefundUpdateParams> = {
  method: 'POST',
  path: '/v1/refunds/:id',
  covered: ['metadata', 'expand'],
  check: (params) => checkMetadata(params.metadata),
  run: ({ account, ids: [id = ''], params }) => {
    const found = account.refunds.get(id);
    if (!found) throw noSuch('refund', id);
    found.metadata = mergeMetadata(found.metadata ?? {}, params.metadata);
    account.emit('refund.updated', found);
    return found;
  },
};

const list: Operation<Stripe.RefundListParams> = {
  method: 'GET',
  path: '/v1/refunds',
  covered: ['charge', 'created', 'payment_intent', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.refunds);
    const matching = all.filter(
      (each) =>
        (params.charge === undefined || each.charge === params.charge) &&
        (params.payment_intent === undefined || each.payment_intent === params.payment_intent) &&
        isCreatedIn(each.created, params.created),
    );
    return pageOf(matching, params, '/v1/refunds', 'refund', all);
  },
};

export const refundOperations = {
  'refunds.create': create,
  'refunds.retrieve': retrieve,
  'refunds.update': update,
  'refunds.list': list,
};
