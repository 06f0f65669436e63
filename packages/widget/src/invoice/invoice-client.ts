import type { InvoiceReply, InvoiceRequest, ROUTES, ShopConfig } from '@stripe-cart/contract';
import { ask, failed, hasAmounts, hasTexts, isFields, isListOf, type Reply } from '../proxy-client.js';

/** As in `proxy-client.ts`: only the compiler reads the contract's table. */
type InvoicePath = (typeof ROUTES)['invoice' | 'config']['path'];

const INVOICE: InvoicePath = '/v1/invoice';
const CONFIG: InvoicePath = '/v1/config';

/**
 * What Stripe says now about the invoice of a link.
 *
 * @param proxy its base URL, with a trailing slash; empty where nobody said where it is
 * @param locale the page's language, for the shop's page to come back to
 */
export async function askForInvoice(proxy: string, token: string, locale?: string): Promise<Reply<InvoiceReply>> {
  const request: InvoiceRequest = { token, ...(locale && { locale }) };
  return proxy ? ask(proxy + INVOICE.slice(1), isInvoice, request) : failed('no_proxy', false);
}

/** The shop's public settings. */
export function askForConfig(proxy: string): Promise<Reply<ShopConfig>> {
  return ask(proxy + CONFIG.slice(1), (value): value is ShopConfig => isFields(value));
}

/** What the page cannot do without. A status that only a newer proxy knows is for the view to find words for. */
function isInvoice(value: unknown): value is InvoiceReply {
  return (
    hasTexts(value, 'status currency') &&
    hasAmounts(value, 'total paid remaining') &&
    isListOf(value['lines'], (line) => hasTexts(line, 'description') && hasAmounts(line, 'amount')) &&
    (value['payment'] === null || hasTexts(value['payment'], 'clientSecret returnUrl'))
  );
}
