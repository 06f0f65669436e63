import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { ApiError } from '../errors.js';
import { stepOf } from '../money/currency.js';
import { isChargeDisputed } from './dispute.js';
import { watchRefund } from './failed-refund.js';
import { moneyMoved } from './money-moved.js';

/** What a refund may say beside its amount. */
export interface RefundNotes {
  readonly metadata: Record<string, string>;
  readonly reason: string | null;
}

/**
 * Gives back part of a charge or all that is left of it.
 *
 * @param amount minor units; null for the rest
 * @throws ApiError when so much is not there to give back
 */
export function refund(
  account: Account,
  charge: Stripe.Charge,
  amount: number | null,
  { metadata, reason }: RefundNotes,
): Stripe.Refund {
  if (!charge.paid || !charge.captured) {
    throw new ApiError('refund', 400, 'There is no successful charge to refund.', { param: 'payment_intent' });
  }
  if (charge.refunded) {
    throw new ApiError('refund', 400, 'The charge has already been refunded.', { code: 'charge_already_refunded' });
  }
  if (isChargeDisputed(account, charge)) {
    throw new ApiError('refund', 400, 'The charge has been charged back.', { code: 'charge_disputed' });
  }
  const left = charge.amount_captured - charge.amount_refunded;
  const given = amount ?? left;
  if (given > left) {
    throw new ApiError('refund', 400, 'The refund is larger than what is left of the charge.', { param: 'amount' });
  }
  if (given % stepOf(charge.currency) !== 0) {
    throw new ApiError(
      'currency-step',
      400,
      `An amount in ${charge.currency} is a multiple of ${stepOf(charge.currency)}.`,
      {
        code: 'invalid_charge_amount',
        param: 'amount',
      },
    );
  }
  const made: Stripe.Refund = {
    id: newId('re'),
    object: 'refund',
    amount: given,
    balance_transaction: null,
    charge: charge.id,
    created: account.clock.now(),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    metadata,
    payment_intent: typeof charge.payment_intent === 'string' ? charge.payment_intent : null,
    payment_method: null,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
  charge.amount_refunded += given;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
  account.refunds.set(made.id, made);
  account.reached(made, 'succeeded');
  account.reached(charge, charge.refunded ? 'refunded' : 'partly_refunded');
  moneyMoved(account, 'refund', charge, given);
  watchRefund(account, made, charge);
  account.emit('refund.created', made);
  account.emit('charge.refunded', charge);
  return made;
}
