import type { CartLine, CatalogItem } from '@stripe-cart/contract';
import { expect } from 'chai';
import fc from 'fast-check';
import { mug, poster } from '../../test-page/stub-proxy.js';
import { nearestQuantity, priceCart } from './priced-cart.js';

const catalog = (...items: CatalogItem[]) => new Map(items.map((item) => [item.id, item]));
const line = (item: string, quantity = 1, frame?: string): CartLine => ({
  item,
  quantity,
  options: frame ? [{ name: 'Frame', value: frame }] : [],
});
const obstacleOf = (l: CartLine, item: CatalogItem) => priceCart([l], catalog(item)).lines[0]?.obstacle;

describe('priced cart', () => {
  it('is the integer sum of its lines, in any currency', () => {
    const cases = fc.array(fc.record({ price: fc.nat(99_999_999), quantity: fc.integer({ min: 1, max: 999 }) }));
    fc.assert(
      fc.property(cases, fc.constantFrom('jpy', 'usd', 'kwd'), (lines, currency) => {
        const items = lines.map(({ price }, n) =>
          mug({ id: `i${n}`, unitAmount: price, currency, quantity: { min: 1, max: 999, step: 1 } }),
        );
        const priced = priceCart(
          lines.map(({ quantity }, n) => line(`i${n}`, quantity)),
          catalog(...items),
        );
        const sum = lines.reduce((all, { price, quantity }) => all + BigInt(price) * BigInt(quantity), 0n);
        expect(BigInt(priced.subtotal)).to.equal(sum);
      }),
    );
  });

  it('adds the price of an option to each piece', () => {
    expect(priceCart([line('poster', 2, 'Walnut')], catalog(poster())).subtotal).to.equal(2 * (4900 + 1500));
  });

  it('says why a line cannot be bought, and sells the rest', () => {
    expect(obstacleOf(line('mug'), poster())).to.equal('unknown_item');
    expect(obstacleOf(line('mug'), mug({ available: false }))).to.equal('item_unavailable');
    expect(obstacleOf(line('poster'), poster())).to.equal('invalid_option');
    expect(obstacleOf(line('poster', 1, 'Gold'), poster())).to.equal('invalid_option');
    expect(obstacleOf(line('mug', 1, 'Oak'), mug())).to.equal('invalid_option');
    expect(obstacleOf(line('mug', 100), mug())).to.equal('invalid_quantity');
    const priced = priceCart([line('gone', 3), line('mug', 2)], catalog(mug()));
    expect(priced.payable).to.deep.equal([line('mug', 2)]);
    expect(priced.subtotal).to.equal(3900);
  });

  it('does not sell what only Object.prototype has', () => {
    for (const id of ['__proto__', 'constructor', 'toString']) {
      expect(obstacleOf(line(id), mug())).to.equal('unknown_item');
    }
  });

  it('names two currencies, and two ways of billing, as a conflict', () => {
    const lines = [line('mug'), line('other')];
    expect(priceCart(lines, catalog(mug(), mug({ id: 'other', currency: 'usd' })))).to.include({
      conflict: 'mixed_currency',
      currency: null,
    });
    const recurs = (id: string, terms: object = {}) =>
      mug({ id, recurring: { interval: 'month', intervalCount: 1, ...terms } });
    const conflictOf = (other: CatalogItem) => priceCart(lines, catalog(recurs('mug'), other)).conflict;
    expect(conflictOf(mug({ id: 'other' }))).to.equal(null);
    expect(conflictOf(recurs('other'))).to.equal(null);
    for (const terms of [{ interval: 'year' }, { intervalCount: 3 }, { trialDays: 14 }])
      expect(conflictOf(recurs('other', terms)), JSON.stringify(terms)).to.equal('mixed_billing');
  });

  it('finds the nearest quantity that is sold, for anything typed', () => {
    const rule = fc
      .record({ min: fc.integer({ min: 1, max: 20 }), more: fc.nat(50), step: fc.integer({ min: 1, max: 10 }) })
      .map(({ min, more, step }) => ({ min, max: min + more, step }));
    fc.assert(
      fc.property(fc.double(), rule, (typed, { min, max, step }) => {
        const quantity = nearestQuantity(typed, { min, max, step });
        expect(quantity >= min && quantity <= max && (quantity - min) % step === 0).to.equal(true);
        expect(nearestQuantity(quantity, { min, max, step })).to.equal(quantity);
      }),
    );
  });
});
