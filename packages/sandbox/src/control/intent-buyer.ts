import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import type { BuyersResult, Wishes } from '../pages/buyer-without-browser.js';
import { answerChallenge, answerRedirect } from '../payment/answer-action.js';
import { CARD_THAT_IS_DECLINED, CARD_THAT_PAYS } from '../payment/cards.js';
import { confirmIntent } from '../payment/confirm-intent.js';
import { createConfirmationToken } from '../payment/confirmation-token.js';
import { isDelayed, isPaymentMethodType, TEST_BANK_ACCOUNTS, type PaymentMethod } from '../payment/payment-methods.js';
import { returnAddressOf } from '../payment/return-address.js';
import { ControlError } from './control-error.js';

type Action = 'pay' | 'decline' | 'abandon';

const NO_WAY_BACK = 'https://shop.example/return';

/**
 * What a buyer without a browser does with a PaymentIntent's client secret: confirms it as Stripe.js would, or answers
 * what a confirmation on the server has left to answer.
 *
 * @returns `redirect` null where the buyer stays on the page, because the payment is declined or left unanswered
 */
export function payIntentAsBuyer(
  account: Account,
  id: string,
  action: Action,
  wishes: Wishes,
  origin: string,
): BuyersResult {
  const intent = account.paymentIntents.get(id);
  if (!intent) return { status: 404, redirect: null };
  if (action === 'abandon') return { status: 200, redirect: null };
  const returnUrl = wishes.returnUrl ?? NO_WAY_BACK;
  const left = actionOf(account, intent);
  const first = left
    ? null
    : confirmIntent(account, intent, {
        method: methodWished(intent.payment_method_types, action, wishes),
        billing: billingOf(wishes),
        returnUrl,
        origin,
        challenge: 'in_page',
      });
  const asked = left ?? actionOf(account, intent);
  if (!asked) {
    return first?.is === 'declined' ? DECLINED : { status: 303, redirect: returnAddressOf(intent, returnUrl) };
  }
  const { answer = 'pass' } = wishes;
  if (answer === 'leave') return { status: 200, redirect: null };
  const { is } =
    asked.is === 'challenge'
      ? answerChallenge(account, asked.id, answer)
      : answerRedirect(account, asked.id, answer === 'pass' ? 'authorize' : 'fail');
  // The bank's own page leads back whatever the answer was; a challenge in the page leads nowhere when it fails.
  if (is === 'declined' && asked.inPage && asked.is === 'challenge') return DECLINED;
  return { status: 303, redirect: returnAddressOf(intent, asked.returnUrl ?? returnUrl) };
}

const DECLINED: BuyersResult = { status: 402, redirect: null };

/**
 * What Stripe.js makes of a form that a server is to confirm.
 *
 * @throws ControlError where there is no such method
 */
export function tokenOfBuyer(account: Account, wishes: Wishes): Stripe.ConfirmationToken {
  return createConfirmationToken(account, {
    method: methodWished(['card'], 'pay', wishes),
    billing: billingOf(wishes),
    returnUrl: wishes.returnUrl ?? null,
    shipping: null,
    setupFutureUsage: null,
    offer: null,
  });
}

function actionOf(account: Account, { id }: Stripe.PaymentIntent) {
  return [...account.actions.values()].find(({ intent }) => intent.id === id) ?? null;
}

function billingOf({ email = 'buyer@example.com' }: Wishes) {
  return { email, name: 'Test Buyer', phone: null };
}

function methodWished(offered: readonly string[], action: Action, wishes: Wishes): PaymentMethod {
  const type = wishes.method ?? offered[0] ?? 'card';
  if (!isPaymentMethodType(type)) throw new ControlError(`There is no method ${type}.`);
  if (type === 'card') {
    const number = wishes.card ?? (action === 'decline' ? CARD_THAT_IS_DECLINED : CARD_THAT_PAYS);
    return { type, number, expMonth: 12, expYear: 2068, cvc: '123' };
  }
  if (!isDelayed(type)) return { type };
  const test = TEST_BANK_ACCOUNTS.find((each) => each.type === type && (each.decline === null) === (action === 'pay'));
  return { type, account: wishes.account ?? test?.account ?? '' };
}
