import { ORDER_FRAGMENT, UNVERIFIED_RETURN } from '@stripe-cart/contract';
import type { Deps, RouteHandler } from '../deps.js';
import type { Admission } from '../http/rate-limit.js';
import { openInvoiceReturn } from '../invoice/invoice-token.js';
import { Refusal } from '../refusal.js';
import { createKeyring } from './keyring.js';
import { sealOrderToken } from './order-token.js';
import type { PaidBy } from './paid-by.js';
import { isIntentId } from './read-intent.js';
import { orderReader } from './read-order.js';
import { isSessionId } from './read-session.js';
import { isNonceOf, isOurNonce } from './return-nonce.js';

/**
 * `GET /v1/return`: where Stripe sends the buyer. It changes nothing, so previews, reloads and link scanners may ask as
 * often as they like, and it sends the browser on to one address only: the shop's own page, with what it may know in
 * the fragment, where no server, log or Referer sees it. What else stands in the address is not read: `redirect_status`
 * is anybody's word, and the client secret that Stripe puts beside it is nobody's business here.
 *
 * A buyer is never shown an error here. Where Stripe cannot be asked, or may not be because too many are coming back
 * at once, the page gets its token all the same, and asks again by itself; the token binds payment and attempt together, and `/v1/order` holds one against the other.
 */
export function returnRoute(deps: Deps, admit: Admission): RouteHandler {
  const { config, log, now } = deps;
  const keys = createKeyring(config.tokenSecrets);
  const read = orderReader(deps, keys);

  const belongTogether = async (payment: PaidBy, nonce: string, deadline: AbortSignal): Promise<boolean> => {
    try {
      const found = await read(payment, deadline, { inOneCall: true });
      return found !== null && (await isNonceOf(keys, nonce, found.promise.attempt, found.promise.kind));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log({ level: 'warn', event: 'return_unchecked', code: error.evidence.code, note: error.note });
      return true;
    }
  };

  /** An invoice is named by a token of ours, so there is nothing to hold it against. Null for anything else. */
  const invoiceToken = async (sealed: string): Promise<string | null> => {
    const returned = await openInvoiceReturn(keys, sealed, config.shop, now());
    if (returned.is !== 'open') return null;
    return sealOrderToken(keys, { paidBy: { by: 'invoice', id: returned.invoice }, nonce: null }, now());
  };

  /** What Stripe names in the address; null for anything that is no id of this mode. */
  const paymentIn = (query: (name: string) => string | undefined): PaidBy | null => {
    const [session, intent] = [query('session_id') ?? '', query('payment_intent') ?? ''];
    if (isSessionId(session, config.stripe.livemode)) return { by: 'session', id: session };
    return isIntentId(intent) ? { by: 'intent', id: intent } : null;
  };

  return async (c) => {
    const to = (what: string) => c.redirect(`${config.returnUrl}#${ORDER_FRAGMENT}=${what}`, 303);
    const payment = paymentIn((name) => c.req.query(name));
    const nonce = c.req.query('nonce') ?? '';
    // HEAD is what link scanners send; nothing that Stripe says would reach anybody.
    if (c.req.method === 'HEAD') return to(UNVERIFIED_RETURN);
    const ofInvoice = c.req.query('invoice');
    if (ofInvoice !== undefined) return to((await invoiceToken(ofInvoice)) ?? UNVERIFIED_RETURN);
    if (payment === null || !(await isOurNonce(keys, nonce))) return to(UNVERIFIED_RETURN);
    // Only now, so that nobody can use up the budget with returns that cost nothing.
    const refusal = await admit(c);
    if (refusal !== null) log({ level: 'warn', event: 'return_unchecked', code: refusal.evidence.code });
    else if (!(await belongTogether(payment, nonce, c.get('deadline')))) return to(UNVERIFIED_RETURN);
    return to(await sealOrderToken(keys, { paidBy: payment, nonce }, now()));
  };
}
