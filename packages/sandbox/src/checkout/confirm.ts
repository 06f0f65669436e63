import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { ApiError } from '../errors.js';
import type { Buyer } from './buyer.js';
import { cardOf, problemWith, type Decline } from './cards.js';
import type { CheckoutRecord } from './checkout-record.js';
import { refuseBeyondLimit } from './completed-sessions.js';
import type { Confirmation } from './confirmation.js';
import { fillIn } from './destination.js';
import { isDiscountUsable } from './discount.js';
import { isConfirmable } from './intent-states.js';
import { cancelIntent, intentOf, knownIntentOf, move, unexpectedState } from './payment-intent.js';
import { bankAccountOf, type PaymentMethod } from './payment-methods.js';
import { forgetActions, type PendingAction } from './pending-action.js';
import { presentmentOf } from './presentment.js';
import { complete, decline, pay, submit } from './settle.js';

export interface Confirming {
  readonly buyer: Buyer;
  /** Null only where nothing is due. */
  readonly method: PaymentMethod | null;
  /** Elements: where a redirect leads back to, instead of the session's own `return_url`. */
  readonly returnUrl?: string | null;
}

/**
 * The buyer confirms an open session, on whichever page. Its PaymentIntent is made at the first try; a decline leaves
 * session and intent open for another, and a new try puts an unanswered challenge aside.
 *
 * @throws ApiError when the session is not open or does not offer the method, or a redirect would have no way back
 */
export function confirm(account: Account, record: CheckoutRecord, confirming: Confirming): Confirmation {
  const { session } = record;
  const { buyer, method } = confirming;
  refuseUnlessOpen(account, session);
  refuseBeyondLimit(account, session);
  if (!isDiscountUsable(account, record)) {
    throw new ApiError('discounts', 400, 'The discount of this order cannot be redeemed any more.', {
      code: 'coupon_expired',
    });
  }
  if (session.amount_total === 0) {
    // An earlier try may have left an intent, when there was still something to pay.
    const left = knownIntentOf(account, session);
    if (left) cancelIntent(account, left);
    return complete(account, session, buyer);
  }
  if (!method || !session.payment_method_types.includes(method.type)) {
    throw new ApiError('payment-methods', 400, 'The session does not offer this payment method.', {
      ...(method ? {} : { code: 'parameter_missing' }),
      param: 'payment_method',
    });
  }
  const problem = problemWithMethod(method, account.clock.now());
  if (problem) return { is: 'declined', ...problem };
  const isRedirect = method.type !== 'card' && !('account' in method);
  const returnUrl = isRedirect ? returnUrlOf(record, confirming.returnUrl ?? null) : null;

  const intent = intentOf(account, record, buyer);
  forgetActions(account.actions, intent.id);
  intent.payment_method = newId('pm');
  const presentment = presentmentOf(account, session);
  if (presentment) intent.presentment_details = presentment;
  else delete intent.presentment_details;
  const attempt = { account, session, intent, buyer };
  if (isRedirect) {
    const action = { session, intent, buyer, returnUrl, decline: null, is: 'redirect', id: newId('pa_nonce') } as const;
    return ask(account, action, record.origin);
  }
  if ('account' in method) {
    return submit(attempt, method.type, bankAccountOf(method.type, method.account)?.decline ?? null);
  }
  const card = method.type === 'card' ? cardOf(method.number) : null;
  const refusal = card?.decline ?? null;
  if (card?.authentication === 'required') {
    const action = { session, intent, buyer, returnUrl, decline: refusal, is: 'challenge', id: newId('src') } as const;
    return ask(account, action, record.origin);
  }
  return refusal ? decline(attempt, refusal) : pay(attempt);
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
 * The buyer answers at `/authorize/{id}`. Where to go next says `afterRedirect`.
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
  // Whatever was changed since, the buyer agreed to another amount: they have to confirm again.
  if (action.intent.amount !== action.session.amount_total) {
    move(account, action.intent, 'abandoned');
    throw unexpectedState(action.intent);
  }
  const attempt = { account, ...action };
  try {
    refuseBeyondLimit(account, action.session);
  } catch (error) {
    move(account, action.intent, 'abandoned');
    throw error;
  }
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
  intent.last_payment_error = null;
  intent.next_action =
    action.is === 'challenge'
      ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', source: id } }
      : { type: 'redirect_to_url', redirect_to_url: { url, return_url: returnUrl } };
  move(account, intent, 'challenged');
  account.emit('payment_intent.requires_action', intent);
  return action.is === 'challenge' ? { is: 'challenge', id } : { is: 'redirect', url };
}

/** A session is paid once: neither again, nor after its time. */
function refuseUnlessOpen(account: Account, session: Stripe.Checkout.Session): void {
  const intent = knownIntentOf(account, session);
  if (intent && !isConfirmable(intent.status)) throw unexpectedState(intent);
  if (session.status === 'open') return;
  throw new ApiError('confirm-only-open', 400, `This Checkout Session is ${session.status} and cannot be confirmed.`, {
    param: 'session',
  });
}

function problemWithMethod(method: PaymentMethod, now: number): Decline | null {
  if (method.type === 'card') return problemWith(method, now);
  if (!('account' in method) || bankAccountOf(method.type, method.account)) return null;
  return {
    code: 'account_number_invalid',
    declineCode: null,
    message: 'The account number is invalid. In the sandbox, use one of its test accounts.',
  };
}

/** Null on a hosted page, whose ways out are the session's own. */
function returnUrlOf(record: CheckoutRecord, given: string | null): string | null {
  const { session } = record;
  if (session.ui_mode === 'hosted_page') return null;
  const url = given ?? session.return_url ?? null;
  if (url === null || !URL.canParse(url)) {
    throw new ApiError('return-url', 400, 'A payment method that redirects needs a return_url.', {
      code: url === null ? 'parameter_missing' : 'url_invalid',
      param: 'return_url',
    });
  }
  return fillIn(url, session.id);
}
