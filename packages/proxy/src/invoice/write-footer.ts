import type { Deps } from '../deps.js';
import { Refusal } from '../refusal.js';
import { footerWith } from './invoice-footer.js';
import { isInvoiceId } from './invoice-token.js';
import { invoiceLinkBase, linkExpiry, makeInvoiceLink } from './invoice-link.js';

/**
 * Writes the link of a new invoice at its foot, in the sentence of `CART_INVOICE_FOOTER`, so that Stripe's own e-mail and
 * PDF carry it. That is possible while it is a draft, and of use where somebody is asked to pay: an invoice that Stripe
 * collects by itself is left alone. Stripe finalizes an invoice an hour after its webhooks have been answered
 * (https://docs.stripe.com/invoicing/integration/automatic-advancement-collection), so there is time to try again.
 *
 * @param id of the invoice, as an event of Stripe's names it
 * @returns whether it was written now
 * @throws {Refusal} what the gateway throws, so that Stripe brings the event again; not for a key that may not write
 *   invoices, because an invoice whose event is never answered waits for days
 */
export async function writeFooter(
  { config, gateway, log, now }: Pick<Deps, 'config' | 'gateway' | 'log' | 'now'>,
  id: string,
  deadline: AbortSignal,
): Promise<boolean> {
  const { invoiceFooter: sentence, publicUrl, shop, tokenSecrets } = config;
  if (sentence === null || !isInvoiceId(id)) return false;
  try {
    const invoice = await gateway.retrieveInvoice(id, deadline);
    if (invoice?.status !== 'draft' || invoice.collection_method !== 'send_invoice') return false;
    const expires = linkExpiry(invoice.due_date, now());
    const link = await makeInvoiceLink({ shop, publicUrl, tokenSecrets }, id, expires, now());
    const footer = footerWith(invoice.footer, sentence, link, invoiceLinkBase(publicUrl));
    if (footer === null) return false;
    await gateway.updateInvoiceFooter(id, footer, deadline);
    return true;
  } catch (error) {
    // It may have been finalized in this very second, or the key may not write: asking again would change neither.
    const isFinal = error instanceof Refusal && ['misconfigured', 'stripe_rejected'].includes(error.evidence.code);
    if (!isFinal) throw error;
    log({ level: 'error', event: 'invoice_footer_not_written', note: error.note });
    return false;
  }
}
