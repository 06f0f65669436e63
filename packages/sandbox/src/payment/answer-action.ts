import type { Account } from '../account/account.js';
import { ApiError } from '../errors.js';
import type { Decline } from './cards.js';
import type { Confirmation } from './confirmation.js';
import { move } from './intent.js';
import type { PendingAction } from './pending-action.js';
import { purposeOf } from './purpose.js';
import { decline, pay } from './settle.js';
import { refuseSetUp, setUp } from './setup-intent.js';

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
  if (intent.object === 'setup_intent') {
    const reason = passed ? action.decline : notAuthenticated('setup_intent');
    return reason ? refuseSetUp(account, intent, reason) : setUp(account, intent);
  }
  try {
    purposeOf(account, intent)?.refuseUnlessPayable(intent);
  } catch (error) {
    move(account, intent, 'abandoned');
    throw error;
  }
  const reason = passed ? action.decline : notAuthenticated('payment_intent');
  const attempt = { account, intent, billing };
  return reason ? decline(attempt, reason) : pay(attempt);
}

/** The buyer, or the bank in the buyer’s name, said no. https://docs.stripe.com/error-codes#payment-intent-authentication-failure */
function notAuthenticated(intent: 'payment_intent' | 'setup_intent'): Decline {
  return {
    code: `${intent}_authentication_failure`,
    declineCode: null,
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  };
}
