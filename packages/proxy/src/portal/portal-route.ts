import type { PortalReply } from '@stripe-cart/contract';
import { parsePortalRequest } from '@stripe-cart/contract/parse';
import { openResumeToken } from '../checkout/resume-token.js';
import type { Deps, RouteHandler } from '../deps.js';
import { readJson } from '../http/json-body.js';
import { requestWithToken } from '../http/token-body.js';
import { idOf } from '../order/found-order.js';
import { createKeyring } from '../order/keyring.js';
import { readSession } from '../order/read-session.js';
import { Refusal } from '../refusal.js';

/**
 * `POST /v1/portal`: a way into Stripe's customer portal, where a subscription is changed and ended. It changes the
 * future, so it takes more than an order does: the resume token of the attempt that began the subscription, which is in
 * the browser that paid and on the page's origin it paid from. The token of an order stands in an address, is copied and
 * shared, and opens nothing here; nor do ids. The customer is that of the attempt's own subscription, and nobody else's.
 */
export function portalRoute(deps: Deps): RouteHandler {
  const { config, gateway, now } = deps;
  const keys = createKeyring(config.tokenSecrets);

  /** The customer of the subscription that this attempt began; null for everything else. */
  const customerOf = async (token: string, origin: string, deadline: AbortSignal): Promise<string | null> => {
    const resumed = await openResumeToken(keys, token, { shop: config.shop, origin }, now());
    if (resumed?.payable.by !== 'session') return null;
    // The seal itself binds the session to its attempt.
    const reading = await readSession(deps, keys, resumed.payable.id, deadline, { inOneCall: true });
    if (reading.is !== 'ours') return null;
    const { session } = reading.order;
    const hasBegun = session.mode === 'subscription' && session.status === 'complete';
    return hasBegun ? idOf(session.customer) : null;
  };

  return async (c) => {
    if (!config.portal) throw new Refusal({ code: 'not_found' });
    const deadline = c.get('deadline');
    const body = await readJson(c.req.raw, deadline);
    const { token } = requestWithToken(body, parsePortalRequest(body), { code: 'order_not_found' });
    const origin = c.req.header('origin') ?? '';
    const customer = await customerOf(token, origin, deadline);
    if (customer === null) throw new Refusal({ code: 'order_not_found' });

    const params = { customer, return_url: config.cancelUrl ?? `${origin}/` };
    const { url } = await gateway.createPortalSession(params, deadline);
    if (!config.checkoutOrigins.includes(new URL(url).origin)) {
      throw new Refusal({ code: 'misconfigured' }, { note: 'CART_CHECKOUT_ORIGINS lacks the origin of the portal' });
    }
    return c.json({ url } satisfies PortalReply);
  };
}
