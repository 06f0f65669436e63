import type { AddressElement } from './address-element.js';
import type { ContactDetailsElement } from './contact-details-element.js';
import type { ExpressCheckoutElement } from './express-checkout-element.js';
import type { PaymentElement } from './payment-element.js';

/** The elements of one checkout: at most one of each kind at a time. */
export interface Elements {
  payment: PaymentElement | null;
  contactDetails: ContactDetailsElement | null;
  shippingAddress: AddressElement | null;
  billingAddress: AddressElement | null;
  expressCheckout: ExpressCheckoutElement | null;
}
