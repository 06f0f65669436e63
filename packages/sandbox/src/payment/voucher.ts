import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import type { Decline } from './cards.js';
import type { BillingDetails } from './charge.js';
import type { Confirmation } from './confirmation.js';
import { move } from './intent.js';
import { purposeOf } from './purpose.js';
import { decline, pay, type Attempt } from './settle.js';

/** A slip of paper that the buyer takes to a shop's till. */
export interface Voucher {
  readonly number: string;
  readonly intent: Stripe.PaymentIntent;
  readonly billing: BillingDetails;
  readonly isPaid: boolean;
  /** Seconds since the epoch: when it is paid, or not good any more. */
  readonly dueAt: number;
}

/** Seconds that an OXXO voucher is good for. https://docs.stripe.com/payments/oxxo */
export const VOUCHER_LIFETIME = 3 * 24 * 60 * 60;
/** Seconds until a buyer of Stripe's tests has paid. https://docs.stripe.com/payments/oxxo/accept-a-payment */
export const PAID_AFTER = 3 * 60;

/**
 * The buyer is told where and with which number to pay, and what follows takes days. Their address says how it ends, as
 * in Stripe's test mode: `fill_never@…` and `expire_with_delay@…` do not pay, any other does.
 */
export function issueVoucher({ account, intent, billing }: Attempt, origin: string): Confirmation {
  const now = account.clock.now();
  const number = newId('oxxo');
  const delay = billing.email?.includes('expire_with_delay') ? PAID_AFTER : VOUCHER_LIFETIME;
  const isPaid = !/fill_never|expire_with_delay/.test(billing.email ?? '');
  account.vouchers.add({ number, intent, billing, isPaid, dueAt: now + (isPaid ? PAID_AFTER : delay) });
  intent.last_payment_error = null;
  intent.next_action = {
    type: 'oxxo_display_details',
    oxxo_display_details: {
      number,
      expires_after: now + VOUCHER_LIFETIME,
      hosted_voucher_url: `${origin}/inspect/${intent.id}`,
    },
  };
  const from = intent.status;
  move(account, intent, 'instructed');
  account.emit('payment_intent.requires_action', intent);
  purposeOf(account, intent)?.moved('instructed', from);
  return { is: 'complete' };
}

/** Every voucher that has been paid or has run out by now, unless another try has put it aside. */
export function settleDueVouchers(account: Account): void {
  for (const voucher of account.vouchers) {
    const { intent, billing, number, isPaid } = voucher;
    if (voucher.dueAt > account.clock.now()) continue;
    account.vouchers.delete(voucher);
    if (intent.next_action?.oxxo_display_details?.number !== number) continue;
    const attempt = { account, intent, billing };
    if (isPaid) pay(attempt);
    else decline(attempt, EXPIRED);
  }
}

/** https://docs.stripe.com/error-codes#payment-intent-payment-attempt-expired */
const EXPIRED: Decline = {
  code: 'payment_intent_payment_attempt_expired',
  declineCode: null,
  message: 'The voucher was not paid in time.',
};
