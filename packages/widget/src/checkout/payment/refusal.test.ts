import { expect } from 'chai';
import { paymentFailuresEn } from '../../trouble/payment-failures-en.js';
import { paymentTroubleEn as words } from './payment-trouble-en.js';
import { refusalText } from './refusal.js';

const declined = (declineCode: string | null, message = 'Your card was declined.') =>
  refusalText({ code: 'paymentFailed', message, paymentFailed: { declineCode } });
const refused = (message: string) => refusalText({ code: null, message });

describe('what a buyer is told of a refusal', () => {
  it('is a sentence of its own for what the buyer can do something about', () => {
    const sentences = Object.keys(paymentFailuresEn).map((code) => declined(code, 'never shown'));
    for (const sentence of sentences) {
      expect(sentence).to.match(/^[A-Z].{20,}\.$/);
      expect(sentence)
        .not.to.contain('never shown')
        .and.not.to.match(/[a-z]_/);
    }
    expect(declined('insufficient_funds')).to.contain('not enough money');
    expect(declined('incorrect_cvc')).to.contain('security code');
    expect(declined('processing_error')).to.contain('try again');
  });

  it('does not tell lost, stolen and fraudulent from an ordinary decline', () => {
    for (const code of [
      'lost_card',
      'stolen_card',
      'pickup_card',
      'restricted_card',
      'fraudulent',
      'merchant_blacklist',
    ])
      expect(declined(code, 'Your card was reported stolen.'), code).to.equal(declined('generic_decline'));
    expect(declined('generic_decline')).not.to.match(/lost|stolen|fraud/i);
  });

  it('is the general sentence for a code of the object’s prototype or of next year', () => {
    for (const code of ['constructor', '__proto__', 'toString', 'new_in_2027'])
      expect(String(declined(code))).to.equal(paymentFailuresEn.declined);
  });

  it('is never what Stripe says, to the buyer or to developers', () => {
    for (const message of [
      '',
      'Your email is incomplete.',
      'Your card was reported stolen.',
      'No such payment_page: cs_test_a1b2',
      'See https://docs.stripe.com for more.',
      'Invalid API key: pk_test_****1',
    ]) {
      expect(refused(message)).to.equal(words.refused);
      expect(declined(null, message)).to.equal(paymentFailuresEn.declined);
    }
  });

  it('knows why a promotion code was not taken', () => {
    expect(refusalText({ code: 'invalidCode', message: 'x' })).to.equal('This code is not valid.');
    expect(refusalText({ code: 'promotionCodeAmountInsufficient', message: 'x' })).to.contain('larger order');
  });
});
