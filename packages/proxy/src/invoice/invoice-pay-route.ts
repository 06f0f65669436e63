import { INVOICE_FRAGMENT, UNVERIFIED_RETURN } from '@stripe-cart/contract';
import type { Deps, RouteHandler } from '../deps.js';
import { Refusal } from '../refusal.js';

/** Five parts of base64url, as every sealed token has them. Nothing else goes into the address of a shop's page. */
const TOKEN = /^(?=.{1,4096}$)[\w-]+(\.[\w-]*){4}$/;

/**
 * `GET /v1/invoices/pay?t=TOKEN`: what stands in an e-mail, or at the foot of an invoice. It asks nobody and changes
 * nothing, so link scanners may open it as often as they like: the browser is sent on to the shop's own page, with the
 * token in the fragment, where no server, log or Referer sees it. Whether it opens anything is for that page to ask.
 */
export function invoicePayRoute({ config }: Deps): RouteHandler {
  return (c) => {
    if (config.invoiceUrl === null) throw new Refusal({ code: 'not_found' });
    const token = c.req.query('t') ?? '';
    const shown = TOKEN.test(token) ? token : UNVERIFIED_RETURN;
    return c.redirect(`${config.invoiceUrl}#${INVOICE_FRAGMENT}=${shown}`, 303);
  };
}
