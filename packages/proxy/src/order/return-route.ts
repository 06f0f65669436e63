import { ORDER_FRAGMENT, UNVERIFIED_RETURN, type OrderStatus } from '@stripe-cart/contract';
import type { Catalog } from '../catalog/catalog.js';
import { returnPageMend } from '../config/return-pages.js';
import type { Deps, RouteHandler } from '../deps.js';
import type { Admission } from '../http/rate-limit.js';
import { openInvoiceReturn } from '../invoice/invoice-token.js';
import { invoiceVerdict } from '../invoice/invoice-verdict.js';
import { readInvoice } from '../invoice/read-invoice.js';
import { Refusal } from '../refusal.js';
import type { FoundOrder } from './found-order.js';
import { createKeyring } from './keyring.js';
import { sealOrderToken, type OrderToken } from './order-token.js';
import { isIntentId } from './read-intent.js';
import { orderReader } from './read-order.js';
import { isSessionId } from './read-session.js';
import { isNonceOf, isOurNonce } from './return-nonce.js';
import { returnPage } from './return-page.js';

/** What Stripe says now of what a buyer came back from. */
interface Verified {
  /** Null where Stripe could not be asked: then nothing is claimed, and the page asks again. */
  readonly status: OrderStatus | null;
  readonly itemPages: readonly (string | null)[];
}

const UNCHECKED: Verified = { status: null, itemPages: [] };

/** What an invoice's customer bought, and what anybody did where no catalogue can be had. */
const NOTHING_LISTED: Catalog = new Map();

/**
 * `GET /v1/return`: where Stripe sends the buyer. It changes nothing, so previews, reloads and link scanners may ask as
 * often as they like, and it sends the browser on to a page that the shop has configured and nowhere else, with what it
 * may know in the fragment, where no server, log or Referer sees it. What else stands in the address is not read:
 * `redirect_status` is anybody's word, and the client secret that Stripe puts beside it is nobody's business here.
 *
 * A buyer is never shown an error here. Where Stripe cannot be asked, or may not be because too many are coming back
 * at once, the page gets its token all the same, and asks again by itself; the token binds payment and attempt together,
 * and `/v1/order` holds one against the other.
 */
export function returnRoute(deps: Deps, admit: Admission): RouteHandler {
  const { config, log, now } = deps;
  const keys = createKeyring(config.tokenSecrets);
  const read = orderReader(deps, keys);

  return async (c) => {
    const deadline = c.get('deadline');
    const page = c.req.query('page');
    const to = (what: string, { status, itemPages }: Verified = UNCHECKED) => {
      const address = returnPage(config.returnPages, { status, page, itemPages });
      return c.redirect(`${address}#${ORDER_FRAGMENT}=${what}`, 303);
    };
    // HEAD is what link scanners send; nothing that Stripe says would reach anybody.
    if (c.req.method === 'HEAD') return to(UNVERIFIED_RETURN);
    const returned = await returnedIn((name) => c.req.query(name));
    if (returned === null) return to(UNVERIFIED_RETURN);
    // Only now, so that nobody can use up the budget with returns that cost nothing.
    const refusal = await admit(c);
    if (refusal !== null) log({ level: 'warn', event: 'return_unchecked', code: refusal.evidence.code });
    const verified = refusal === null ? await verify(returned, deadline) : UNCHECKED;
    return verified === null
      ? to(UNVERIFIED_RETURN)
      : to(await sealOrderToken(keys, returned, config.shop, now()), verified);
  };

  /** What the address names, as far as it is ours: null for any that this proxy has not given out. */
  async function returnedIn(query: (name: string) => string | undefined): Promise<OrderToken | null> {
    const invoice = query('invoice');
    if (invoice !== undefined) {
      // Named by a token of ours, so there is nothing to hold it against.
      const opened = await openInvoiceReturn(keys, invoice, config.shop, now());
      if (opened.is !== 'open') return null;
      return { paidBy: { by: 'invoice', id: opened.invoice }, nonce: null, linkExpires: opened.linkExpires };
    }
    const [session, intent, nonce] = [query('session_id') ?? '', query('payment_intent') ?? '', query('nonce') ?? ''];
    if (!(await isOurNonce(keys, nonce))) return null;
    if (isSessionId(session, config.stripe.livemode)) return { paidBy: { by: 'session', id: session }, nonce };
    return isIntentId(intent) ? { paidBy: { by: 'intent', id: intent }, nonce } : null;
  }

  /** @returns null where payment and nonce do not belong together */
  async function verify({ paidBy, nonce }: OrderToken, deadline: AbortSignal): Promise<Verified | null> {
    try {
      if (nonce === null) return await statusOfInvoice(paidBy.id, deadline);
      const catalog = await deps.catalog.current(deadline).catch(() => NOTHING_LISTED);
      const found = await read(paidBy, deadline, decidesPage(catalog) ? { onlyStatus: true } : { inOneCall: true });
      if (found === null || !(await isNonceOf(keys, nonce, found.promise.attempt, found.promise.kind))) return null;
      return { status: found.status, itemPages: itemPagesOf(found, catalog) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log({ level: 'warn', event: 'return_unchecked', code: error.evidence.code, note: error.note });
      return UNCHECKED;
    }
  }

  /** The page itself asks how a payment stands. All that this rests on is read here too where it decides which page. */
  function decidesPage(catalog: Catalog): boolean {
    const { pendingUrl, errorUrl } = config.returnPages;
    const hasItemPages = [...catalog.values()].some(({ returnUrl }) => returnUrl !== undefined);
    return hasItemPages || pendingUrl !== null || errorUrl !== null;
  }

  async function statusOfInvoice(id: string, deadline: AbortSignal): Promise<Verified> {
    if (!decidesPage(NOTHING_LISTED)) return UNCHECKED;
    const found = await readInvoice(deps, id, deadline);
    return { status: found === null ? null : invoiceVerdict(found.invoice), itemPages: [] };
  }

  /** A catalogue that was fetched may say anything: a page that is not the shop's is none. */
  function itemPagesOf(found: FoundOrder, catalog: Catalog): (string | null)[] {
    return found.describe(found.status).lines.map(({ item }) => {
      const { returnUrl } = catalog.get(item) ?? {};
      if (returnUrl === undefined) return null;
      const mend = returnPageMend(returnUrl, config, config.returnPages.schemes);
      if (mend !== null) log({ level: 'warn', event: 'return_page_ignored', item, mend });
      return mend === null ? returnUrl : null;
    });
  }
}
