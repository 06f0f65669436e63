import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { expireSession } from '../checkout/expire.js';
import { ApiError, noSuch } from '../errors.js';
import type { Operation } from './call.js';
import { lineItemsOf } from './line-items.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';
import { createSession } from './session-create.js';
import { checkSessionParams } from './session-params.js';
import { checkSessionUpdate, updateSession } from './session-update.js';
import { NAMED_ONLY } from './ui-modes.js';

const create: Operation<Stripe.Checkout.SessionCreateParams> = {
  method: 'POST',
  path: '/v1/checkout/sessions',
  covered: [
    ...NAMED_ONLY,
    'adaptive_pricing',
    'allow_promotion_codes',
    'allowed_payment_method_types',
    'automatic_tax',
    'billing_address_collection',
    'cancel_url',
    'client_reference_id',
    'consent_collection',
    'currency',
    'customer',
    'customer_creation',
    'customer_email',
    'discounts',
    'excluded_payment_method_types',
    'expand',
    'expires_at',
    'integration_identifier',
    'line_items',
    'locale',
    'metadata',
    'mode',
    'payment_intent_data',
    'payment_method_collection',
    'phone_number_collection',
    'redirect_on_completion',
    'return_url',
    'setup_intent_data',
    'shipping_address_collection',
    'shipping_options',
    'submit_type',
    'subscription_data',
    'success_url',
    'ui_mode',
  ],
  check: checkSessionParams,
  run: createSession,
};

const retrieve: Operation<Stripe.Checkout.SessionRetrieveParams> = {
  method: 'GET',
  path: '/v1/checkout/sessions/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => find(account, id).session,
};

const update: Operation<Stripe.Checkout.SessionUpdateParams> = {
  method: 'POST',
  path: '/v1/checkout/sessions/:id',
  covered: ['collected_information', 'expand', 'line_items', 'metadata', 'payment_intent_data', 'shipping_options'],
  check: checkSessionUpdate,
  run: ({ account, ids: [id = ''], params }) => {
    const record = find(account, id);
    updateSession(account, record, params);
    return record.session;
  },
};

const expire: Operation<Stripe.Checkout.SessionExpireParams> = {
  method: 'POST',
  path: '/v1/checkout/sessions/:id/expire',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const { session } = find(account, id);
    if (session.status !== 'open') {
      throw new ApiError(
        'expire-only-open',
        400,
        `Only an open session can be expired; this one is ${session.status}.`,
      );
    }
    expireSession(account, session);
    return session;
  },
};

const list: Operation<Stripe.Checkout.SessionListParams> = {
  method: 'GET',
  path: '/v1/checkout/sessions',
  covered: ['created', 'customer', 'payment_intent', 'payment_link', 'status', 'subscription', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.sessions).map(({ session }) => session);
    const matching = all.filter(
      (session) =>
        (params.status === undefined || session.status === params.status) &&
        (params.customer === undefined || session.customer === params.customer) &&
        (params.payment_intent === undefined || session.payment_intent === params.payment_intent) &&
        (params.subscription === undefined || session.subscription === params.subscription) &&
        (params.payment_link === undefined || session.payment_link === params.payment_link) &&
        isCreatedIn(session.created, params.created),
    );
    return pageOf(matching, params, '/v1/checkout/sessions', 'checkout.session', all);
  },
};

const listLineItems: Operation<Stripe.Checkout.SessionListLineItemsParams> = {
  method: 'GET',
  path: '/v1/checkout/sessions/:id/line_items',
  covered: [...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, ids: [id = ''], params }) => lineItemsOf(account, id, params),
};

function find(account: Account, id: string): CheckoutRecord {
  const record = account.sessions.get(id);
  if (!record) throw noSuch('checkout.session', id);
  return record;
}

export const sessionOperations = {
  'checkout.sessions.create': create,
  'checkout.sessions.retrieve': retrieve,
  'checkout.sessions.update': update,
  'checkout.sessions.expire': expire,
  'checkout.sessions.list': list,
  'checkout.sessions.listLineItems': listLineItems,
};
