import type Stripe from 'stripe';
import { cancelSubscription } from '../billing/cancel-subscription.js';
import { savedMethodOf } from '../billing/saved-methods.js';
import { findSubscription } from '../billing/subscription-object.js';
import { ApiError, noSuch, noSuchParam } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';
import { checkMetadata, mergeMetadata } from './metadata.js';

const retrieve: Operation<Stripe.SubscriptionRetrieveParams> = {
  method: 'GET',
  path: '/v1/subscriptions/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => findSubscription(account, id).subscription,
};

const update: Operation<Stripe.SubscriptionUpdateParams> = {
  method: 'POST',
  path: '/v1/subscriptions/:id',
  covered: ['cancel_at_period_end', 'default_payment_method', 'description', 'metadata', 'expand'],
  check: (params) => checkMetadata(params.metadata),
  run: ({ account, ids: [id = ''], params }) => {
    const { subscription } = findSubscription(account, id);
    const late = Object.keys(params).find((param) => param !== 'metadata' && param !== 'expand');
    if (subscription.status === 'canceled' && late !== undefined) {
      throw new ApiError('subscription-cancel', 400, `This subscription is canceled: ${late} cannot change any more.`, {
        code: 'invalid_canceled_subscription_fields',
        param: late,
      });
    }
    const { default_payment_method: method, cancel_at_period_end: ends } = params;
    if (method !== undefined && !savedMethodOf(account, String(subscription.customer), method)) {
      throw noSuchParam('PaymentMethod', method, 'default_payment_method');
    }
    subscription.default_payment_method = method ?? subscription.default_payment_method;
    subscription.description = params.description ?? subscription.description;
    subscription.metadata = mergeMetadata(subscription.metadata, params.metadata);
    if (ends !== undefined) {
      subscription.cancel_at_period_end = ends;
      subscription.canceled_at = ends ? account.clock.now() : null;
      subscription.cancel_at = ends ? (subscription.items.data[0]?.current_period_end ?? null) : null;
    }
    account.emit('customer.subscription.updated', subscription);
    return subscription;
  },
};

const cancel: Operation<Stripe.SubscriptionCancelParams> = {
  method: 'DELETE',
  path: '/v1/subscriptions/:id',
  covered: ['cancellation_details', 'expand'],
  run: ({ account, ids: [id = ''], params }) => {
    const record = findSubscription(account, id);
    if (record.subscription.status === 'canceled') throw noSuch('subscription', id);
    const { comment, feedback } = params.cancellation_details ?? {};
    cancelSubscription(account, record, {
      comment: comment || null,
      feedback: feedback || null,
      feedback_option: null,
      reason: 'cancellation_requested',
    });
    return record.subscription;
  },
};

const list: Operation<Stripe.SubscriptionListParams> = {
  method: 'GET',
  path: '/v1/subscriptions',
  covered: ['created', 'customer', 'price', 'status', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.subscriptions).map(({ subscription }) => subscription);
    const matching = all.filter(
      (subscription) =>
        isInStatus(subscription.status, params.status) &&
        (params.customer === undefined || subscription.customer === params.customer) &&
        (params.price === undefined || subscription.items.data.some(({ price }) => price.id === params.price)) &&
        isCreatedIn(subscription.created, params.created),
    );
    return pageOf(matching, params, '/v1/subscriptions', 'subscription', all);
  },
};

/** Those that have ended are shown only to who asks for them. */
function isInStatus(status: string, wanted: Stripe.SubscriptionListParams.Status | undefined): boolean {
  if (wanted === 'all') return true;
  if (wanted === 'ended') return status === 'canceled' || status === 'incomplete_expired';
  return wanted === undefined ? status !== 'canceled' : status === wanted;
}

export const subscriptionOperations = {
  'subscriptions.retrieve': retrieve,
  'subscriptions.update': update,
  'subscriptions.cancel': cancel,
  'subscriptions.list': list,
};
