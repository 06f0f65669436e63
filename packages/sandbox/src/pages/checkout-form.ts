import { asksForMethod } from '../checkout/asked-method.js';
import type { Buyer } from '../checkout/buyer.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { isPaymentMethodType, isRedirect, isVoucher, type PaymentMethod } from '../payment/payment-methods.js';
import type { Entries } from './entries.js';

/** Why the form cannot be sent on, and which of its fields the buyer has to look at. */
export interface Complaint {
  readonly field: string | null;
  readonly message: string;
}

export type Submission =
  | { readonly ok: true; readonly buyer: Buyer; readonly method: PaymentMethod | null }
  | { readonly ok: false; readonly complaint: Complaint };

/** What was read, or what is wrong with it. */
export type Reading<T> = T | Complaint;

/** What the buyer submitted, checked as the page's own fields are. Whether a card is any good, the bank says. */
export function readSubmission(record: CheckoutRecord, entries: Entries): Submission {
  const buyer = readBuyer(record, entries);
  if (isComplaint(buyer)) return { ok: false, complaint: buyer };
  if (!asksForMethod(record.session)) return { ok: true, buyer, method: null };
  const method = readMethod(record.session.payment_method_types, entries);
  if (isComplaint(method)) return { ok: false, complaint: method };
  const name = method.type === 'card' ? entries['billingName'] : entries['accountName'];
  return { ok: true, buyer: { ...buyer, name: name?.trim() || buyer.shipping?.name || null }, method };
}

function readBuyer({ session }: CheckoutRecord, entries: Entries): Reading<Buyer> {
  const text = textOf(entries);
  const email = session.customer_details?.email ?? text('email');
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return { field: 'email', message: 'Enter your email address.' };
  const asksForPhone = session.phone_number_collection?.enabled === true;
  const phone = asksForPhone ? text('phoneNumber') : '';
  if (asksForPhone && !/^\+?[\d\s()-]{6,20}$/.test(phone)) {
    return { field: 'phoneNumber', message: 'Enter your phone number.' };
  }
  const countries = session.shipping_address_collection?.allowed_countries;
  if (countries) {
    const empty = ['shippingName', 'shippingAddressLine1', 'shippingPostalCode', 'shippingLocality'].find(
      (name) => text(name) === '',
    );
    const field = empty ?? (countries.includes(text('shippingCountry')) ? null : 'shippingCountry');
    if (field !== null) return { field, message: 'Complete your shipping address.' };
  }
  const acceptsTerms = text('termsOfServiceConsentCheckbox') === 'true';
  if (session.consent_collection?.terms_of_service === 'required' && !acceptsTerms) {
    return { field: 'termsOfServiceConsentCheckbox', message: 'Agree to the terms of service to continue.' };
  }
  return {
    email,
    name: null,
    phone: phone || null,
    shipping: countries
      ? {
          name: text('shippingName'),
          address: {
            line1: text('shippingAddressLine1'),
            line2: text('shippingAddressLine2') || null,
            city: text('shippingLocality'),
            postal_code: text('shippingPostalCode'),
            state: text('shippingAdministrativeArea') || null,
            country: text('shippingCountry'),
          },
        }
      : null,
    acceptsTerms,
  };
}

/**
 * What the buyer wants to pay with.
 *
 * @param types those that are offered, the first one for who chose none
 */
export function readMethod(types: readonly string[], entries: Entries): Reading<PaymentMethod> {
  const text = textOf(entries);
  const [first = 'card'] = types;
  const type = text('paymentMethod') || first;
  if (!types.includes(type) || !isPaymentMethodType(type)) {
    return { field: null, message: 'Choose how you want to pay.' };
  }
  if (isRedirect(type) || isVoucher(type)) return { type };
  if (type !== 'card') {
    const field = `${type}Account`;
    if (text(field) === '') return { field, message: 'Enter your account number.' };
    if (text('accountName') === '') return { field: 'accountName', message: 'Enter the name on your account.' };
    return { type, account: text(field) };
  }
  if (text('cardNumber') === '') return { field: 'cardNumber', message: 'Enter your card number.' };
  const expiry = /^(\d{1,2})\s*\/?\s*(\d{2})$/.exec(text('cardExpiry'));
  if (!expiry) return { field: 'cardExpiry', message: 'Your card’s expiration date is incomplete.' };
  if (text('cardCvc') === '') return { field: 'cardCvc', message: 'Your card’s security code is incomplete.' };
  if (text('billingName') === '') return { field: 'billingName', message: 'Enter the name on your card.' };
  return {
    type,
    number: text('cardNumber'),
    expMonth: Number(expiry[1]),
    expYear: 2000 + Number(expiry[2]),
    cvc: text('cardCvc'),
  };
}

const textOf =
  (entries: Entries) =>
  (name: string): string =>
    (entries[name] ?? '').trim();

export function isComplaint(reading: object): reading is Complaint {
  return 'message' in reading;
}

/** The field that a decline is about, by its code; null where it is about the payment as a whole. */
export function fieldOf(code: string): string | null {
  return Object.hasOwn(FIELDS, code) ? (FIELDS[code] ?? null) : null;
}

const FIELDS: Readonly<Record<string, string>> = {
  incorrect_number: 'cardNumber',
  invalid_number: 'cardNumber',
  invalid_expiry_month: 'cardExpiry',
  invalid_expiry_year: 'cardExpiry',
  expired_card: 'cardExpiry',
  invalid_cvc: 'cardCvc',
  incorrect_cvc: 'cardCvc',
};
