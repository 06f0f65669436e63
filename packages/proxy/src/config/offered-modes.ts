import type { CheckoutMode } from '@stripe-cart/contract';
import type { Config } from './config.js';

/**
 * The ways to pay that these settings allow. Stripe's own page is always one, and embedded it is the same page. In
 * Elements Stripe.js cannot ask for consent to the shop's terms: the Element for that is in beta
 * (@stripe/stripe-js 10.2.1, checkout.d.ts, `createTermsElement`). A PaymentIntent without a session knows neither
 * promotion codes nor tax that Stripe reckons (stripe 23.1.0, PaymentIntents.d.ts, `PaymentIntentCreateParams`): it is
 * not offered rather than charging something else than the other ways would. All of these need the publishable key.
 *
 * A payment link for each cart is made where the owner has asked for it: there is nothing that the settings ask of
 * Stripe's page and a link could not, but a link never expires, so whoever may start payments leaves something behind in
 * the account with each.
 */
export function offeredModes({
  stripe,
  checkout,
  paymentLinks,
}: Pick<Config, 'stripe' | 'checkout' | 'paymentLinks'>): readonly CheckoutMode[] {
  const { requireTermsOfService, allowPromotionCodes, automaticTax } = checkout;
  const inPage = stripe.publishableKey !== null;
  const offers: Record<CheckoutMode, boolean> = {
    hosted: true,
    embedded: inPage,
    elements: inPage && !requireTermsOfService,
    intent: inPage && !requireTermsOfService && !allowPromotionCodes && !automaticTax,
    link: paymentLinks,
  };
  return (Object.keys(offers) as CheckoutMode[]).filter((mode) => offers[mode]);
}
