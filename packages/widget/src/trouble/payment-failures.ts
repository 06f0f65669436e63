import { isPaymentFailure } from '@stripe-cart/contract/payment-failure-codes';
import { paymentFailuresEn } from './payment-failures-en.js';

export { failureByCode } from '@stripe-cart/contract/payment-failure-codes';

/** The sentence for one of the contract's reasons; for one that only a newer proxy knows, that of a plain decline. */
export function paymentFailureText(reason: string): string {
  return paymentFailuresEn[isPaymentFailure(reason) ? reason : 'declined'];
}
