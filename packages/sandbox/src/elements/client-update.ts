import type Stripe from 'stripe';
import type { StripeCheckoutContact } from '@stripe/stripe-js';
import type { Account } from '../account/account.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { applyPromotionCode, removePromotionCode } from '../checkout/discount.js';
import { chooseShipping } from '../checkout/shipping-choice.js';
import { ApiError } from '../errors.js';
import type { SessionUpdate } from './protocol.js';

type ShippingDetails = Stripe.Checkout.Session.CollectedInformation.ShippingDetails;
type Contact = Pick<Stripe.Checkout.Session.CustomerDetails, 'address' | 'email' | 'phone'>;

/**
 * What a buyer may change about an open session from the shop's page.
 *
 * @throws ApiError for a value that the session cannot take
 */
export function updateSession(account: Account, record: CheckoutRecord, update: SessionUpdate): void {
  const { session } = record;
  const { email, phone, shippingAddress, billingAddress, shippingOption, promotionCode } = update;
  if (email !== undefined) {
    const fixed = fixedEmailOf(session);
    if (fixed !== null && email !== fixed) {
      throw new ApiError(
        'update-email',
        400,
        'The email address of this Checkout Session was set when it was created.',
      );
    }
    setContact(session, { email });
  }
  if (phone !== undefined) setContact(session, { phone });
  if (billingAddress !== undefined) setContact(session, { address: billingAddress && addressOf(billingAddress) });
  if (shippingAddress !== undefined) setShipping(session, shippingAddress);
  if (shippingOption !== undefined && !chooseShipping(session, shippingOption)) {
    throw new ApiError('update-shipping-option', 400, 'The Checkout Session has no such shipping option.', {
      param: 'shipping_option',
    });
  }
  if (promotionCode === null) removePromotionCode(account, record);
  if (typeof promotionCode === 'string') {
    const problem = applyPromotionCode(account, record, promotionCode);
    if (problem) {
      throw new ApiError('promotion-codes', 400, problem.message, { code: problem.code, param: 'promotion_code' });
    }
  }
}

/** The address that the server gave, itself or with the customer; null where it is the buyer's to say. */
export function fixedEmailOf({
  customer,
  customer_details: details,
  customer_email: email,
}: Stripe.Checkout.Session): string | null {
  return email ?? (customer === null ? null : (details?.email ?? null));
}

function setContact(session: Stripe.Checkout.Session, given: Partial<Contact>): void {
  session.customer_details = {
    address: null,
    business_name: null,
    email: null,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: null,
    ...session.customer_details,
    ...given,
  };
}

function setShipping(session: Stripe.Checkout.Session, contact: StripeCheckoutContact | null): void {
  const countries = session.shipping_address_collection?.allowed_countries ?? [];
  if (contact && !countries.some((country) => country === contact.address.country)) {
    throw new ApiError('update-shipping-address', 400, `Nothing is shipped to ${contact.address.country}.`, {
      param: 'shipping_address',
    });
  }
  session.collected_information = {
    business_name: null,
    individual_name: null,
    ...session.collected_information,
    shipping_details: contact ? shippingDetailsOf(contact) : null,
  };
}

export function shippingDetailsOf(contact: StripeCheckoutContact): ShippingDetails {
  return { name: contact.name ?? '', address: addressOf(contact) };
}

function addressOf({ address }: StripeCheckoutContact): Stripe.Address {
  const { country, line1 = null, line2 = null, city = null, postal_code = null, state = null } = address;
  return { country, line1, line2, city, postal_code, state };
}
