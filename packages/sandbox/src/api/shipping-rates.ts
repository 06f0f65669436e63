import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { ApiError, noSuch } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';
import { checkMetadata, mergeMetadata } from './metadata.js';
import { checkAmount } from './price-amount.js';
import { refuseUncovered } from './uncovered.js';

/** What creates a shipping rate, at its own endpoint or inline in `shipping_rate_data`. */
export type ShippingRateInput = Omit<Stripe.ShippingRateCreateParams, 'expand'>;

/** @throws ApiError without an amount, or with one that is not a price's */
export function checkShippingRate(params: ShippingRateInput, prefix = ''): void {
  const name = (field: string): string => (prefix === '' ? field : `${prefix}[${field}]`);
  checkMetadata(params.metadata, name('metadata'));
  if ([...params.display_name].length > 100) {
    throw new ApiError('shipping-rate', 400, 'A display name is at most 100 characters.', {
      param: name('display_name'),
    });
  }
  if (!params.fixed_amount) {
    throw new ApiError('shipping-rate', 400, `Missing required param: ${name('fixed_amount')}.`, {
      code: 'parameter_missing',
      param: name('fixed_amount'),
    });
  }
  const { amount, currency } = params.fixed_amount;
  checkAmount({ currency, unit_amount: amount }, name('fixed_amount'));
}

export function createShippingRate(account: Account, params: ShippingRateInput): Stripe.ShippingRate {
  const rate: Stripe.ShippingRate = {
    id: newId('shr'),
    object: 'shipping_rate',
    active: true,
    created: account.clock.now(),
    delivery_estimate: params.delivery_estimate
      ? { minimum: params.delivery_estimate.minimum ?? null, maximum: params.delivery_estimate.maximum ?? null }
      : null,
    display_name: params.display_name,
    ...(params.fixed_amount
      ? { fixed_amount: { amount: params.fixed_amount.amount, currency: params.fixed_amount.currency } }
      : {}),
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    tax_behavior: params.tax_behavior ?? 'unspecified',
    tax_code: params.tax_code ?? null,
    type: 'fixed_amount',
  };
  account.shippingRates.set(rate.id, rate);
  account.reached(rate, 'active');
  return rate;
}

const create: Operation<Stripe.ShippingRateCreateParams> = {
  method: 'POST',
  path: '/v1/shipping_rates',
  covered: [
    'display_name',
    'delivery_estimate',
    'fixed_amount',
    'metadata',
    'tax_behavior',
    'tax_code',
    'type',
    'expand',
  ],
  check: (params) => {
    refuseUncovered(params, ['fixed_amount.currency_options']);
    checkShippingRate(params);
  },
  run: ({ account, params }) => createShippingRate(account, params),
};

const retrieve: Operation<Stripe.ShippingRateRetrieveParams> = {
  method: 'GET',
  path: '/v1/shipping_rates/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const rate = account.shippingRates.get(id);
    if (!rate) throw noSuch('shipping rate', id);
    return rate;
  },
};

const list: Operation<Stripe.ShippingRateListParams> = {
  method: 'GET',
  path: '/v1/shipping_rates',
  covered: ['active', 'currency', 'created', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.shippingRates);
    const matching = all.filter(
      (rate) =>
        (params.active === undefined || rate.active === params.active) &&
        (params.currency === undefined || rate.fixed_amount?.currency === params.currency) &&
        isCreatedIn(rate.created, params.created),
    );
    return pageOf(matching, params, '/v1/shipping_rates', 'shipping rate', all);
  },
};

export const shippingRateOperations = {
  'shippingRates.create': create,
  'shippingRates.retrieve': retrieve,
  'shippingRates.list': list,
};
