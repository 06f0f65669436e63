import type { StripeCheckoutAmount, StripeCheckoutSession } from '@stripe/stripe-js';

type Part = 'amount' | 'minorUnitsAmount' | 'currency' | 'minorUnitsAmountDivisor';

/**
 * A copy of a session that notices when its total is read: either written out (`total.total.amount`), or in minor units
 * together with the currency and the divisor. https://docs.stripe.com/js/custom_checkout/confirm
 */
export function observeTotal(session: StripeCheckoutSession, onRead: () => void): StripeCheckoutSession {
  const read = new Set<Part>();
  const note = (part: Part): void => {
    read.add(part);
    const inMinorUnits = read.has('minorUnitsAmount') && read.has('currency') && read.has('minorUnitsAmountDivisor');
    if (part === 'amount' || inMinorUnits) onRead();
  };
  const { amount, minorUnitsAmount } = session.total.total;
  const { currency, minorUnitsAmountDivisor } = session;
  const total: StripeCheckoutAmount = {
    get amount() {
      note('amount');
      return amount;
    },
    get minorUnitsAmount() {
      note('minorUnitsAmount');
      return minorUnitsAmount;
    },
  };
  // A spread would read the getters: they go on last.
  const observed: StripeCheckoutSession = { ...session, total: { ...session.total, total } };
  Object.defineProperties(observed, {
    currency: { enumerable: true, get: () => (note('currency'), currency) },
    minorUnitsAmountDivisor: {
      enumerable: true,
      get: () => (note('minorUnitsAmountDivisor'), minorUnitsAmountDivisor),
    },
  });
  return observed;
}
