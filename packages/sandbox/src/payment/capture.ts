import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError } from '../errors.js';
import { makeCharge } from './charge.js';
import type { Confirmation } from './confirmation.js';
import { HELD_FOR, holdOn } from './hold.js';
import { move, unexpectedState } from './intent.js';
import { moneyMoved } from './money-moved.js';
import { purposeOf } from './purpose.js';
import type { Attempt } from './settle.js';

/** The bank says yes, and holds the money until the shop captures it. */
export function authorize({ account, intent, billing }: Attempt): Confirmation {
  const charge = makeCharge(account, intent, billing, 'succeeded', null);
  charge.captured = false;
  charge.amount_captured = 0;
  const from = intent.status;
  move(account, intent, 'authorized');
  intent.amount_capturable = intent.amount;
  intent.last_payment_error = null;
  account.holds.add({ intent, charge, dueAt: account.clock.now() + HELD_FOR });
  account.emit('charge.succeeded', charge);
  account.emit('payment_intent.amount_capturable_updated', intent);
  purposeOf(account, intent)?.moved('authorized', from);
  return { is: 'complete' };
}

/**
 * The shop takes what the bank holds, or a part of it; the rest is the buyer's again.
 *
 * @param amount minor units; null for all of it
 * @throws ApiError where nothing is held, or not so much
 */
export function capture(account: Account, intent: Stripe.PaymentIntent, amount: number | null): void {
  const hold = holdOn(account, intent);
  if (!hold) throw unexpectedState(intent);
  const taken = amount ?? intent.amount_capturable;
  if (taken > intent.amount_capturable) {
    throw new ApiError('manual-capture', 400, 'The amount to capture is larger than what is held.', {
      code: 'amount_too_large',
      param: 'amount_to_capture',
    });
  }
  const { charge } = hold;
  const from = intent.status;
  account.holds.delete(hold);
  charge.captured = true;
  charge.amount_captured = taken;
  move(account, intent, 'paid');
  intent.amount_capturable = 0;
  intent.amount_received = taken;
  moneyMoved(account, 'charge', charge, taken);
  account.emit('charge.captured', charge);
  account.emit('payment_intent.succeeded', intent);
  purposeOf(account, intent)?.moved('paid', from);
}
