import type Stripe from 'stripe';
import type { ReadingDeps } from '../order/reading.js';

/** An invoice as Stripe has it at this moment. */
export interface FoundInvoice {
  readonly invoice: Stripe.Invoice;
  /** The first 300 at most. */
  readonly lines: readonly Stripe.InvoiceLineItem[];
  /** Whether there are more than these. */
  readonly hasMore: boolean;
}

/**
 * One call, and a second one where there are more lines than Stripe shows with an invoice.
 *
 * @param id of an invoice that a token of ours names: it is not asked again whose it is
 * @returns null where Stripe shows none, or shows one of the other mode
 */
export async function readInvoice(
  { config, gateway }: ReadingDeps,
  id: string,
  deadline: AbortSignal,
): Promise<FoundInvoice | null> {
  const invoice = await gateway.retrieveInvoice(id, deadline);
  if (invoice === null || invoice.livemode !== config.stripe.livemode) return null;
  const { lines } = invoice;
  if (!lines.has_more) return { invoice, lines: lines.data, hasMore: false };
  return { invoice, ...(await gateway.listInvoiceLines(id, deadline)) };
}
