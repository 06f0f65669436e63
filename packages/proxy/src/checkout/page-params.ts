import type Stripe from 'stripe';
import { recurringOf } from '../subscription/cart-billing.js';
import { sessionParams, type Sale } from './session-params.js';

/** What a page of Stripe's is told beside the sale, wherever it is shown: consent, the button's words, the language. */
export function pageParams(sale: Sale): Stripe.Checkout.SessionCreateParams {
  const { requireTermsOfService, submitType, locale } = sale.config.checkout;
  return {
    ...sessionParams(sale),
    ...(requireTermsOfService && { consent_collection: { terms_of_service: 'required' } }),
    // The words there are for a button are about one payment.
    ...(submitType !== null && recurringOf(sale.cart) === null && { submit_type: submitType }),
    ...(locale !== null && { locale: locale as Stripe.Checkout.SessionCreateParams.Locale }),
  };
}
