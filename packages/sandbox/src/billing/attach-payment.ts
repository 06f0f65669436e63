import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError } from '../errors.js';
import { purposeOf } from '../payment/purpose.js';
import { openInvoicePayment, paymentWith } from './invoice-payments.js';
import { invoicePurpose } from './invoice-purpose.js';
import type { InvoiceRecord } from './invoice-record.js';
import { creditPayment } from './settle-invoice.js';

/**
 * A PaymentIntent of the shop's own is to pay an invoice, or part of it: it is credited when it succeeds, at once where
 * it has succeeded.
 *
 * @throws ApiError for an invoice that is not open, or an intent that is another's or does not fit
 */
export function attachPayment(account: Account, record: InvoiceRecord, intent: Stripe.PaymentIntent): void {
  const { invoice } = record;
  const refuse = (message: string): ApiError =>
    new ApiError('invoice-attach', 400, message, { param: 'payment_intent' });
  if (invoice.status !== 'open') throw refuse(`This invoice is ${invoice.status}, so nothing can be attached to it.`);
  if (paymentWith(account, intent.id)) throw refuse('This PaymentIntent is attached to an invoice already.');
  if (purposeOf(account, intent)) throw refuse('This PaymentIntent pays for something else.');
  if (intent.currency !== invoice.currency) throw refuse('The PaymentIntent is in another currency than the invoice.');
  if (intent.customer !== invoice.customer) throw refuse('The PaymentIntent is not the invoice’s customer’s.');
  if (intent.status === 'canceled') throw refuse('This PaymentIntent is canceled.');
  const isPartial = intent.amount < invoice.amount_remaining;
  if (isPartial && invoice.parent?.subscription_details && invoice.collection_method === 'charge_automatically') {
    throw refuse('A subscription’s invoice that is charged automatically cannot be paid in parts.');
  }
  if (intent.amount > invoice.amount_remaining && intent.status !== 'succeeded') {
    throw refuse('The PaymentIntent asks for more than is left of the invoice.');
  }
  const payment = openInvoicePayment(account, record, intent, false);
  account.purposes.set(intent.id, invoicePurpose(account, record, payment, 'attached'));
  if (intent.status === 'succeeded') creditPayment(account, record, payment, intent.amount_received);
}
