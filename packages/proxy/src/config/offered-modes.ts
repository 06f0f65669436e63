import type { CheckoutMode } from '@stripe-cart/contract';
import type { Config } from './config.js';

/**
 * The ways to pay that these settings allow. Stripe's own page is always one. Inside the shop's page Stripe.js needs the
 * publishable key, and cannot ask for consent to the shop's terms: the Element for that is in beta
 * (@stripe/stripe-js 10.2.1, checkout.d.ts, `createTermsElement`). A payment link for each cart is made where the owner has
 * asked for it: there is nothing that the settings ask of Stripe's page and a link could not, but a link never expires, so
 * whoever may start payments leaves something behind in the account with each.
 */
export function offeredModes({
  stripe,
  checkout,
  paymentLinks,
}: Pick<Config, 'stripe' | 'checkout' | 'paymentLinks'>): readonly CheckoutMode[] {
  const modes: CheckoutMode[] = ['hosted'];
  if (stripe.publishableKey !== null && !checkout.requireTermsOfService) modes.push('elements');
  if (paymentLinks) modes.push('link');
  return modes;
}
