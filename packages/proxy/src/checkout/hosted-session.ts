import { CANCELLED_FRAGMENT } from '@stripe-cart/contract';
import { Refusal } from '../refusal.js';
import type { SessionMode } from './session-mode.js';
import { sessionReturnAddress } from './return-address.js';
import { pageParams } from './page-params.js';

/** Paid on Stripe's own page: the buyer goes there, and comes back by one of two addresses. */
export const hostedSession: SessionMode = {
  params(sale) {
    const { config, origin } = sale;
    return {
      ...pageParams(sale),
      ui_mode: 'hosted_page',
      success_url: sessionReturnAddress(sale),
      cancel_url: `${config.cancelUrl ?? `${origin}/`}#${CANCELLED_FRAGMENT}`,
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
