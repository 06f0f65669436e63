import type { CheckoutMode, ShopConfig } from '@stripe-cart/contract';

/** The ways to pay that lead to a page of Stripe's. For all others Stripe.js is needed, and a key for it. */
const AT_STRIPE: readonly CheckoutMode[] = ['hosted', 'link'];

/** The mode that the `checkout` attribute names; hosted where this shop does not offer it. */
export function modeNamed(name: string | null, config: ShopConfig | null): CheckoutMode {
  const mode = config?.modes.find((offered) => offered === name);
  if (mode && (AT_STRIPE.includes(mode) || config?.publishableKey)) return mode;
  // A shop that sells by fixed links offers none.
  if (name && config?.modes.length) console.warn(`stripe-cart: the proxy does not offer checkout="${name}".`);
  return 'hosted';
}
