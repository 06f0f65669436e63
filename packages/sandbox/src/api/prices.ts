import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import type { WirePrice } from '../account/wire.js';
import { deactivateLinksOf } from '../checkout/archived-offer.js';
import { ApiError, noSuch, noSuchParam } from '../errors.js';
import type { Operation } from './call.js';
import { checkCurrencyOptions, setCurrencyOptions, type CurrencyOptionsInput } from './currency-options.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';
import { checkMetadata, mergeMetadata } from './metadata.js';
import { checkLookupKey, checkLookupKeys, takeLookupKey } from './lookup-key.js';
import { amountOf, checkAmount, type Amount } from './price-amount.js';
import { checkProduct, createProduct } from './products.js';
import { refuseUncovered } from './uncovered.js';

export interface PriceInput extends Amount {
  readonly active?: boolean;
  readonly currency_options?: CurrencyOptionsInput;
  readonly lookup_key?: string;
  readonly metadata?: unknown;
  readonly nickname?: string;
  readonly recurring?: { interval: Stripe.Price.Recurring.Interval; interval_count?: number } | undefined;
  readonly tax_behavior?: Stripe.Price.TaxBehavior;
}

export function createPrice(account: Account, product: string, input: PriceInput): WirePrice {
  const unitAmount = amountOf(input);
  const price: WirePrice = {
    id: newId('price'),
    object: 'price',
    active: input.active ?? true,
    billing_scheme: 'per_unit',
    created: account.clock.now(),
    currency: input.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: input.lookup_key ?? null,
    metadata: mergeMetadata({}, input.metadata),
    nickname: input.nickname ?? null,
    product,
    recurring: input.recurring
      ? {
          interval: input.recurring.interval,
          interval_count: input.recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: input.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: input.recurring ? 'recurring' : 'one_time',
    unit_amount: unitAmount,
    unit_amount_decimal: String(unitAmount),
  };
  account.prices.set(price.id, price);
  if (input.currency_options) setCurrencyOptions(account, price, input.currency_options);
  account.reached(price, price.active ? 'active' : 'inactive');
  account.emit('price.created', price);
  return price;
}

const create: Operation<Stripe.PriceCreateParams> = {
  method: 'POST',
  path: '/v1/prices',
  covered: [
    'currency',
    'currency_options',
    'unit_amount',
    'unit_amount_decimal',
    'product',
    'product_data',
    'active',
    'lookup_key',
    'transfer_lookup_key',
    'metadata',
    'nickname',
    'recurring',
    'tax_behavior',
    'expand',
  ],
  check: (params) => {
    refuseUncovered(params, ['recurring.meter', 'recurring.trial_period_days', 'recurring.usage_type']);
    checkAmount(params);
    checkCurrencyOptions(params.currency_options ?? {}, params.currency);
    checkLookupKey(params.lookup_key);
    checkMetadata(params.metadata);
    if ((params.product === undefined) === (params.product_data === undefined)) {
      throw new ApiError('price-product', 400, 'Exactly one of product and product_data is required.', {
        code: params.product === undefined ? 'parameter_missing' : 'parameters_exclusive',
        param: 'product',
      });
    }
    checkProduct(params.product_data ?? {}, 'product_data');
  },
  run: ({ account, params }) => {
    if (params.product !== undefined && !account.products.has(params.product)) {
      throw noSuchParam('product', params.product, 'product');
    }
    takeLookupKey(account, params.lookup_key, params.transfer_lookup_key, null);
    const product = params.product ?? (params.product_data ? createProduct(account, params.product_data).id : '');
    return createPrice(account, product, params as PriceInput);
  },
};

const retrieve: Operation<Stripe.PriceRetrieveParams> = {
  method: 'GET',
  path: '/v1/prices/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => find(account, id),
};

const update: Operation<Stripe.PriceUpdateParams> = {
  method: 'POST',
  path: '/v1/prices/:id',
  covered: [
    'active',
    'currency_options',
    'lookup_key',
    'transfer_lookup_key',
    'metadata',
    'nickname',
    'tax_behavior',
    'expand',
  ],
  check: (params) => {
    checkCurrencyOptions(params.currency_options || {}, null);
    checkLookupKey(params.lookup_key);
    checkMetadata(params.metadata);
  },
  run: ({ account, ids: [id = ''], params }) => {
    const price = find(account, id);
    checkPriceUpdate(account, price, params);
    takeLookupKey(account, params.lookup_key, params.transfer_lookup_key, price.id);
    const isArchived = price.active && params.active === false;
    price.active = params.active ?? price.active;
    price.lookup_key = params.lookup_key ?? price.lookup_key;
    price.nickname = params.nickname ?? price.nickname;
    price.tax_behavior = params.tax_behavior ?? price.tax_behavior;
    price.metadata = mergeMetadata(price.metadata, params.metadata);
    if (params.currency_options === '') account.currencyOptions.delete(price.id);
    else if (params.currency_options) setCurrencyOptions(account, price, params.currency_options);
    account.reached(price, price.active ? 'active' : 'inactive');
    account.emit('price.updated', price);
    if (isArchived) deactivateLinksOf(account, (item) => item.price.id === price.id);
    return price;
  },
};

function checkPriceUpdate(account: Account, price: WirePrice, params: Stripe.PriceUpdateParams): void {
  if (params.active === false && account.products.get(String(price.product))?.default_price === price.id) {
    throw new ApiError(
      'default-price',
      400,
      'This price cannot be archived because it is the default price of its product.',
      { param: 'active' },
    );
  }
  checkCurrencyOptions(params.currency_options || {}, price.currency);
  const { tax_behavior: behavior } = params;
  if (behavior !== undefined && price.tax_behavior !== 'unspecified' && behavior !== price.tax_behavior) {
    throw new ApiError('tax-behavior', 400, 'The tax behavior of a price cannot be changed once it is specified.', {
      param: 'tax_behavior',
    });
  }
}

const list: Operation<Stripe.PriceListParams> = {
  method: 'GET',
  path: '/v1/prices',
  covered: ['active', 'currency', 'product', 'type', 'lookup_keys', 'created', ...PAGE_PARAMS],
  check: (params) => {
    checkPage(params);
    checkLookupKeys(params.lookup_keys);
  },
  run: ({ account, params }) => {
    const all = newestFirst(account.prices);
    const matching = all.filter(
      (price) =>
        (params.active === undefined || price.active === params.active) &&
        (params.currency === undefined || price.currency === params.currency) &&
        (params.product === undefined || price.product === params.product) &&
        (params.type === undefined || price.type === params.type) &&
        (params.lookup_keys === undefined || params.lookup_keys.includes(price.lookup_key ?? '')) &&
        isCreatedIn(price.created, params.created),
    );
    return pageOf(matching, params, '/v1/prices', 'price', all);
  },
};

function find(account: Account, id: string): WirePrice {
  const price = account.prices.get(id);
  if (!price) throw noSuch('price', id);
  return price;
}

export const priceOperations = {
  'prices.create': create,
  'prices.retrieve': retrieve,
  'prices.update': update,
  'prices.list': list,
};
