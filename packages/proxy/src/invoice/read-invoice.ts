import type Stripe from 'stripe';
import type { ReadingDeps } from '../order/reading.js';

/** An invoice as Stripe has it at this moment, with all its lines. */
export interface FoundInvoice {
  readonly invoice: Stripe.Invoice;
  readonly lines: readonly Stripe.InvoiceLineItem[];
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
  return { invoice, lines: lines.has_more ? await gateway.listInvoiceLines(id, deadline) : lines.data };
}
