import { ROUTES } from '@stripe-cart/contract';
import { createKeyring } from '../order/keyring.js';
import type { InvoiceSettings } from './invoice-settings.js';
import { sealInvoiceLink } from './invoice-token.js';

const DAY_SECONDS = 24 * 3600;

/** Half a year: an invoice is looked for in a drawer. */
const SHORTEST_SECONDS = 180 * DAY_SECONDS;

/** Beyond the day it is due: reminders come after that. */
const BEYOND_DUE_SECONDS = 60 * DAY_SECONDS;

/**
 * When a link made now ends, unless somebody says otherwise, in seconds since the epoch.
 *
 * @param dueDate of the invoice, in seconds since the epoch; null where it has none, or nobody has looked
 * @param now milliseconds since the epoch
 */
export function linkExpiry(dueDate: number | null, now: number): number {
  return Math.max(Math.floor(now / 1000) + SHORTEST_SECONDS, (dueDate ?? 0) + BEYOND_DUE_SECONDS);
}

/**
 * The address by which an invoice is paid on the shop's own page.
 *
 * @param invoice its id
 * @param expires seconds since the epoch
 * @param now milliseconds since the epoch
 */
export async function makeInvoiceLink(
  { shop, publicUrl, tokenSecrets }: Pick<InvoiceSettings, 'shop' | 'publicUrl' | 'tokenSecrets'>,
  invoice: string,
  expires: number,
  now: number,
): Promise<string> {
  const token = await sealInvoiceLink(createKeyring(tokenSecrets), { shop, invoice }, expires, now);
  return `${invoiceLinkBase(publicUrl)}${token}`;
}

/** What every invoice link of this proxy begins with. */
export const invoiceLinkBase = (publicUrl: string): string => `${publicUrl}${ROUTES.invoicePay.path}?t=`;
