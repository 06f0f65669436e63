import type { StripeCheckoutApplyPromotionCodeResult, StripeCheckoutConfirmResult } from '@stripe/stripe-js';
import { paymentFailureOf, paymentFailureText } from '../../trouble/payment-failures.js';
import { paymentTroubleEn as words } from './payment-trouble-en.js';

/** What Stripe.js says when it did not do what it was asked: to take the money, or to change the payment. */
export type Refusal = Extract<
  StripeCheckoutConfirmResult | StripeCheckoutApplyPromotionCodeResult,
  { type: 'error' }
>['error'];

/** Longest sentence of Stripe.js's that is shown, in UTF-16 code units. */
const MAX_SENTENCE = 300;

/** An id, a key or a secret of Stripe's, a parameter of its API, or a link: then the sentence is for developers. */
const FOR_DEVELOPERS = /[a-z]_[\w-]|https?:/i;

/**
 * What to tell the buyer. A decline is one of the contract's reasons, by its code: why a bank calls a card lost, stolen or
 * fraudulent is for the bank to tell, not for a shop that a thief stands in.
 *
 * A refusal without a code has nothing but its message. Stripe.js writes it for the buyer, in their language, such as
 * which field is incomplete; it is shown as text, cut to a decent length, and not where it speaks to developers.
 */
export function refusalText(refusal: Refusal): string {
  if (refusal.code === 'paymentFailed') {
    const { declineCode } = refusal.paymentFailed;
    const own = declineCode === null ? sentenceOf(refusal) : undefined;
    return own ?? paymentFailureText(paymentFailureOf(declineCode));
  }
  if (refusal.code === null) return sentenceOf(refusal) ?? words.refused;
  return (Object.hasOwn(words.changes, refusal.code) && words.changes[refusal.code]) || words.refused;
}

function sentenceOf({ message }: Refusal): string | undefined {
  const said = String(message ?? '').slice(0, MAX_SENTENCE);
  return said && !FOR_DEVELOPERS.test(said) ? said : undefined;
}
