import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError } from '../errors.js';
import { problemWithMethod, tryToPay } from '../payment/attempt.js';
import type { Confirmation } from '../payment/confirmation.js';
import { isConfirmable } from '../payment/intent-states.js';
import { cancelIntent, unexpectedState } from '../payment/intent.js';
import { isRedirect, type PaymentMethod } from '../payment/payment-methods.js';
import { tryToSetUp } from '../payment/setup-intent.js';
import { asksForMethod } from './asked-method.js';
import type { Buyer } from './buyer.js';
import type { CheckoutRecord } from './checkout-record.js';
import { complete } from './complete.js';
import { refuseBeyondLimit } from './completed-sessions.js';
import { fillIn } from './destination.js';
import { isDiscountUsable } from './discount.js';
import { knownIntentOf } from './known-intents.js';
import { intentOf } from './payment-intent.js';
import { presentmentOf } from './presentment.js';
import { setupOf } from './setup-intent.js';

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
  const takesNothing = !session.amount_total;
  if (takesNothing) {
    // An earlier try may have left an intent, when there was still something to pay.
    const left = knownIntentOf(account, session);
    if (left) cancelIntent(account, left);
  }
  if (!asksForMethod(session)) return complete(account, session, buyer);
  if (!method || !session.payment_method_types.includes(method.type)) {
    throw new ApiError('payment-methods', 400, 'The session does not offer this payment method.', {
      ...(method ? {} : { code: 'parameter_missing' }),
      param: 'payment_method',
    });
  }
  const problem = problemWithMethod(method, account.clock.now());
  if (problem) return { is: 'declined', ...problem };
  const returnUrl = isRedirect(method.type) ? returnUrlOf(record, confirming.returnUrl ?? null) : null;

  const { origin } = record;
  const trying = { method, billing: buyer, returnUrl, origin, challenge: 'in_page' } as const;
  if (takesNothing) return tryToSetUp(account, setupOf(account, record, buyer), trying);

  const intent = intentOf(account, record, buyer);
  const presentment = presentmentOf(account, session);
  if (presentment) intent.presentment_details = presentment;
  else delete intent.presentment_details;
  return tryToPay(account, intent, trying);
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
