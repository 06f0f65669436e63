import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { ApiError } from '../errors.js';
import { problemWithMethod, tryToPay, type Trying } from './attempt.js';
import type { Confirmation } from './confirmation.js';
import { unexpectedState } from './intent.js';
import { isConfirmable } from './intent-states.js';
import { enteredIn, type AnyPaymentMethod, type KeptPaymentMethod } from './kept-payment-method.js';
import { isRedirect } from './payment-methods.js';
import { ownedIntent, ownerOf, purposeOf } from './purpose.js';

export interface Confirming extends Omit<Trying, 'method'> {
  /** Null for the one that the intent has. */
  readonly method: AnyPaymentMethod | null;
}

/**
 * Confirms an intent that is the shop's own or an invoice's: the shop with its secret key, the buyer's page with the
 * intent's client secret, or an invoice that charges what was kept. A decline is an outcome, not an error: it leaves the
 * intent open for another try; `{ is: 'complete' }` says that nothing more is asked of the buyer, and the intent's
 * status whether it is paid, being processed or held.
 *
 * @throws ApiError for an intent of a Checkout Session, one that its status or what it pays for keeps from being paid, a
 *   method that it does not offer, no method at all, or no way back where it may send the buyer away
 */
export function confirmIntent(account: Account, intent: Stripe.PaymentIntent, confirming: Confirming): Confirmation {
  refuseUnlessConfirmable(account, intent);
  const method = confirming.method ?? account.keptPaymentMethods.get(String(intent.payment_method)) ?? null;
  if (!method) {
    throw new ApiError('confirm-needs-method', 400, 'There is no payment method to confirm this PaymentIntent with.', {
      code: 'payment_intent_unexpected_state',
      extra: { payment_intent: structuredClone(intent) },
    });
  }
  checkOffer(account, intent, method, confirming.returnUrl);
  const details = enteredIn(method);
  const problem = problemWithMethod(details, account.clock.now());
  if (problem) return { is: 'declined', ...problem };
  return tryToPay(account, intent, { ...confirming, method });
}

/** @throws ApiError for a method of another customer, or of nobody that has paid once */
function refuseOthers(account: Account, { customer }: Offer, { shown }: KeptPaymentMethod): void {
  const refuse = (message: string): ApiError => new ApiError('kept-methods', 400, message, { param: 'payment_method' });
  if (shown.customer !== null && shown.customer !== customer) {
    throw refuse('The payment method belongs to a customer, who is not the one of this PaymentIntent.');
  }
  const hasPaid = [...account.charges.values()].some(({ paid, payment_method: id }) => paid && id === shown.id);
  if (shown.customer === null && hasPaid) throw refuse('The payment method has paid once, and belongs to no customer.');
}

/** @throws ApiError for an intent of a Checkout Session, or one that its status or what it pays for keeps from being paid */
export function refuseUnlessConfirmable(account: Account, intent: Stripe.PaymentIntent): void {
  if (!isConfirmable(intent.status)) throw unexpectedState(intent);
  const owner = ownerOf(account, intent);
  if (owner?.is === 'session') throw ownedIntent(owner, 'confirmed');
  purposeOf(account, intent)?.refuseUnlessPayable(intent);
}

/** How an intent can be paid. */
export type Offer = Pick<Stripe.PaymentIntent, 'customer' | 'payment_method_types' | 'automatic_payment_methods'>;

/** @throws ApiError for a method that is not offered or not theirs, or where a page may be left that could not be found again */
export function checkOffer(account: Account, offer: Offer, method: AnyPaymentMethod, returnUrl: string | null): void {
  const { type } = enteredIn(method);
  if (!offer.payment_method_types.includes(type)) {
    throw new ApiError('intent-methods', 400, `The PaymentIntent does not offer ${type}.`, {
      code: 'payment_intent_incompatible_payment_method',
      param: 'payment_method',
    });
  }
  const { automatic_payment_methods: automatic } = offer;
  const mayRedirect = (automatic?.enabled === true && automatic.allow_redirects !== 'never') || isRedirect(type);
  if (returnUrl === null && mayRedirect) {
    throw new ApiError(
      'intent-return-url',
      400,
      'A return_url is needed: some of the methods of this PaymentIntent send the buyer to another site. Without them, ' +
        'automatic_payment_methods[allow_redirects] is never.',
      { param: 'return_url' },
    );
  }
  if (returnUrl !== null && !URL.canParse(returnUrl)) {
    throw new ApiError('intent-return-url', 400, 'Not a valid URL', { code: 'url_invalid', param: 'return_url' });
  }
  if ('shown' in method) refuseOthers(account, offer, method);
}
