import type { OrderReply, OrderRequest, OrderStatus, VerifiedInvoice } from '@stripe-cart/contract';
import { parseOrderRequest } from '@stripe-cart/contract/parse';
import { openResumeToken } from '../checkout/resume-token.js';
import type { Deps, RouteHandler } from '../deps.js';
import { readJson } from '../http/json-body.js';
import { verifiedInvoice } from '../invoice/verified-invoice.js';
import { Refusal } from '../refusal.js';
import { outcomeOf, readLink } from '../link/read-link.js';
import type { FoundOrder } from './found-order.js';
import { createKeyring } from './keyring.js';
import { openOrderToken } from './order-token.js';
import { isMadeBeforehand, type SalePromise } from './promise.js';
import { orderReader } from './read-order.js';
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
  const readOfSession = (id: string, deadline: AbortSignal, asked?: Parameters<typeof read>[2]) =>
    read({ by: 'session', id }, deadline, asked);

  /** By what the request shows: the order, or how it stands, if that is enough to see one. */
  const find = async (
    request: OrderRequest,
    origin: string,
    deadline: AbortSignal,
  ): Promise<FoundOrder | VerifiedInvoice | OrderStatus | null> => {
    switch (request.by) {
      case 'session':
        return (await readOfSession(request.id, deadline, { onlyStatus: true }))?.status ?? null;
      case 'link':
        return readOfSession(request.session, deadline, {
          isWanted: ({ kind, attempt }) => isMadeBeforehand(kind) && attempt === request.attempt,
        });
      case 'order': {
        const token = await openOrderToken(keys, request.token, config.shop, now());
        if (token?.paidBy.by === 'invoice') return verifiedInvoice(deps, token, deadline);
        const found = token === null ? null : await read(token.paidBy, deadline);
        if (token === null || found === null) return null;
        const { attempt, kind } = found.promise;
        return (await isNonceOf(keys, token.nonce ?? '', attempt, kind)) ? found : null;
      }
      case 'resume': {
        const bound = { shop: config.shop, origin };
        const token = await openResumeToken(keys, request.token, bound, now());
        if (token === null) return null;
        const { payable, attempt } = token;
        const isAttempts = (promise: SalePromise) => promise.attempt === attempt;
        if (payable.by !== 'link') return read({ by: payable.by, id: payable.id }, deadline, { isWanted: isAttempts });
        const reading = await readLink(deps, keys, payable.id, deadline);
        if (reading.is !== 'ours' || !isAttempts(reading.found.promise)) return null;
        const outcome = outcomeOf(reading.found);
        return typeof outcome === 'string'
          ? outcome
          : readOfSession(outcome.session, deadline, { isWanted: isAttempts });
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

    return c.json(replyOf(found, request));
  };
}

function replyOf(found: FoundOrder | VerifiedInvoice | OrderStatus, request: OrderRequest): OrderReply {
  if (typeof found === 'string') return { detail: 'status', status: found };
  if ('detail' in found) return found;
  const order = found.describe(found.status);
  // Whoever was given the address of a receipt could go on with its payment, if they were told the attempt.
  const isTold = request.by !== 'order' || request.attempts?.includes(order.attempt);
  return isTold ? order : { ...order, attempt: '' };
}
