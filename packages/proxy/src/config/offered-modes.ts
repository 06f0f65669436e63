import type { CheckoutMode } from '@stripe-cart/contract';
import type { Config } from './config.js';

/**
 * The ways to pay that these settings allow. Stripe's own page is always one. Inside the shop's page Stripe.js needs the
 * publishable key, and cannot ask for consent to the shop's terms: the Element for that is in beta
 * (@stripe/stripe-js 10.2.1, checkout.d.ts, `createTermsElement`).
 */
export function offeredModes({ stripe, checkout }: Pick<Config, 'stripe' | 'checkout'>): readonly CheckoutMode[] {
  const inThePage = stripe.publishableKey !== null && !checkout.requireTermsOfService;
  return inThePage ? ['hosted', 'elements'] : ['hosted'];
}
