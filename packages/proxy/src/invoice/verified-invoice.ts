import type { VerifiedInvoice } from '@stripe-cart/contract';
import { reasonToTell } from '../order/payment-failure.js';
import type { ReadingDeps } from '../order/reading.js';
import { describeInvoice } from './describe-invoice.js';
import { ownPaymentOf } from './invoice-status.js';
import { invoiceVerdict } from './invoice-verdict.js';
import { readInvoice } from './read-invoice.js';

/**
 * What has come of paying an invoice, for whoever came back from it. To pay it again the link itself is needed.
 *
 * @param id as a sealed token of ours names it
 */
export async function verifiedInvoice(
  deps: ReadingDeps,
  id: string,
  deadline: AbortSignal,
): Promise<VerifiedInvoice | null> {
  const found = await readInvoice(deps, id, deadline);
  if (found === null) return null;
  const { invoice, lines } = found;
  const status = invoiceVerdict(invoice);
  const reason = reasonToTell(status, ownPaymentOf(invoice));
  return {
    detail: 'invoice',
    status,
    ...(reason !== null && { reason }),
    invoice: { ...describeInvoice(invoice, lines), payment: null },
  };
}
