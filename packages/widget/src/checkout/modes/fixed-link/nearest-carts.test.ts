import { lineKey, type CartLine } from '@stripe-cart/contract';
import { expect } from 'chai';
import fc from 'fast-check';
import { line, linkFor } from '../../../../test-page/links-page.js';
import { nearestCarts } from './nearest-carts.js';

const anyCart = fc
  .uniqueArray(fc.constantFrom('mug', 'plate', 'bowl', 'jug'), { minLength: 1 })
  .chain((items) => fc.tuple(...items.map((item) => fc.integer({ min: 1, max: 4 }).map((n) => line(item, n)))));

const quantities = (lines: readonly CartLine[]) => new Map(lines.map((one) => [lineKey(one), one.quantity]));

const moved = (lines: readonly CartLine[]) => lines.reduce((sum, { quantity }) => sum + quantity, 0);

describe('the nearest carts', () => {
  it('come out of this one by what is said to be added and taken out, have a link, and share something with it', () => {
    fc.assert(
      fc.property(anyCart, fc.array(fc.tuple(anyCart, fc.boolean()), { maxLength: 10 }), (cart, specs) => {
        const links = specs.map(([lines, adjustable], n) => ({ ...linkFor(String(n), 1, ...lines), adjustable }));
        for (const { lines, added, removed } of nearestCarts(cart, links, 3)) {
          const result = quantities(cart);
          for (const one of added) result.set(lineKey(one), (result.get(lineKey(one)) ?? 0) + one.quantity);
          for (const one of removed) result.set(lineKey(one), (result.get(lineKey(one)) ?? 0) - one.quantity);
          const left = [...result].filter(([, quantity]) => quantity > 0);
          expect(new Map(left)).to.deep.equal(quantities(lines));
          expect(
            links.some(({ lines: theirs, adjustable }) =>
              adjustable
                ? new Set([...theirs, ...lines].map(lineKey)).size === theirs.length && theirs.length === lines.length
                : JSON.stringify([...quantities(theirs)].sort()) === JSON.stringify([...quantities(lines)].sort()),
            ),
          ).to.equal(true);
          expect(moved(removed)).to.be.below(moved(cart));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('come with the fewest lines to touch first, then the fewest pieces', () => {
    const links = [
      linkFor('far', 1, line('mug', 3), line('plate', 3), line('bowl')),
      linkFor('near', 1, line('mug', 1)),
      linkFor('nearest', 1, line('mug', 2), line('plate', 1)),
    ];
    const names = nearestCarts([line('mug', 2)], links, 2).map(({ lines }) => lines.map(({ item }) => item).join());
    expect(names).to.deep.equal(['mug', 'mug,plate']);
  });

  it('are each told once, keep the quantities where those are set on Stripe’s page, and may be none', () => {
    const both = linkFor('both', 1, line('mug'), line('plate'));
    const near = nearestCarts([line('mug', 5)], [both, { ...both, adjustable: true }, both], 9);
    expect(near.map(({ lines }) => lines.map(({ quantity }) => quantity))).to.deep.equal([
      [5, 1],
      [1, 1],
    ]);
    expect(nearestCarts([line('bowl')], [both], 3)).to.deep.equal([]);
  });
});
