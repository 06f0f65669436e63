import type { SessionMode } from './session-mode.js';
import { sessionReturnAddress } from './return-address.js';
import { pageParams } from './page-params.js';

/**
 * Paid on Stripe's page, embedded in the shop's own. Stripe refuses here what belongs to leaving and coming back:
 * `success_url` and `cancel_url` (stripe 23.1.0, Checkout/Sessions.d.ts, `SessionCreateParams`).
 */
export const embeddedSession: SessionMode = {
  params: (sale) => ({
    ...pageParams(sale),
    ui_mode: 'embedded_page',
    // Only a buyer who has to leave for their bank comes back by the address; the others never left the page.
    redirect_on_completion: 'if_required',
    return_url: sessionReturnAddress(sale),
  }),

  wayIn({ ui_mode: uiMode, client_secret: clientSecret }) {
    if (uiMode !== 'embedded_page' || typeof clientSecret !== 'string') return null;
    return { status: 'open', mode: 'embedded', clientSecret };
  },
};
