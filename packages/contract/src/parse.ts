/**
 * Parsers for what crosses the wire. Imported by the proxy and by tests, never by the widget: the schema library
 * would cost every visitor of every shop some 2.7 kB.
 */
import * as v from 'valibot';
import { type CartLine, MAX_LINES } from './cart-lines.js';
import type { CatalogReply } from './catalog.js';
import type { CheckoutReply, CheckoutRequest } from './checkout.js';
import type { InvoiceReply, InvoiceRequest } from './invoice.js';
import type { OrderReply, OrderRequest } from './order.js';
import { cartLine } from './parse-fields.js';
import type { PortalReply, PortalRequest } from './portal.js';
import type { ProblemEvidence } from './problem.js';
import { catalogReply, checkoutReply, invoiceReply, orderReply, portalReply } from './reply-shapes.js';
import { checkoutRequest, invoiceRequest, orderRequest, portalRequest } from './request-shapes.js';

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ProblemEvidence };

export const parseCheckoutRequest = (input: unknown): Parsed<CheckoutRequest> => parse(checkoutRequest, input);
export const parseCartLine = (input: unknown): Parsed<CartLine> => parse(cartLine, input);
export const parseOrderRequest = (input: unknown): Parsed<OrderRequest> => parse(orderRequest, input);
export const parseCheckoutReply = (input: unknown): Parsed<CheckoutReply> => parse(checkoutReply, input);
export const parseOrderReply = (input: unknown): Parsed<OrderReply> => parse(orderReply, input);
export const parseInvoiceRequest = (input: unknown): Parsed<InvoiceRequest> => parse(invoiceRequest, input);
export const parseInvoiceReply = (input: unknown): Parsed<InvoiceReply> => parse(invoiceReply, input);
export const parsePortalRequest = (input: unknown): Parsed<PortalRequest> => parse(portalRequest, input);
export const parsePortalReply = (input: unknown): Parsed<PortalReply> => parse(portalReply, input);
export const parseCatalogReply = (input: unknown): Parsed<CatalogReply> => parse(catalogReply, input);

function parse<T>(schema: v.GenericSchema<unknown, T>, input: unknown): Parsed<T> {
  const result = v.safeParse(schema, input, { abortEarly: true, abortPipeEarly: true });
  return result.success ? { ok: true, value: result.output } : { ok: false, problem: problemOf(result.issues[0]) };
}

/** The first thing that is wrong, as one of the contract's codes. */
function problemOf(issue: v.BaseIssue<unknown>): ProblemEvidence {
  const path = pathOf(issue);
  if (issue.type === 'strict_object' && issue.expected === 'never') return { code: 'unknown_field', path };
  if (path === 'lines' && issue.type === 'min_length') return { code: 'empty_cart' };
  if (path === 'lines' && issue.type === 'max_length') return { code: 'too_many_lines', limit: MAX_LINES };
  return { code: 'invalid_request', path };
}

/** Longest path that is echoed, in characters: a field's name may be as long as the body allows. */
const MAX_PATH_LENGTH = 100;

function pathOf(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map(({ key }) => String(key)).join('.');
  return path.length > MAX_PATH_LENGTH ? `${path.slice(0, MAX_PATH_LENGTH)}…`.toWellFormed() : path;
}
