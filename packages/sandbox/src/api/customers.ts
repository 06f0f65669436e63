import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId, randomText } from '../account/identifier.js';
import { ApiError, noSuch } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';
import { checkMetadata, mergeMetadata } from './metadata.js';
import { refuseUncovered } from './uncovered.js';

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

const update: Operation<Stripe.CustomerUpdateParams> = {
  method: 'POST',
  path: '/v1/customers/:id',
  covered: ['email', 'name', 'phone', 'description', 'metadata', 'invoice_settings', 'expand'],
  check: (params) => {
    refuseUncovered(params, ['invoice_settings.custom_fields', 'invoice_settings.rendering_options']);
    checkEmail(params.email, 'email');
    checkMetadata(params.metadata);
  },
  run: ({ account, ids: [id = ''], params }) => {
    const customer = account.customers.get(id);
    if (!customer) throw noSuch('customer', id);
    const { invoice_settings: settings } = params;
    const method = settings?.default_payment_method;
    if (method !== undefined && account.keptPaymentMethods.get(method)?.shown.customer !== id) {
      throw new ApiError('customer-update', 400, `No such PaymentMethod: '${method}'`, {
        code: 'resource_missing',
        param: 'invoice_settings[default_payment_method]',
      });
    }
    customer.email = params.email ?? customer.email;
    customer.name = params.name ?? customer.name ?? null;
    customer.phone = params.phone ?? customer.phone ?? null;
    customer.description = params.description ?? customer.description;
    customer.metadata = mergeMetadata(customer.metadata, params.metadata);
    customer.invoice_settings.default_payment_method = method ?? customer.invoice_settings.default_payment_method;
    customer.invoice_settings.footer = settings?.footer ?? customer.invoice_settings.footer;
    account.emit('customer.updated', customer);
    return customer;
  },
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
  'customers.update': update,
  'customers.list': list,
};
