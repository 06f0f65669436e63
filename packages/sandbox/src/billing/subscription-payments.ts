import type { Account } from '../account/account.js';
import type { InvoiceRecord } from './invoice-record.js';

/** An invoice of a subscription is paid. */
export function subscriptionInvoicePaid(_account: Account, _record: InvoiceRecord): void {}

/** A payment of a subscription's invoice did not come. */
export function subscriptionPaymentFailed(_account: Account, _record: InvoiceRecord): void {}
