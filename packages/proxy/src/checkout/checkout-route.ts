import { parseCheckoutRequest } from '@stripe-cart/contract/parse';
import type { Deps, RouteHandler } from '../deps.js';
import { readJson } from '../http/json-body.js';
import { createKeyring } from '../order/keyring.js';
import { Refusal } from '../refusal.js';
import { checkOut } from './check-out.js';
import { priceCart, quoteOf } from './price-cart.js';

/**
 * `POST /v1/checkout`. Everything that can be refused without Stripe is refused before Stripe is asked: a wrong
 * request, a way to pay that is not offered, a cart that cannot be sold as it is, a total the buyer has not seen.
 */
export function checkoutRoute(deps: Deps): RouteHandler {
  const { config } = deps;
  const keys = createKeyring(config.tokenSecrets);

  return async (c) => {
    const deadline = c.get('deadline');
    if (config.closed !== null) throw new Refusal({ code: 'closed', message: config.closed });
    const parsed = parseCheckoutRequest(await readJson(c.req.raw, deadline));
    if (!parsed.ok) throw new Refusal(parsed.problem);
    const request = parsed.value;
    const { mode } = request;
    if (mode === 'link' || !config.modes.includes(mode))
      throw new Refusal({ code: 'mode_not_offered', modes: config.modes });

    const priced = priceCart(request.lines, await deps.catalog.current(deadline));
    if (!priced.ok) throw new Refusal(priced.problem);
    const { cart } = priced;
    const { expected } = request;
    if (expected.currency !== cart.currency || expected.subtotal !== cart.subtotal) {
      throw new Refusal({ code: 'price_changed', quote: quoteOf(cart) });
    }

    const origin = c.req.header('origin') ?? '';
    const attempt = { shop: config.shop, origin, id: request.attempt, kind: 'session' as const };
    return c.json(await checkOut({ deps, keys, attempt, mode, cart, deadline }, request.resume));
  };
}
