import type { PaymentMethod } from './payment-methods.js';

/** Stripe's test PaymentMethods, by the test card that each stands for. https://docs.stripe.com/testing?testing-method=payment-methods */
const CARD_NUMBERS: Readonly<Record<string, string>> = {
  pm_card_visa: '4242424242424242',
  pm_card_mastercard: '5555555555554444',
  pm_card_amex: '378282246310005',
  pm_card_visa_chargeDeclined: '4000000000000002',
  pm_card_visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_visa_chargeDeclinedLostCard: '4000000000009987',
  pm_card_visa_chargeDeclinedStolenCard: '4000000000009979',
  pm_card_chargeDeclinedExpiredCard: '4000000000000069',
  pm_card_chargeDeclinedIncorrectCvc: '4000000000000127',
  pm_card_chargeDeclinedProcessingError: '4000000000000119',
  pm_card_chargeCustomerFail: '4000000000000341',
  pm_card_refundFail: '4000000000005126',
  pm_card_authenticationRequired: '4000002760003184',
  pm_card_authenticationRequiredOnSetup: '4000002500003155',
};

/** The card behind a test PaymentMethod, or null for any other id. */
export function testPaymentMethod(id: string): PaymentMethod | null {
  const number = Object.hasOwn(CARD_NUMBERS, id) ? CARD_NUMBERS[id] : undefined;
  return number === undefined ? null : { type: 'card', number, expMonth: 12, expYear: 2050, cvc: '123' };
}
