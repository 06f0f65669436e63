import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { authorize } from './capture.js';
import type { Decline } from './cards.js';
import { makeCharge, type BillingDetails } from './charge.js';
import type { Confirmation } from './confirmation.js';
import { move } from './intent.js';
import { moneyMoved } from './money-moved.js';
import { ANSWER_AFTER, type DelayedType } from './payment-methods.js';
import { purposeOf } from './purpose.js';

/** One try at one intent. */
export interface Attempt {
  readonly account: Account;
  readonly intent: Stripe.PaymentIntent;
  readonly billing: BillingDetails;
}

/** The bank says yes: the intent is paid, or the money held for it. */
export function pay(attempt: Attempt): Confirmation {
  const { account, intent, billing } = attempt;
  claim(attempt);
  if (intent.capture_method === 'manual') return authorize(attempt);
  succeed(account, intent, makeCharge(account, intent, billing, 'succeeded', null));
  return { is: 'complete' };
}

/** The bank, or whoever was to authenticate, says no: the intent waits for another try. */
export function decline({ account, intent, billing }: Attempt, reason: Decline): Confirmation {
  // Who was not authenticated, or never went to the till, has not been charged: there is no charge to show.
  const isUncharged = reason.code.startsWith('payment_intent_');
  const charge = isUncharged ? null : makeCharge(account, intent, billing, 'failed', reason);
  fail(account, intent, charge, reason);
  return { is: 'declined', ...reason };
}

/** A delayed method: the bank answers days later. */
export function submit(attempt: Attempt, type: DelayedType, refusal: Decline | null): Confirmation {
  const { account, intent, billing } = attempt;
  claim(attempt);
  const charge = makeCharge(account, intent, billing, 'pending', null);
  intent.last_payment_error = null;
  const from = intent.status;
  move(account, intent, 'submitted');
  account.debits.add({ intent, charge, dueAt: account.clock.now() + ANSWER_AFTER[type], decline: refusal });
  account.emit('charge.pending', charge);
  account.emit('payment_intent.processing', intent);
  purposeOf(account, intent)?.moved('submitted', from);
  return { is: 'complete' };
}

/** Every debit whose bank has answered by now, on the account's clock. */
export function settleDueDebits(account: Account): void {
  for (const debit of account.debits) {
    if (debit.dueAt > account.clock.now()) continue;
    account.debits.delete(debit);
    const { intent, charge, decline: refusal } = debit;
    if (refusal) {
      charge.status = 'failed';
      charge.failure_code = refusal.code;
      charge.failure_message = refusal.message;
      account.reached(charge, 'failed');
      fail(account, intent, charge, refusal);
      continue;
    }
    charge.status = 'succeeded';
    charge.paid = true;
    charge.captured = true;
    charge.amount_captured = charge.amount;
    account.reached(charge, 'succeeded');
    succeed(account, intent, charge);
  }
}

/** Whose payment it is, before there is a charge to say so; and whose method, where it is to be charged again. */
function claim({ account, intent }: Attempt): void {
  const purpose = purposeOf(account, intent);
  if (purpose) intent.customer = purpose.customer();
  const kept = account.keptPaymentMethods.get(String(intent.payment_method));
  if (!kept || !intent.setup_future_usage || typeof intent.customer !== 'string') return;
  kept.shown.customer = intent.customer;
  kept.isSetUp = intent.setup_future_usage === 'off_session';
}

function succeed(account: Account, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  const from = intent.status;
  move(account, intent, 'paid');
  intent.amount_received = intent.amount;
  intent.last_payment_error = null;
  moneyMoved(account, 'charge', charge, intent.amount);
  account.emit('charge.succeeded', charge);
  account.emit('payment_intent.succeeded', intent);
  purposeOf(account, intent)?.moved('paid', from);
}

function fail(account: Account, intent: Stripe.PaymentIntent, charge: Stripe.Charge | null, reason: Decline): void {
  const from = intent.status;
  const method = typeof intent.payment_method === 'string' ? intent.payment_method : intent.payment_method?.id;
  const tried = account.keptPaymentMethods.get(method ?? '')?.shown;
  move(account, intent, 'declined');
  intent.payment_method = null;
  intent.last_payment_error = {
    ...(tried ? { payment_method: structuredClone(tried) } : {}),
    ...(charge ? { charge: charge.id } : {}),
    code: reason.code as Stripe.PaymentIntent.LastPaymentError.Code,
    ...(reason.declineCode === null ? {} : { decline_code: reason.declineCode }),
    message: reason.message,
    type: charge ? 'card_error' : 'invalid_request_error',
  };
  if (charge) account.emit('charge.failed', charge);
  account.emit('payment_intent.payment_failed', intent);
  purposeOf(account, intent)?.moved('declined', from);
}
