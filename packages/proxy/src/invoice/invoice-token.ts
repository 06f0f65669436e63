import type { Keyring, Purpose } from '../order/keyring.js';
import { readSealed, seal } from '../order/sealed-token.js';

/** What an invoice's link is for: one invoice, of one shop. */
export interface InvoiceLink {
  readonly shop: string;
  /** As in `in_1Q0…`. */
  readonly invoice: string;
}

/** The way back from paying it: the same, and when the link ends that was paid by. */
export interface InvoiceReturn extends InvoiceLink {
  /** Seconds since the epoch. */
  readonly linkExpires: number;
}

/** Either of them says which invoice and until when its link is good, or that it once did, or nothing at all. */
export type InvoiceLinkReading =
  | { readonly is: 'open'; readonly invoice: string; readonly linkExpires: number }
  | { readonly is: 'expired' }
  | { readonly is: 'nothing' };

/**
 * A week: for the buyer whom paying took to their bank and back, however long the page there stood open. It is another
 * token than the link's, and opens no form. It remembers when the link ends, so that nobody lengthens that by coming back.
 */
const RETURN_LIFETIME_SECONDS = 7 * 24 * 3600;

/** @param expires seconds since the epoch */
export function sealInvoiceLink(keys: Keyring, link: InvoiceLink, expires: number, now: number): Promise<string> {
  return seal(keys, 'invoice-link', { ...link }, expires - Math.floor(now / 1000), now);
}

export function openInvoiceLink(keys: Keyring, token: string, shop: string, now: number): Promise<InvoiceLinkReading> {
  return read(keys, 'invoice-link', token, shop, now);
}

/** For the address that Stripe sends the buyer back to: a PaymentIntent does not name its invoice any more. */
export function sealInvoiceReturn(keys: Keyring, link: InvoiceReturn, now: number): Promise<string> {
  return seal(keys, 'invoice-return', { ...link }, RETURN_LIFETIME_SECONDS, now);
}

export function openInvoiceReturn(
  keys: Keyring,
  token: string,
  shop: string,
  now: number,
): Promise<InvoiceLinkReading> {
  return read(keys, 'invoice-return', token, shop, now);
}

async function read(
  keys: Keyring,
  purpose: Purpose,
  token: string,
  shop: string,
  now: number,
): Promise<InvoiceLinkReading> {
  const sealed = await readSealed(keys, purpose, token, now);
  if (sealed === null || sealed.content['shop'] !== shop) return { is: 'nothing' };
  const { invoice } = sealed.content;
  // It becomes part of a path at Stripe, whoever sealed it.
  if (typeof invoice !== 'string' || !isInvoiceId(invoice)) return { is: 'nothing' };
  if (sealed.isExpired) return { is: 'expired' };
  const linkExpires = sealed.content[purpose === 'invoice-link' ? 'exp' : 'linkExpires'];
  return typeof linkExpires === 'number' ? { is: 'open', invoice, linkExpires } : { is: 'nothing' };
}

export const isInvoiceId = (text: string): boolean => /^in_[A-Za-z0-9]{8,200}$/.test(text);
