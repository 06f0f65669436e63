import { CANCELLED_FRAGMENT } from '@stripe-cart/contract';
import { Refusal } from '../refusal.js';
import { recurringOf } from '../subscription/cart-billing.js';
import type { SessionMode } from './session-mode.js';
import { sessionReturnAddress } from './return-address.js';
import { sessionParams } from './session-params.js';

/** Paid on Stripe's own page: the buyer goes there, and comes back by one of two addresses. */
export const hostedSession: SessionMode = {
  params(sale) {
    const { cart, config, origin } = sale;
    const { requireTermsOfService, submitType, locale } = config.checkout;
    return {
      ...sessionParams(sale),
      ui_mode: 'hosted_page',
      success_url: sessionReturnAddress(sale),
      cancel_url: `${config.cancelUrl ?? `${origin}/`}#${CANCELLED_FRAGMENT}`,
      ...(requireTermsOfService && { consent_collection: { terms_of_service: 'required' as const } }),
      // The words there are for a button are about one payment.
      ...(submitType !== null && recurringOf(cart) === null && { submit_type: submitType }),
      ...(locale !== null && { locale }),
    };
  },

  wayIn({ ui_mode: uiMode, url }, { checkoutOrigins }) {
    if (uiMode !== 'hosted_page' || typeof url !== 'string') return null;
    if (!checkoutOrigins.includes(new URL(url).origin)) {
      throw new Refusal({ code: 'misconfigured' }, { note: "CART_CHECKOUT_ORIGINS lacks the origin of Stripe's page" });
    }
    return { status: 'open', mode: 'hosted', url };
  },
};
