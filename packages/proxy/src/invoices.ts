/**
 * For whoever makes links to invoices, as `npx stripe-cart invoice-link` does: the address that a proxy with the same
 * `CART_TOKEN_SECRET`, `CART_SHOP` and `CART_PUBLIC_URL` opens. Nothing here calls Stripe.
 *
 *     const reading = readInvoiceSettings(process.env);
 *     const link = await makeInvoiceLink(reading.settings, 'in_…', linkExpiry(dueDate, now), now);
 */
export { footerWith, LINK_PLACEHOLDER } from './invoice/invoice-footer.js';
export { invoiceLinkBase, linkExpiry, makeInvoiceLink } from './invoice/invoice-link.js';
export { readInvoiceSettings, type InvoiceSettings, type InvoiceSettingsReading } from './invoice/invoice-settings.js';
export { isInvoiceId } from './invoice/invoice-token.js';
export type { ConfigProblem } from './config/problems.js';
export type { Environment } from './config/settings-reader.js';
