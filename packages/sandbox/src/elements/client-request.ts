import type { StripeCheckoutContact } from '@stripe/stripe-js';
import { ApiError } from '../errors.js';
import { isPaymentMethodType, type PaymentMethod } from '../payment/payment-methods.js';
import type { BuyerDetails, ConfirmRequest, Credentials, SessionUpdate } from './protocol.js';

/** A browser's request, looked at: whatever came, this is what it has. */
export type ClientRequest = { readonly credentials: Credentials } & (
  | { readonly is: 'session'; /** A page that has nothing of the session yet. */ readonly isFirst: boolean }
  | { readonly is: 'update'; readonly update: SessionUpdate }
  | {
      readonly is: 'confirm';
      readonly confirm: ConfirmRequest;
      readonly method: PaymentMethod | null;
      readonly byWallet: boolean;
    }
  | { readonly is: 'challenge'; readonly challenge: string; readonly answer: 'pass' | 'fail' | 'abandon' }
);

type Parts = Readonly<Record<string, unknown>>;

/** @throws ApiError for what no page of the stand-in sends */
export function readRequest(name: string, body: string): ClientRequest {
  const parts = partsOf(parse(body));
  const credentials = credentialsIn(parts);
  if (name === 'session') return { is: 'session', credentials, isFirst: parts['first'] === true };
  if (name === 'update') return { is: 'update', credentials, update: readUpdate(partsOf(parts['update'])) };
  if (name === 'challenge') {
    const answer = parts['answer'];
    if (answer !== 'pass' && answer !== 'fail' && answer !== 'abandon') throw unreadable();
    return { is: 'challenge', credentials, challenge: textOf(parts['challenge']) ?? '', answer };
  }
  if (name !== 'confirm') throw unreadable();
  const confirm = partsOf(parts['confirm']);
  const { expectedAmount } = confirm;
  if (typeof expectedAmount !== 'number') throw unreadable();
  return {
    is: 'confirm',
    credentials,
    confirm: { buyer: readBuyer(partsOf(confirm['buyer'])), returnUrl: textOf(confirm['returnUrl']), expectedAmount },
    method: readMethod(partsOf(parts['method'])),
    byWallet: parts['byWallet'] === true,
  };
}

/** @throws ApiError for what is no JSON */
export function readCredentials(body: string): Credentials {
  return credentialsIn(partsOf(parse(body)));
}

function credentialsIn(parts: Parts): Credentials {
  return { key: textOf(parts['key']) ?? '', clientSecret: textOf(parts['clientSecret']) ?? '' };
}

function readUpdate(parts: Parts): SessionUpdate {
  const has = (name: keyof SessionUpdate): boolean => Object.hasOwn(parts, name);
  const shippingOption = textOf(parts['shippingOption']);
  return {
    ...(has('email') ? { email: textOf(parts['email']) } : {}),
    ...(has('phone') ? { phone: textOf(parts['phone']) } : {}),
    ...(has('shippingAddress') ? { shippingAddress: contactOf(parts['shippingAddress']) } : {}),
    ...(has('billingAddress') ? { billingAddress: contactOf(parts['billingAddress']) } : {}),
    ...(shippingOption === null ? {} : { shippingOption }),
    ...(has('promotionCode') ? { promotionCode: textOf(parts['promotionCode']) } : {}),
  };
}

function readBuyer(parts: Parts): BuyerDetails {
  return {
    email: textOf(parts['email']),
    phone: textOf(parts['phone']),
    shippingAddress: contactOf(parts['shippingAddress']),
    billingAddress: contactOf(parts['billingAddress']),
  };
}

function readMethod(parts: Parts): PaymentMethod | null {
  const type = textOf(parts['type']);
  if (type === null) return null;
  if (!isPaymentMethodType(type)) throw unreadable();
  if (type === 'card') {
    const [expMonth, expYear] = [Number(parts['expMonth']), Number(parts['expYear'])];
    return { type, number: textOf(parts['number']) ?? '', expMonth, expYear, cvc: textOf(parts['cvc']) ?? '' };
  }
  if (type === 'bacs_debit' || type === 'sepa_debit' || type === 'us_bank_account') {
    return { type, account: textOf(parts['account']) ?? '' };
  }
  return { type };
}

function contactOf(value: unknown): StripeCheckoutContact | null {
  if (value === null || value === undefined) return null;
  const parts = partsOf(value);
  const address = partsOf(parts['address']);
  const country = textOf(address['country']);
  if (country === null) throw unreadable();
  const optional = (name: string): string | null => textOf(address[name]);
  return {
    name: textOf(parts['name']),
    address: {
      country,
      line1: optional('line1'),
      line2: optional('line2'),
      city: optional('city'),
      postal_code: optional('postal_code'),
      state: optional('state'),
    },
  };
}

export function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw unreadable();
  }
}

export function partsOf(value: unknown): Parts {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Null for an empty text as well. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function unreadable(): ApiError {
  return new ApiError('not-covered', 400, 'That is no request of the stand-in for Stripe.js.');
}
