import type { VerifiedInvoice } from '@stripe-cart/contract';
import { reasonToTell } from '../order/payment-failure.js';
import type { Deps } from '../deps.js';
import type { OrderToken } from '../order/order-token.js';
import { describeInvoice } from './describe-invoice.js';
import { makeInvoiceLink } from './invoice-link.js';
import { ownPaymentOf } from './invoice-status.js';
import { invoiceVerdict } from './invoice-verdict.js';
import { readInvoice } from './read-invoice.js';

/**
 * What has come of paying an invoice, for whoever came back from it. Where it can still be paid they are led back to its
 * form by a link that ends with the one they came by, so that coming back opens nothing for longer.
 */
export async function verifiedInvoice(
  deps: Pick<Deps, 'config' | 'gateway' | 'now'>,
  { paidBy: { id }, linkExpires = 0 }: OrderToken,
  deadline: AbortSignal,
): Promise<VerifiedInvoice | null> {
  const { config } = deps;
  const found = await readInvoice(deps, id, deadline);
  if (found === null) return null;
  const { invoice } = found;
  const status = invoiceVerdict(invoice);
  const reason = reasonToTell(status, ownPaymentOf(invoice));
  const described = describeInvoice(found);
  const now = deps.now();
  const isPayable = described.status === 'open' && config.invoiceUrl !== null && linkExpires * 1000 > now;
  return {
    detail: 'invoice',
    status,
    ...(reason !== null && { reason }),
    invoice: { ...described, payment: null },
    ...(isPayable && { again: await makeInvoiceLink(config, id, linkExpires, now) }),
  };
}
