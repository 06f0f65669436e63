import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { ApiError } from '../errors.js';
import { cardOf, problemWith, type Decline } from './cards.js';
import type { BillingDetails } from './charge.js';
import type { Confirmation } from './confirmation.js';
import { move, unexpectedState } from './intent.js';
import { isConfirmable } from './intent-states.js';
import { bankAccountOf, isRedirect, type PaymentMethod } from './payment-methods.js';
import { forgetActions, type PendingAction } from './pending-action.js';
import { purposeOf } from './purpose.js';
import { decline, pay, submit } from './settle.js';

export interface IntentConfirming {
  /** One that the intent offers, without a `problemWithMethod`. */
  readonly method: PaymentMethod;
  readonly billing: BillingDetails;
  /** Where a redirect leads back to; null where the page that confirms has its own ways out. */
  readonly returnUrl: string | null;
  /** Where the sandbox is reached, for the pages that a method redirects to. */
  readonly origin: string;
}

/**
 * One try at paying an intent, by whoever may: a new try puts an unanswered challenge of an earlier one aside. A decline
 * is an outcome, not an error; it leaves the intent open for another try.
 *
 * @throws ApiError `payment_intent_unexpected_state` where it is paid, being processed or canceled
 */
export function confirmIntent(
  account: Account,
  intent: Stripe.PaymentIntent,
  confirming: IntentConfirming,
): Confirmation {
  if (!isConfirmable(intent.status)) throw unexpectedState(intent);
  const { method, billing, returnUrl, origin } = confirming;
  forgetActions(account.actions, intent.id);
  intent.payment_method = newId('pm');
  const attempt = { account, intent, billing };
  if (isRedirect(method.type)) {
    const action = { intent, billing, returnUrl, decline: null, is: 'redirect', id: newId('pa_nonce') } as const;
    return ask(account, action, origin);
  }
  if ('account' in method) {
    return submit(attempt, method.type, bankAccountOf(method.type, method.account)?.decline ?? null);
  }
  const card = method.type === 'card' ? cardOf(method.number) : null;
  const refusal = card?.decline ?? null;
  if (card?.authentication === 'required') {
    const action = { intent, billing, returnUrl, decline: refusal, is: 'challenge', id: newId('src') } as const;
    return ask(account, action, origin);
  }
  return refusal ? decline(attempt, refusal) : pay(attempt);
}

/**
 * What Stripe refuses about a payment method before any bank is asked, so that the intent does not hear of it.
 *
 * @param now seconds since the epoch
 */
export function problemWithMethod(method: PaymentMethod, now: number): Decline | null {
  if (method.type === 'card') return problemWith(method, now);
  if (!('account' in method) || bankAccountOf(method.type, method.account)) return null;
  return {
    code: 'account_number_invalid',
    declineCode: null,
    message: 'The account number is invalid. In the sandbox, use one of its test accounts.',
  };
}

/**
 * The buyer answers the bank's challenge. To close it is to fail it, as Stripe.js reports it.
 *
 * @throws ApiError when there is no such challenge (any more): it is answered, put aside by a newer try, or expired
 */
export function answerChallenge(account: Account, id: string, answer: 'pass' | 'fail' | 'abandon'): Confirmation {
  return answerAction(account, id, 'challenge', answer === 'pass');
}

/**
 * The buyer answers at `/authorize/{id}`.
 *
 * @throws ApiError as `answerChallenge`
 */
export function answerRedirect(account: Account, id: string, answer: 'authorize' | 'fail'): Confirmation {
  return answerAction(account, id, 'redirect', answer === 'authorize');
}

function answerAction(account: Account, id: string, is: PendingAction['is'], passed: boolean): Confirmation {
  const action = account.actions.get(id);
  if (action?.is !== is) {
    throw new ApiError('intent-states', 400, 'There is nothing to authenticate here, or not any more.', {
      code: 'payment_intent_unexpected_state',
    });
  }
  account.actions.delete(id);
  const { intent, billing } = action;
  try {
    purposeOf(account, intent)?.refuseUnlessPayable(intent);
  } catch (error) {
    move(account, intent, 'abandoned');
    throw error;
  }
  const attempt = { account, intent, billing };
  if (!passed) return decline(attempt, NOT_AUTHENTICATED);
  return action.decline ? decline(attempt, action.decline) : pay(attempt);
}

/** The buyer, or the bank in the buyer’s name, said no. https://docs.stripe.com/error-codes#payment-intent-authentication-failure */
const NOT_AUTHENTICATED: Decline = {
  code: 'payment_intent_authentication_failure',
  declineCode: null,
  message: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
};

function ask(account: Account, action: PendingAction, origin: string): Confirmation {
  const { id, intent, returnUrl } = action;
  account.actions.set(id, action);
  const url = `${origin}/authorize/${id}`;
  const from = intent.status;
  intent.last_payment_error = null;
  intent.next_action =
    action.is === 'challenge'
      ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', source: id } }
      : { type: 'redirect_to_url', redirect_to_url: { url, return_url: returnUrl } };
  move(account, intent, 'challenged');
  account.emit('payment_intent.requires_action', intent);
  purposeOf(account, intent)?.moved('challenged', from);
  return action.is === 'challenge' ? { is: 'challenge', id } : { is: 'redirect', url };
}
