import type { InvoicePayment, InvoiceReply } from '@stripe-cart/contract';
import { parseInvoiceRequest } from '@stripe-cart/contract/parse';
import { invoiceReturnAddress } from '../checkout/return-address.js';
import type { Deps, RouteHandler } from '../deps.js';
import { readJson } from '../http/json-body.js';
import { requestWithToken } from '../http/token-body.js';
import { createKeyring } from '../order/keyring.js';
import { Refusal } from '../refusal.js';
import { describeInvoice } from './describe-invoice.js';
import { secretOf } from './invoice-status.js';
import { openInvoiceLink, sealInvoiceReturn } from './invoice-token.js';
import { readInvoice, type FoundInvoice } from './read-invoice.js';

/**
 * `POST /v1/invoice`: how the invoice of a link stands, and, where it can be paid, its own PaymentIntent to pay it with.
 * Without a link's token nothing is said: there is no way to ask by an invoice's id or number, and a token that was
 * forged, cut short, made for another shop or for an invoice that is gone gets one and the same answer.
 */
export function invoiceRoute(deps: Deps): RouteHandler {
  const { config, now } = deps;
  const keys = createKeyring(config.tokenSecrets);

  return async (c) => {
    if (config.invoiceUrl === null) throw new Refusal({ code: 'not_found' });
    const deadline = c.get('deadline');
    const body = await readJson(c.req.raw, deadline);
    const { token, locale } = requestWithToken(body, parseInvoiceRequest(body), { code: 'invoice_not_found' });
    const link = await openInvoiceLink(keys, token, config.shop, now());
    if (link.is === 'expired') throw new Refusal({ code: 'invoice_link_expired' });
    const found = link.is === 'open' ? await readInvoice(deps, link.invoice, deadline) : null;
    if (link.is !== 'open' || found === null) throw new Refusal({ code: 'invoice_not_found' });

    const described = describeInvoice(found);
    const payment = described.status === 'open' ? await paymentOf(found, link.linkExpires, locale) : null;
    return c.json({ ...described, payment } satisfies InvoiceReply);
  };

  async function paymentOf(
    { invoice }: FoundInvoice,
    linkExpires: number,
    locale: string | undefined,
  ): Promise<InvoicePayment | null> {
    const clientSecret = secretOf(invoice);
    if (clientSecret === null) return null;
    const token = await sealInvoiceReturn(keys, { shop: config.shop, invoice: invoice.id, linkExpires }, now());
    return { clientSecret, returnUrl: invoiceReturnAddress({ config, token, locale }) };
  }
}
