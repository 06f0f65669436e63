import { idOf } from '../order/found-order.js';
import type { Keyring } from '../order/keyring.js';
import { bearsName, promiseIn } from '../order/promise.js';
import { judged } from '../order/read-session.js';
import type { Reading, ReadingDeps } from '../order/reading.js';
import { readInvoice } from '../invoice/read-invoice.js';
import { paymentOf } from './begun-subscription.js';
import { renewalOrder } from './renewal-order.js';

/**
 * What an invoice of a subscription is news of. The first one, with which the subscription began, folds into the order of
 * its session: one order, whichever event comes first. Each one after that is a renewal of it.
 *
 * Whose it is stands in the subscription's metadata, of which every invoice keeps a copy
 * (stripe 23.1.0, Invoices.d.ts, `Invoice.Parent.SubscriptionDetails.metadata`), with the promise's signature.
 */
export async function readRenewal(
  deps: ReadingDeps,
  keys: Keyring,
  id: string,
  deadline: AbortSignal,
): Promise<Reading> {
  const { config, gateway } = deps;
  const found = await readInvoice(deps, id, deadline);
  if (found === null) return { is: 'missing' };
  const { invoice, lines } = found;
  const details = invoice.parent?.subscription_details ?? null;
  if (details === null || !bearsName(details.metadata, config.shop)) return { is: 'foreign' };
  const promise = await promiseIn(details.metadata, config.shop, keys);
  if (promise === null) return { is: 'unsigned', isComplete: true };

  const subscription = idOf(details.subscription) ?? '';
  if (invoice.billing_reason === 'subscription_create') return readBeginning(deps, keys, subscription, deadline);
  const [session, payment] = await Promise.all([
    gateway.findSessionOfSubscription(subscription, deadline),
    paymentOf(gateway, invoice.id, deadline),
  ]);
  const begun = session === null ? null : { session, lines: session.line_items?.data ?? [] };
  return { is: 'ours', order: renewalOrder({ invoice, lines, payment, begun, promise }) };
}

/** The order with which a subscription began. */
export async function readBeginning(
  deps: ReadingDeps,
  keys: Keyring,
  subscription: string,
  deadline: AbortSignal,
): Promise<Reading> {
  const session = await deps.gateway.findSessionOfSubscription(subscription, deadline);
  return session === null ? { is: 'missing' } : judged(deps, keys, session, deadline);
}

/** The renewal, or the order, that a PaymentIntent of an invoice has paid; `foreign` where it has paid no invoice. */
export async function readInvoiceOf(
  deps: ReadingDeps,
  keys: Keyring,
  paymentIntent: string,
  deadline: AbortSignal,
): Promise<Reading> {
  const invoice = await deps.gateway.findInvoiceOf(paymentIntent, deadline);
  return invoice === null ? { is: 'foreign' } : readRenewal(deps, keys, invoice, deadline);
}
