import type { OrderReply, OrderRequest } from '@stripe-cart/contract';
import { parseOrderRequest } from '@stripe-cart/contract/parse';
import { openResumeToken } from '../checkout/resume-token.js';
import type { Deps, RouteHandler } from '../deps.js';
import { readJson } from '../http/json-body.js';
import { Refusal } from '../refusal.js';
import { describeOrder } from './describe-order.js';
import { createKeyring } from './keyring.js';
import { openOrderToken } from './order-token.js';
import { orderReader, type FoundOrder } from './read-order.js';
import { isNonceOf } from './return-nonce.js';

/**
 * `POST /v1/order`: what Stripe says now about an order, to whoever can name it. A token opens the order; a bare id,
 * which stands in addresses and is no secret, opens a status. Whatever else is asked gets one and the same answer,
 * so that nobody can find out which ids exist.
 */
export function orderRoute(deps: Deps): RouteHandler {
  const { config, now } = deps;
  const keys = createKeyring(config.tokenSecrets);
  const read = orderReader(deps, keys);

  /** By what the request shows: the order, if that is enough to see one. */
  const find = async (request: OrderRequest, origin: string, deadline: AbortSignal): Promise<FoundOrder | null> => {
    switch (request.by) {
      case 'session':
        return read(request.id, deadline);
      // No link is signed yet.
      case 'link':
        return null;
      case 'order': {
        const token = await openOrderToken(keys, request.token, now());
        const found = token === null ? null : await read(token.session, deadline);
        if (token === null || found === null) return null;
        const { attempt, kind } = found.promise;
        return (await isNonceOf(keys, token.nonce, attempt, kind)) ? found : null;
      }
      case 'resume': {
        const bound = { shop: config.shop, origin };
        const token = await openResumeToken(keys, request.token, bound, now());
        const found = token === null ? null : await read(token.session, deadline);
        return found !== null && found.promise.attempt === token?.attempt ? found : null;
      }
    }
  };

  return async (c) => {
    const deadline = c.get('deadline');
    const parsed = parseOrderRequest(await readJson(c.req.raw, deadline));
    if (!parsed.ok) throw new Refusal(parsed.problem);
    const request = parsed.value;
    const found = await find(request, c.req.header('origin') ?? '', deadline);
    if (found === null) throw new Refusal({ code: 'order_not_found' });

    const { session, lines, promise, status } = found;
    const reply: OrderReply =
      request.by === 'session' ? { detail: 'status', status } : describeOrder(session, lines, promise, status);
    return c.json(reply);
  };
}
