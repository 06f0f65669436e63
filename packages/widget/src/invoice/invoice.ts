/**
 * Everything about invoices, as one chunk: the element that pays one, and what a page draws that somebody comes back to
 * from paying one. Only a page that has either loads it.
 */
export { verifiedInvoice } from './invoice-view.js';
export { StripeCartInvoice } from './stripe-cart-invoice.js';
