import type { SessionMode } from './session-mode.js';
import { sessionReturnAddress } from './return-address.js';
import { sessionParams } from './session-params.js';

/**
 * Paid on the shop's own page, in Stripe's Elements. Stripe refuses here whatever belongs to a page of its own:
 * `success_url`, `cancel_url`, `submit_type`, `custom_text` and others (stripe 23.1.0, Checkout/Sessions.d.ts,
 * `SessionCreateParams`). The consent to terms has an Element that is still in beta, so `offered-modes.ts` does not offer
 * this mode then, and the language of Elements is Stripe.js's own option.
 */
export const elementsSession: SessionMode = {
  params: (sale) => ({
    ...sessionParams(sale),
    ui_mode: 'elements',
    // Only a buyer who has to leave for their bank comes back this way; the others never left.
    return_url: sessionReturnAddress(sale),
  }),

  // What is collected is read from the session and not from the settings, which may have changed since it was made.
  wayIn(session) {
    const { client_secret: clientSecret } = session;
    if (session.ui_mode !== 'elements' || typeof clientSecret !== 'string') return null;
    const collects = {
      shippingAddress: (session.shipping_address_collection ?? null) !== null,
      phone: session.phone_number_collection?.enabled === true,
      promotionCode: session.allow_promotion_codes === true,
    };
    return { status: 'open', mode: 'elements', clientSecret, collects };
  },
};
