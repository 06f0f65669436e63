import type { Account } from '../account/account.js';
import type { WireLineItem } from '../account/wire.js';
import type { PaymentLinkRecord } from './payment-link-record.js';

/** Switches off every payment link that sells what is no longer for sale. */
export function deactivateLinksOf(account: Account, sells: (item: WireLineItem) => boolean): void {
  for (const { link, lineItems } of account.paymentLinks.values()) {
    if (!link.active || !lineItems.some(sells)) continue;
    link.active = false;
    account.reached(link, 'inactive');
    account.emit('payment_link.updated', link);
  }
}

/** Whether something the link sells was for sale when the link was made, and is not any more. */
export function sellsArchived(account: Account, { lineItems }: PaymentLinkRecord): boolean {
  return lineItems.some(
    // What price_data made was never for sale by itself.
    ({ price }) =>
      price.active && !(account.prices.get(price.id)?.active && account.products.get(String(price.product))?.active),
  );
}
