import { PAYMENT_FAILURES } from '@stripe-cart/contract';
import { expect } from 'chai';
import fc from 'fast-check';
import { failureByCode, paymentFailureText } from './payment-failures.js';

/** Decline codes that a thief would like to be told (docs.stripe.com/declines/codes). */
const KEPT_FROM_THIEVES = ['lost_card', 'stolen_card', 'fraudulent', 'pickup_card', 'restricted_card'];
const PLAIN = ['generic_decline', 'do_not_honor', 'card_declined', 'call_issuer', 'merchant_blacklist'];

describe('a failed payment', () => {
  it('has a sentence of its own for every reason, with a next step', () => {
    const sentences = PAYMENT_FAILURES.map(paymentFailureText);
    expect(new Set(sentences).size).to.equal(PAYMENT_FAILURES.length);
    for (const sentence of sentences) expect(sentence).to.match(/ Please [^.]+\.$/);
  });

  for (const code of [...KEPT_FROM_THIEVES, ...PLAIN]) {
    it(`reads as a plain decline for ${code}`, () => {
      expect(failureByCode(code, 'card_declined')).to.equal('declined');
    });
  }

  it('is told by what the bank says, else by the code of the error', () => {
    expect(failureByCode('insufficient_funds', 'card_declined')).to.equal('insufficient_funds');
    expect(failureByCode(undefined, 'payment_intent_authentication_failure')).to.equal('authentication_failed');
    expect(failureByCode('stolen_card', 'expired_card')).to.equal('declined');
    expect(failureByCode(null)).to.equal('declined');
  });

  it('reads as a plain decline for any code that nobody has heard of, and never shows it', () => {
    const known = ['__proto__', 'constructor', 'toString'];
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...known), fc.string()), (code) => {
        const reason = failureByCode(code);
        expect(PAYMENT_FAILURES).to.include(reason);
        expect(PAYMENT_FAILURES.map(paymentFailureText)).to.include(paymentFailureText(code));
      }),
      { numRuns: 200 },
    );
  });
});
