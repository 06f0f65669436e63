import { minorUnitDigits } from '@stripe-cart/contract';
import { expect } from 'chai';
import fc from 'fast-check';
import { formatMoney } from './money.js';

describe('money', () => {
  for (const [amount, currency, text] of [
    [1950, 'eur', '€19.50'],
    [5, 'usd', '$0.05'],
    [0, 'usd', '$0.00'],
    [1950, 'jpy', '¥1,950'],
    [12_345, 'kwd', 'KWD 12.345'],
    [-500, 'usd', '-$5.00'],
    [500, 'isk', 'ISK 5.00'],
  ] as const) {
    it(`shows ${amount} ${currency} as ${text}`, () => {
      expect(formatMoney(amount, currency, 'en-US').replace('\u00a0', ' ')).to.equal(text);
    });
  }

  it('shows every digit of any safe amount, in currencies with none, two and three', () => {
    const digits = (text: string) => text.replaceAll(/\D/g, '').replace(/^0+(?=\d)/, '');
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom('jpy', 'usd', 'kwd'), (amount, currency) => {
        expect(digits(formatMoney(amount, currency, 'en'))).to.equal(String(amount));
        const [, fraction = ''] = formatMoney(amount, currency, 'en').split('.');
        expect(fraction.length).to.equal(minorUnitDigits(currency));
      }),
    );
  });

  it('falls back to the browser where the page has no usable language', () => {
    expect(formatMoney(100, 'usd', 'not a language')).to.equal(formatMoney(100, 'usd'));
    expect(formatMoney(100, 'usd', '')).to.equal(formatMoney(100, 'usd'));
  });
});
