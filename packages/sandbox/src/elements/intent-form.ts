import type Stripe from 'stripe';
import { ApiError } from '../errors.js';
import { readForm, type Form, type FormValue } from '../form-body.js';
import type { BillingDetails } from '../payment/charge.js';
import { CARD_THAT_PAYS } from '../payment/cards.js';
import type { ElementsOffer } from '../payment/confirmation-token.js';
import { isPaymentMethodType, type PaymentMethod } from '../payment/payment-methods.js';
import { WALLETS } from '../payment/wallets.js';

/** What a browser sends to confirm an intent, or to have a ConfirmationToken made: whatever came, this is what it has. */
export interface IntentForm {
  readonly key: string;
  readonly clientSecret: string;
  readonly method: PaymentMethod | null;
  /** The id of a PaymentMethod, or of a ConfirmationToken. */
  readonly paymentMethod: string | null;
  readonly confirmationToken: string | null;
  readonly billing: BillingDetails;
  readonly shipping: Stripe.PaymentIntent.Shipping | null;
  readonly receiptEmail: string | null;
  readonly returnUrl: string | null;
  readonly setupFutureUsage: 'off_session' | 'on_session' | null;
  /** What the Elements were made with; null for those of a client secret. */
  readonly offer: ElementsOffer | null;
}

/** What a publishable key may send. Stripe's own code sends more about itself, which nothing here depends on. */
const KNOWN = [
  'client_context',
  'client_secret',
  'confirmation_token',
  'key',
  'payment_method',
  'payment_method_data',
  'receipt_email',
  'return_url',
  'setup_future_usage',
  'shipping',
  'use_stripe_sdk',
] as const;

/**
 * @param text form-encoded
 * @param now seconds since the epoch
 * @throws ApiError for a parameter that is not for a publishable key, or a value that cannot be
 */
export function readIntentForm(text: string, now: number): IntentForm {
  const form = readForm(text);
  const unknown = Object.keys(form).find((name) => !KNOWN.some((each) => each === name));
  if (unknown !== undefined) {
    throw new ApiError('publishable-params', 400, `Received unknown parameter: ${unknown}`, {
      code: 'parameter_unknown',
      param: unknown,
    });
  }
  const data = partsOf(form['payment_method_data']);
  const usage = textOf(form['setup_future_usage']);
  return {
    key: textOf(form['key']) ?? '',
    clientSecret: textOf(form['client_secret']) ?? '',
    method: methodIn(data, now),
    paymentMethod: textOf(form['payment_method']),
    confirmationToken: textOf(form['confirmation_token']),
    billing: billingIn(partsOf(data['billing_details'])),
    shipping: shippingIn(form['shipping']),
    receiptEmail: textOf(form['receipt_email']),
    returnUrl: textOf(form['return_url']),
    setupFutureUsage: usage === 'off_session' || usage === 'on_session' ? usage : null,
    offer: offerIn(form['client_context']),
  };
}

function methodIn(data: Form, now: number): PaymentMethod | null {
  const type = textOf(data['type']);
  if (type === null) return null;
  if (WALLETS.some((wallet) => wallet === type)) return walletCard(now);
  if (!isPaymentMethodType(type)) {
    throw new ApiError('payment-methods', 400, `There is no payment method type ${type}.`, {
      param: 'payment_method_data[type]',
    });
  }
  const details = partsOf(data[type]);
  if (type === 'card') {
    const [expMonth, expYear] = [Number(details['exp_month']), Number(details['exp_year'])];
    return { type, number: textOf(details['number']) ?? '', expMonth, expYear, cvc: textOf(details['cvc']) ?? '' };
  }
  if (type === 'bacs_debit' || type === 'sepa_debit' || type === 'us_bank_account') {
    return { type, account: textOf(details['iban']) ?? textOf(details['account_number']) ?? '' };
  }
  return { type };
}

/** What the sandbox's own wallets pay with. @param now seconds since the epoch */
export function walletCard(now: number): PaymentMethod {
  const expYear = new Date(now * 1000).getFullYear() + 3;
  return { type: 'card', number: CARD_THAT_PAYS, expMonth: 12, expYear, cvc: '123' };
}

function billingIn(parts: Form): BillingDetails {
  return {
    email: textOf(parts['email']),
    name: textOf(parts['name']),
    phone: textOf(parts['phone']),
    address: addressIn(parts['address']),
  };
}

function shippingIn(value: FormValue | undefined): Stripe.PaymentIntent.Shipping | null {
  if (value === undefined) return null;
  const parts = partsOf(value);
  const [name, address] = [textOf(parts['name']), addressIn(parts['address'])];
  if (name === null || address === null) {
    const param = name === null ? 'shipping[name]' : 'shipping[address]';
    throw new ApiError('publishable-params', 400, `Missing required param: ${param}.`, {
      code: 'parameter_missing',
      param,
    });
  }
  return { address, name, carrier: null, phone: textOf(parts['phone']), tracking_number: null };
}

function addressIn(value: FormValue | undefined): Stripe.Address | null {
  if (value === undefined) return null;
  const parts = partsOf(value);
  const part = (name: string): string | null => textOf(parts[name]);
  return {
    country: part('country'),
    line1: part('line1'),
    line2: part('line2'),
    city: part('city'),
    postal_code: part('postal_code'),
    state: part('state'),
  };
}

function offerIn(value: FormValue | undefined): ElementsOffer | null {
  if (value === undefined) return null;
  const parts = partsOf(value);
  return {
    amount: Number(parts['amount']),
    currency: textOf(parts['currency']) ?? '',
    captureMethod: textOf(parts['capture_method']),
  };
}

function partsOf(value: FormValue | undefined): Form {
  return typeof value === 'object' && !Array.isArray(value) ? value : {};
}

/** Null for an empty text as well. */
function textOf(value: FormValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
