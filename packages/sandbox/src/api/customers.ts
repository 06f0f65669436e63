import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId, randomText } from '../account/identifier.js';
import { ApiError, noSuch } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';
import { checkMetadata, mergeMetadata } from './metadata.js';

export interface CustomerInput {
  readonly email?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly description?: string;
  readonly metadata?: unknown;
}

export function createCustomer(account: Account, input: CustomerInput): Stripe.Customer {
  const customer: Stripe.Customer = {
    id: newId('cus'),
    object: 'customer',
    address: null,
    balance: 0,
    created: account.clock.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: input.description ?? null,
    email: input.email ?? null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    name: input.name ?? null,
    next_invoice_sequence: 1,
    phone: input.phone ?? null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
  account.customers.set(customer.id, customer);
  account.reached(customer, 'created');
  account.emit('customer.created', customer);
  return customer;
}

/** Stripe's light check. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** @throws ApiError for what does not look like an e-mail address */
export function checkEmail(email: string | undefined, param: string): void {
  if (email !== undefined && email !== '' && !isEmail(email)) {
    throw new ApiError('email', 400, `Invalid email address: ${email}`, { code: 'email_invalid', param });
  }
}

const create: Operation<Stripe.CustomerCreateParams> = {
  method: 'POST',
  path: '/v1/customers',
  covered: ['email', 'name', 'phone', 'description', 'metadata', 'expand'],
  check: (params) => {
    checkEmail(params.email, 'email');
    checkMetadata(params.metadata);
  },
  run: ({ account, params }) => createCustomer(account, params as CustomerInput),
};

const retrieve: Operation<Stripe.CustomerRetrieveParams> = {
  method: 'GET',
  path: '/v1/customers/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const customer = account.customers.get(id);
    if (!customer) throw noSuch('customer', id);
    return customer;
  },
};

const list: Operation<Stripe.CustomerListParams> = {
  method: 'GET',
  path: '/v1/customers',
  covered: ['email', 'created', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.customers);
    const matching = all.filter(
      (customer) =>
        (params.email === undefined || customer.email === params.email) &&
        isCreatedIn(customer.created, params.created),
    );
    return pageOf(matching, params, '/v1/customers', 'customer', all);
  },
};

export const customerOperations = {
  'customers.create': create,
  'customers.retrieve': retrieve,
  'customers.list': list,
};
