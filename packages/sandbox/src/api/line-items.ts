import type { Account } from '../account/account.js';
import type { WireLineItem, WireList } from '../account/wire.js';
import { noSuch } from '../errors.js';
import { pageOf, type Page } from './list.js';

/** How many line items an expanded session carries before it says `has_more`. */
export const LINE_ITEMS_EXPANDED = 10;

/** The line items of a session, in the order in which it was created with them. */
export function lineItemsOf(account: Account, session: string, page: Page): WireList<WireLineItem> {
  const record = account.sessions.get(session);
  if (!record) throw noSuch('checkout.session', session);
  return pageOf(record.lineItems, page, `/v1/checkout/sessions/${session}/line_items`, 'item');
}

/** The line items of a payment link, which its sessions get copies of. */
export function paymentLinkLinesOf(account: Account, paymentLink: string, page: Page): WireList<WireLineItem> {
  const record = account.paymentLinks.get(paymentLink);
  if (!record) throw noSuch('payment_link', paymentLink);
  return pageOf(record.lineItems, page, `/v1/payment_links/${paymentLink}/line_items`, 'item');
}
