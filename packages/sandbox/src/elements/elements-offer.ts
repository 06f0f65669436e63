import type { Account } from '../account/account.js';
import { ApiError } from '../errors.js';
import { formatAmount, isSupported } from '../money/currency.js';
import { answerChallenge } from '../payment/answer-action.js';
import { clientIntentOf, intentOpenedBy } from '../payment/client-intent.js';
import { PAYMENT_METHODS, typesOffered } from '../payment/payment-methods.js';
import { refusalOf } from './client-api.js';
import { checkPublishableKey } from './client-secret.js';
import { offered } from './client-session.js';
import { readChallengeAnswer, readOfferRequest, type Deferred } from './offer-request.js';
import type { ChallengeReply, FrameSubject, OfferReply } from './protocol.js';

/** Intents that nothing can be entered for any more. https://docs.stripe.com/changelog/clover/2025-09-30/client-secret-reuse */
const FINISHED: readonly string[] = ['canceled', 'processing', 'requires_capture', 'succeeded'];

/**
 * `/_elements/offer`: what the elements of an intent show, whether it is there already or still to be made. How Stripe's
 * own browser code asks that is not published.
 */
export function answerOffer(account: Account, body: string): OfferReply {
  try {
    const request = readOfferRequest(body);
    checkPublishableKey(request.key);
    if (request.clientSecret === null) {
      return {
        ok: true,
        subject: subjectOf(account, request.deferred, typesFor(account, request.deferred)),
        intent: null,
      };
    }
    const intent = intentOpenedBy(account, request.clientSecret);
    if (request.isFirst && FINISHED.includes(intent.status)) {
      throw new ApiError(
        'finished-intent',
        400,
        `The PaymentIntent is ${intent.status}; Elements cannot be made for it.`,
        {
          code: 'payment_intent_unexpected_state',
        },
      );
    }
    const subject = subjectOf(account, intent, intent.payment_method_types);
    return { ok: true, subject, intent: clientIntentOf(intent) };
  } catch (error) {
    return { ok: false, error: refusalOf(error) };
  }
}

/** `/_elements/intent_challenge`: the buyer answers what the bank asks about an intent. */
export function answerIntentChallenge(account: Account, body: string): ChallengeReply {
  try {
    const { key, clientSecret, challenge, answer } = readChallengeAnswer(body);
    checkPublishableKey(key);
    const intent = intentOpenedBy(account, clientSecret);
    // A secret opens its own intent, and what the bank asks about another is not there.
    const isOwn = account.actions.get(challenge)?.intent.id === intent.id;
    answerChallenge(account, isOwn ? challenge : '', answer);
    return { ok: true };
  } catch (error) {
    return { ok: false, error: refusalOf(error) };
  }
}

/** The methods that an intent would have that was made with the same. */
function typesFor(account: Account, { currency, isHeld, allowed, excluded }: Deferred): string[] {
  if (!isSupported(currency)) {
    throw new ApiError('deferred-options', 400, `Invalid currency: ${currency}.`, { param: 'currency' });
  }
  const types = typesOffered(account, currency).filter(
    (type) =>
      (allowed === null || allowed.includes(type)) &&
      !excluded.includes(type) &&
      (!isHeld || PAYMENT_METHODS.some((method) => method.type === type && method.holds)),
  );
  if (types.length > 0) return types;
  throw new ApiError('payment-methods', 400, 'No payment method of the account is left for these Elements.');
}

function subjectOf(
  account: Account,
  { amount, currency }: { readonly amount: number; readonly currency: string },
  types: readonly string[],
): FrameSubject {
  return {
    total: formatAmount(amount, currency),
    methods: types.map(offered).filter((method) => method !== null),
    wallets: types.includes('card') ? account.wallets : [],
    shippingCountries: null,
    email: null,
    shippingAddress: null,
    billingAddress: null,
  };
}
