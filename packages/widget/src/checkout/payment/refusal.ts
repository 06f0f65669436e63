import type { StripeCheckoutApplyPromotionCodeResult, StripeCheckoutConfirmResult } from '@stripe/stripe-js';
import { failureByCode, paymentFailureText } from '../../trouble/payment-failures.js';
import { paymentTroubleEn as words } from './payment-trouble-en.js';

/** What Stripe.js says when it did not do what it was asked: to take the money, or to change the payment. */
export type Refusal = Extract<
  StripeCheckoutConfirmResult | StripeCheckoutApplyPromotionCodeResult,
  { type: 'error' }
>['error'];

/**
 * What to tell the buyer, chosen by a code, and never in Stripe.js's own words: those may be for developers, and nobody
 * here knows what they say tomorrow. A decline is one of the contract's reasons: why a bank calls a card lost, stolen or
 * fraudulent is for the bank to tell, not for a shop that a thief stands in. What is wrong with a field, Stripe.js has
 * shown at the field.
 */
export function refusalText(refusal: Refusal): string {
  if (refusal.code === 'paymentFailed') return paymentFailureText(failureByCode(refusal.paymentFailed.declineCode));
  const { code } = refusal;
  return (code !== null && Object.hasOwn(words.changes, code) && words.changes[code]) || words.refused;
}
