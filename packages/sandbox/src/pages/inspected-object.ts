import type { Account } from '../account/account.js';
import { invoiceOf } from '../billing/invoice-object.js';

/**
 * An object as the API would show it; undefined where the account has none of that id. Webhook endpoints are left out:
 * their secrets are told once, when they are made.
 */
export function inspectedObject(account: Account, id: string): object | undefined {
  const kinds: readonly ReadonlyMap<string, object>[] = [
    account.paymentIntents,
    account.setupIntents,
    account.charges,
    account.refunds,
    account.disputes,
    account.events,
    account.customers,
    account.products,
    account.prices,
    account.shippingRates,
    account.coupons,
    account.promotionCodes,
    account.invoiceItems,
    account.invoicePayments,
    account.portalConfigurations,
    account.paymentMethodDomains,
  ];
  const invoice = account.invoices.get(id);
  return (
    account.sessions.get(id)?.session ??
    account.paymentLinks.get(id)?.link ??
    account.subscriptions.get(id)?.subscription ??
    account.keptPaymentMethods.get(id)?.shown ??
    (invoice && invoiceOf(account, invoice)) ??
    [...account.portalSessions.values()].find(({ session }) => session.id === id)?.session ??
    kinds.map((kind) => kind.get(id)).find(Boolean)
  );
}
