import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError, noSuch } from '../errors.js';
import { capture as captureHeld } from '../payment/capture.js';
import { cancelIntent, createIntent, move, unexpectedState } from '../payment/intent.js';
import { statusAfter } from '../payment/intent-states.js';
import { keepPaymentMethod } from '../payment/kept-payment-method.js';
import { ownedIntent, ownerOf } from '../payment/purpose.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';
import { mergeMetadata } from './metadata.js';
import { carryOut, confirm, paymentMethodOf, readConfirming } from './payment-intent-confirm.js';
import { checkCreate, checkCustomer, methodTypesOf, shippingOf } from './payment-intent-params.js';
import { update } from './payment-intent-update.js';

const create: Operation<Stripe.PaymentIntentCreateParams> = {
  method: 'POST',
  path: '/v1/payment_intents',
  covered: [
    ...(['amount', 'currency', 'customer', 'description', 'expand', 'metadata', 'receipt_email', 'shipping'] as const),
    ...(['automatic_payment_methods', 'allowed_payment_method_types', 'excluded_payment_method_types'] as const),
    ...(['capture_method', 'setup_future_usage', 'statement_descriptor', 'statement_descriptor_suffix'] as const),
    ...(['confirm', 'confirmation_token', 'payment_method', 'return_url', 'use_stripe_sdk'] as const),
  ],
  check: checkCreate,
  run: (call) => {
    const { account, params } = call;
    checkCustomer(account, params.customer);
    const { amount, currency, capture_method: captureMethod = 'automatic_async' } = params;
    const methodTypes = methodTypesOf(account, params);
    const automatic = automaticOf(params);
    const method = params.payment_method === undefined ? null : paymentMethodOf(account, params.payment_method);
    // Whatever would keep it from being confirmed keeps it from being made; a decline does not.
    const { customer = null } = params;
    const offer = { customer, payment_method_types: methodTypes, automatic_payment_methods: automatic };
    const terms = { ...offer, amount, currency, capture_method: captureMethod };
    const confirming = params.confirm ? readConfirming(call, terms) : null;

    const intent = createIntent(
      account,
      {
        amount,
        currency,
        methodTypes,
        automatic,
        captureMethod,
        allowed: params.allowed_payment_method_types ?? null,
        excluded: params.excluded_payment_method_types ?? null,
        customer,
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
        receiptEmail: params.receipt_email ?? null,
        setupFutureUsage: params.setup_future_usage ?? null,
        shipping: shippingOf(params.shipping),
        statementDescriptor: params.statement_descriptor ?? null,
        statementDescriptorSuffix: params.statement_descriptor_suffix ?? null,
      },
      null,
    );
    if (confirming) carryOut(account, intent, confirming, params);
    else if (method) {
      intent.payment_method = keepPaymentMethod(account, method).shown.id;
      move(account, intent, 'given');
    }
    return intent;
  },
};

/** On by default, unless the shop has named the methods. https://docs.stripe.com/payments/accept-a-payment */
function automaticOf({
  allowed_payment_method_types: allowed,
  automatic_payment_methods: given,
}: Stripe.PaymentIntentCreateParams): Stripe.PaymentIntent.AutomaticPaymentMethods | null {
  if (allowed !== undefined) return null;
  return { enabled: true, allow_redirects: given?.allow_redirects ?? 'always' };
}

const retrieve: Operation<Stripe.PaymentIntentRetrieveParams> = {
  method: 'GET',
  path: '/v1/payment_intents/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => find(account, id),
};

const cancel: Operation<Stripe.PaymentIntentCancelParams> = {
  method: 'POST',
  path: '/v1/payment_intents/:id/cancel',
  covered: ['cancellation_reason', 'expand'],
  run: ({ account, ids: [id = ''], params }) => {
    const intent = find(account, id);
    if (statusAfter(intent.status, 'canceled') === null) throw unexpectedState(intent);
    const owner = ownerOf(account, intent);
    const isHeldForSession = owner?.is === 'session' && intent.status === 'requires_capture';
    if (owner && !isHeldForSession) throw ownedIntent(owner, 'canceled');
    cancelIntent(account, intent, params.cancellation_reason ?? null);
    return intent;
  },
};

const capture: Operation<Stripe.PaymentIntentCaptureParams> = {
  method: 'POST',
  path: '/v1/payment_intents/:id/capture',
  covered: ['amount_to_capture', 'expand'],
  check: ({ amount_to_capture: amount }) => {
    if (amount === undefined || amount > 0) return;
    throw new ApiError('manual-capture', 400, 'An amount to capture is a positive integer.', {
      code: 'parameter_invalid_integer',
      param: 'amount_to_capture',
    });
  },
  run: ({ account, ids: [id = ''], params }) => {
    const intent = find(account, id);
    captureHeld(account, intent, params.amount_to_capture ?? null);
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

function find(account: Account, id: string): Stripe.PaymentIntent {
  const intent = account.paymentIntents.get(id);
  if (!intent) throw noSuch('payment_intent', id);
  return intent;
}

export const paymentIntentOperations = {
  'paymentIntents.create': create,
  'paymentIntents.retrieve': retrieve,
  'paymentIntents.update': update,
  'paymentIntents.confirm': confirm,
  'paymentIntents.cancel': cancel,
  'paymentIntents.capture': capture,
  'paymentIntents.list': list,
};
