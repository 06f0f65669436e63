import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { cardOf, problemWith, type Decline } from './cards.js';
import type { BillingDetails } from './charge.js';
import type { Confirmation } from './confirmation.js';
import { move, unexpectedState } from './intent.js';
import { isConfirmable } from './intent-states.js';
import { keepPaymentMethod, type AnyPaymentMethod } from './kept-payment-method.js';
import { bankAccountOf, isRedirect, isVoucher, type PaymentMethod } from './payment-methods.js';
import { askedBy, forgetActions, nextActionOf, type PendingAction } from './pending-action.js';
import { purposeOf } from './purpose.js';
import { decline, pay, submit } from './settle.js';
import { issueVoucher } from './voucher.js';

/** How an intent is to be paid, once it is clear that it may be. */
export interface Trying {
  /** One that the intent offers, without a `problemWithMethod`; or one that was kept from before. */
  readonly method: AnyPaymentMethod;
  readonly billing: BillingDetails;
  /** Where the buyer is sent back to from another site; null where the page that confirms has its own ways out. */
  readonly returnUrl: string | null;
  /** Where the sandbox is reached, for the pages that a buyer is sent to. */
  readonly origin: string;
  /** Who meets a challenge: Stripe’s code in the page, a redirect to the bank’s page, or nobody, so that it fails. */
  readonly challenge: 'in_page' | 'redirect' | 'nobody';
}

/**
 * One try at paying an intent. A new try puts an unanswered challenge of an earlier one aside. A decline is an outcome,
 * not an error: it leaves the intent open for another try.
 *
 * @throws ApiError `payment_intent_unexpected_state` where it is paid, being processed or canceled
 */
export function tryToPay(account: Account, intent: Stripe.PaymentIntent, trying: Trying): Confirmation {
  if (!isConfirmable(intent.status)) throw unexpectedState(intent);
  const { billing, returnUrl, origin } = trying;
  const kept = keepPaymentMethod(account, trying.method, billing);
  const { method } = kept;
  forgetActions(account.actions, intent.id);
  intent.payment_method = kept.shown.id;
  const attempt = { account, intent, billing };
  const asking = { intent, billing, returnUrl, inPage: trying.challenge === 'in_page' };
  if (isRedirect(method.type)) {
    return ask(account, { ...asking, decline: null, is: 'redirect', id: newId('pa_nonce') }, origin);
  }
  if ('account' in method) {
    return submit(attempt, method.type, bankAccountOf(method.type, method.account)?.decline ?? null);
  }
  if (isVoucher(method.type)) return issueVoucher(attempt, origin);
  const card = method.type === 'card' ? cardOf(method.number) : null;
  const refusal = card?.decline ?? null;
  if (card?.authentication === 'required' && !(kept.isSetUp && card.trustedOnceSetUp)) {
    if (trying.challenge === 'nobody') return decline(attempt, AUTHENTICATION_REQUIRED);
    return ask(account, { ...asking, decline: refusal, is: 'challenge', id: newId('src') }, origin);
  }
  return refusal ? decline(attempt, refusal) : pay(attempt);
}

/** The bank wants the buyer, who is not there. https://docs.stripe.com/declines/codes */
const AUTHENTICATION_REQUIRED: Decline = {
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};

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

function ask(account: Account, action: PendingAction<Stripe.PaymentIntent>, origin: string): Confirmation {
  const { id, intent } = action;
  const from = intent.status;
  account.actions.set(id, action);
  intent.last_payment_error = null;
  intent.next_action = nextActionOf(action, origin);
  move(account, intent, 'challenged');
  account.emit('payment_intent.requires_action', intent);
  purposeOf(account, intent)?.moved('challenged', from);
  return askedBy(action, origin);
}
