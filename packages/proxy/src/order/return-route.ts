import { ORDER_FRAGMENT, UNVERIFIED_RETURN } from '@stripe-cart/contract';
import type { Deps, RouteHandler } from '../deps.js';
import type { Admission } from '../http/rate-limit.js';
import { Refusal } from '../refusal.js';
import { createKeyring } from './keyring.js';
import { sealOrderToken } from './order-token.js';
import { promiseIn } from './promise.js';
import { isSessionId } from './read-order.js';
import { isNonceOf, isOurNonce } from './return-nonce.js';

/**
 * `GET /v1/return`: where Stripe sends the buyer. It changes nothing, so previews, reloads and link scanners may ask as
 * often as they like, and it sends the browser on to one address only: the shop's own page, with what it may know in
 * the fragment, where no server, log or Referer sees it.
 *
 * A buyer is never shown an error here. Where Stripe cannot be asked, or may not be because too many are coming back
 * at once, the page gets its token all the same, and asks again by itself; the token binds session and attempt together, and `/v1/order` holds one against the other.
 */
export function returnRoute({ config, gateway, log, now }: Deps, admit: Admission): RouteHandler {
  const keys = createKeyring(config.tokenSecrets);

  const belongTogether = async (session: string, nonce: string, deadline: AbortSignal): Promise<boolean> => {
    try {
      const found = await gateway.retrieveSession(session, deadline);
      const promise = found === null ? null : await promiseIn(found.metadata, config.shop, keys);
      return promise !== null && (await isNonceOf(keys, nonce, promise.attempt, promise.kind));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log({ level: 'warn', event: 'return_unchecked', code: error.evidence.code, note: error.note });
      return true;
    }
  };

  return async (c) => {
    const to = (what: string) => c.redirect(`${config.returnUrl}#${ORDER_FRAGMENT}=${what}`, 303);
    const session = c.req.query('session_id') ?? '';
    const nonce = c.req.query('nonce') ?? '';
    // HEAD is what link scanners send; nothing that Stripe says would reach anybody.
    if (c.req.method === 'HEAD') return to(UNVERIFIED_RETURN);
    if (!isSessionId(session, config.stripe.livemode) || !(await isOurNonce(keys, nonce))) return to(UNVERIFIED_RETURN);
    // Only now, so that nobody can use up the budget with returns that cost nothing.
    const refusal = await admit(c);
    if (refusal !== null) log({ level: 'warn', event: 'return_unchecked', code: refusal.evidence.code });
    else if (!(await belongTogether(session, nonce, c.get('deadline')))) return to(UNVERIFIED_RETURN);
    return to(await sealOrderToken(keys, { session, nonce }, now()));
  };
}
