import type { Buyer } from '../checkout/buyer.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { problemWith } from '../checkout/cards.js';
import type { PaymentMethod } from '../checkout/payment-methods.js';
import type { Entries } from './checkout-page.js';

export type Submission =
  | { readonly ok: true; readonly buyer: Buyer; readonly method: PaymentMethod | null }
  | { readonly ok: false; readonly problem: string };

/**
 * What the buyer submitted, checked as the page's own fields are.
 *
 * @param now seconds since the epoch, for the card's expiry
 */
export function readSubmission({ session }: CheckoutRecord, entries: Entries, now: number): Submission {
  const text = (name: string): string => (entries[name] ?? '').trim();
  const refuse = (problem: string): Submission => ({ ok: false, problem });
  const email = session.customer_details?.email ?? text('email');
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return refuse('Enter your email address.');
  const phone = session.phone_number_collection?.enabled ? text('phoneNumber') : '';
  if (session.phone_number_collection?.enabled && !/^\+?[\d\s()-]{6,20}$/.test(phone))
    return refuse('Enter your phone number.');

  const countries = session.shipping_address_collection?.allowed_countries;
  if (countries) {
    const filled = ['shippingName', 'shippingAddressLine1', 'shippingPostalCode', 'shippingLocality'].every(
      (name) => text(name) !== '',
    );
    if (!filled || !countries.includes(text('shippingCountry'))) return refuse('Complete your shipping address.');
  }
  const acceptsTerms = text('termsOfServiceConsentCheckbox') === 'true';
  if (session.consent_collection?.terms_of_service === 'required' && !acceptsTerms)
    return refuse('Agree to the terms of service to continue.');

  const buyer: Buyer = {
    email,
    name: text('billingName') || null,
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
  if (session.amount_total === 0) return { ok: true, buyer, method: null };
  if (text('billingName') === '') return refuse('Enter the name on your card.');
  const expiry = /^(\d{1,2})\s*\/?\s*(\d{2})$/.exec(text('cardExpiry'));
  if (!expiry) return refuse('Your card’s expiration date is incomplete.');
  const card = {
    number: text('cardNumber'),
    expMonth: Number(expiry[1]),
    expYear: 2000 + Number(expiry[2]),
    cvc: text('cardCvc'),
  };
  const problem = problemWith(card, now);
  return problem ? refuse(problem.message) : { ok: true, buyer, method: { type: 'card', ...card } };
}
