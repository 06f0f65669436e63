import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { cardOf } from './cards.js';
import { moneyMoved } from './money-moved.js';

/** Money that was given back to a card that is gone. */
export interface DoomedRefund {
  readonly refund: Stripe.Refund;
  readonly charge: Stripe.Charge;
  /** Seconds since the epoch on the account's clock: when the bank sends it back. */
  readonly dueAt: number;
}

/** Seconds that the bank takes to notice; Stripe names no figure. */
export const FAILS_AFTER = 5 * 24 * 60 * 60;

/** Notes a refund that the buyer's bank will send back, where the card that paid is the one for that. */
export function watchRefund(account: Account, refund: Stripe.Refund, charge: Stripe.Charge): void {
  const method = account.keptPaymentMethods.get(charge.payment_method ?? '')?.method;
  if (method?.type !== 'card' || !cardOf(method.number)?.failsRefunds) return;
  account.doomedRefunds.add({ refund, charge, dueAt: account.clock.now() + FAILS_AFTER });
}

/** Every refund that a bank has sent back by now: it is the shop's money again. */
export function failDueRefunds(account: Account): void {
  for (const doomed of account.doomedRefunds) {
    if (doomed.dueAt > account.clock.now()) continue;
    account.doomedRefunds.delete(doomed);
    const { refund, charge } = doomed;
    refund.status = 'failed';
    refund.failure_reason = 'expired_or_canceled_card';
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
    account.reached(refund, 'failed');
    account.reached(charge, charge.amount_refunded > 0 ? 'partly_refunded' : 'succeeded');
    moneyMoved(account, 'refund_failure', charge, refund.amount);
    account.emit('refund.updated', refund);
    account.emit('refund.failed', refund);
  }
}
