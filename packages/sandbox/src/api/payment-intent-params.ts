import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError, noSuchParam, notCovered } from '../errors.js';
import { isSupported, MAXIMUM_CHARGE, minimumCharge, stepOf } from '../money/currency.js';
import { canHold, isRedirect, typesOffered } from '../payment/payment-methods.js';
import { checkEmail } from './customers.js';
import { checkMetadata } from './metadata.js';

type CreateParams = Stripe.PaymentIntentCreateParams;

/** Parameters that go with `confirm` only. */
const WITH_CONFIRM = ['return_url', 'confirmation_token', 'use_stripe_sdk'] as const;

/** @throws ApiError for parameters that no PaymentIntent could be made from */
export function checkCreate(params: CreateParams): void {
  checkAmount(params.amount, params.currency);
  checkDetails(params);
  const early = params.confirm ? undefined : WITH_CONFIRM.find((param) => params[param] !== undefined);
  if (early === 'return_url') throw onlyWithConfirm('intent-return-url', early);
  if (early !== undefined) throw onlyWithConfirm('confirm-only', early);
  if (params.automatic_payment_methods?.enabled === false) {
    throw notCovered('automatic_payment_methods[enabled]=false', 'automatic_payment_methods[enabled]');
  }
  const {
    allowed_payment_method_types: allowed,
    excluded_payment_method_types: excluded,
    automatic_payment_methods: automatic,
  } = params;
  if (allowed !== undefined && (excluded ?? automatic) !== undefined) {
    throw new ApiError(
      'intent-methods',
      400,
      'allowed_payment_method_types excludes the other ways to choose methods.',
      {
        code: 'parameters_exclusive',
        param: 'allowed_payment_method_types',
      },
    );
  }
}

function onlyWithConfirm(rule: 'intent-return-url' | 'confirm-only', param: string): ApiError {
  return new ApiError(rule, 400, `${param} can only be given with confirm=true.`, { param });
}

/** What creating, changing and confirming have in common. */
export function checkDetails(params: {
  readonly metadata?: unknown;
  readonly receipt_email?: string | null;
  readonly confirmation_token?: string;
  readonly payment_method?: string;
}): void {
  checkMetadata(params.metadata);
  checkEmail(params.receipt_email ?? undefined, 'receipt_email');
  if (params.confirmation_token !== undefined && params.payment_method !== undefined) {
    throw notCovered('payment_method beside confirmation_token', 'payment_method');
  }
}

/**
 * @param amount minor units
 * @throws ApiError for an amount that Stripe does not charge
 */
export function checkAmount(amount: number, currency: string): void {
  const refuse = (rule: 'amount-too-small' | 'amount-too-large', message: string): ApiError =>
    new ApiError(rule, 400, message, { code: rule.replaceAll('-', '_'), param: 'amount' });
  if (!isSupported(currency)) {
    throw new ApiError('currency', 400, `Invalid currency: ${currency}`, { param: 'currency' });
  }
  if (amount < 1) {
    throw new ApiError('intent-amount', 400, 'An amount is a positive integer.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  if (amount > MAXIMUM_CHARGE) throw refuse('amount-too-large', 'An amount has at most eight digits.');
  if (amount < minimumCharge(currency)) {
    throw refuse('amount-too-small', `The amount is below the smallest charge in ${currency}.`);
  }
  if (amount % stepOf(currency) !== 0) {
    throw new ApiError('currency-step', 400, `An amount in ${currency} is a multiple of ${stepOf(currency)}.`, {
      param: 'amount',
    });
  }
}

/**
 * The methods a new intent can be paid with, card first.
 *
 * @throws ApiError where none is left
 */
export function methodTypesOf(account: Account, params: CreateParams): string[] {
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = params;
  const types = typesOffered(account, params.currency).filter(
    (type) =>
      (allowed === undefined || allowed.includes(type)) &&
      !excluded?.includes(type) &&
      !(params.automatic_payment_methods?.allow_redirects === 'never' && isRedirect(type)) &&
      (params.capture_method !== 'manual' || canHold(type)),
  );
  if (types.length > 0) return types;
  throw new ApiError('intent-methods', 400, 'No payment method of the account is left for this PaymentIntent.', {
    param: allowed === undefined ? 'excluded_payment_method_types' : 'allowed_payment_method_types',
  });
}

/** @throws ApiError for a customer that the account does not have */
export function checkCustomer(account: Account, customer: string | undefined): void {
  if (customer !== undefined && !account.customers.has(customer)) throw noSuchParam('customer', customer, 'customer');
}

/** A shipping address as an intent shows it. */
export function shippingOf(given: CreateParams['shipping'] | '' | null): Stripe.PaymentIntent.Shipping | null {
  if (!given) return null;
  const { city = null, country = null, line1 = null, line2 = null, postal_code = null, state = null } = given.address;
  return {
    address: { city, country, line1, line2, postal_code, state },
    carrier: given.carrier ?? null,
    name: given.name,
    phone: given.phone ?? null,
    tracking_number: given.tracking_number ?? null,
  };
}
