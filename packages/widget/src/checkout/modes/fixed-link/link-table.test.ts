import { lineKey, type CartLine, type FixedLink } from '@stripe-cart/contract';
import { expect } from 'chai';
import fc from 'fast-check';
import { buyAt, line, linkFor } from '../../../../test-page/links-page.js';
import { LinkTable } from './link-table.js';

const anyCart = fc
  .uniqueArray(
    fc.record({ item: fc.constantFrom('mug', 'plate', 'a,b', 'a', 'b'), frame: fc.constantFrom('', 'Oak', 'Ash') }),
    { selector: ({ item, frame }) => `${item}/${frame}`, minLength: 1, maxLength: 4 },
  )
  .chain((things) =>
    fc.tuple(...things.map(({ item, frame }) => fc.nat(3).map((n): CartLine => line(item, n + 1, frame || undefined)))),
  );

const anyTotal = fc.integer({ min: 1, max: 4 });

const anyLink: fc.Arbitrary<FixedLink> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ url: fc.webUrl(), lines: anyCart, total: anyTotal, adjustable: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ url: fc.webUrl(), amount: anyTotal }) },
);

/** A cart, and a file that may well have links for it, somewhere among others. */
const anyFile = fc.tuple(anyCart, anyTotal).chain(([lines, total]) => {
  const url = 'https://buy.stripe.com/1';
  const other = lines.map((one) => ({ ...one, quantity: one.quantity + 1 }));
  const own: FixedLink[] = [
    { url, lines, total, adjustable: false },
    { url, lines: other, total, adjustable: false },
    { url, lines: other, total, adjustable: true },
    { url, amount: total },
  ];
  const links = fc.tuple(fc.shuffledSubarray(own), fc.array(anyLink, { maxLength: 4 })).map(([a, b]) => [...a, ...b]);
  return fc.record({ lines: fc.constant(lines), total: fc.constant(total), links });
});

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one) => b.includes(one));
const keys = (lines: readonly CartLine[]) => lines.map(lineKey);
const counted = (lines: readonly CartLine[]) => lines.map((one) => `${lineKey(one)}\n${one.quantity}`);

/** Whether a link is for this cart, said as the format of the file says it. */
function isFor(link: FixedLink, lines: readonly CartLine[], total: number): 'exact' | 'adjustable' | 'amount' | null {
  if ('amount' in link) return link.amount === total ? 'amount' : null;
  if (link.adjustable) return sameSet(keys(link.lines), keys(lines)) ? 'adjustable' : null;
  return sameSet(counted(link.lines), counted(lines)) ? 'exact' : null;
}

describe('the table of links', () => {
  it('never gives a link that is for another cart, and gives the best of those that are for this one', () => {
    fc.assert(
      fc.property(anyFile, ({ links, lines, total }) => {
        const found = new LinkTable(links).find(lines, total);
        const best = ['exact', 'adjustable', 'amount'].map((kind) =>
          links.find((l) => isFor(l, lines, total) === kind),
        );
        expect(found).to.equal(best.find(Boolean) ?? null);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds every cart that has a link, in whatever order its lines and their options are', () => {
    const shuffled = fc
      .tuple(anyCart, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })))
      .map(([lines, random]) => {
        const places = lines.map((one) => ({ one, at: random.next().value as number }));
        return { lines, other: places.sort((a, b) => a.at - b.at).map(({ one }) => one) };
      });
    fc.assert(
      fc.property(shuffled, ({ lines, other }) => {
        const link = linkFor('it', 1, ...lines);
        expect(new LinkTable([link]).find(other, 2)).to.equal(link);
      }),
      { numRuns: 300 },
    );
    const options = [
      { name: 'Frame', value: 'Oak' },
      { name: 'Size', value: 'L' },
    ];
    const link = linkFor('framed', 1, { item: 'poster', options, quantity: 1 });
    const found = new LinkTable([link]).find([{ item: 'poster', options: options.toReversed(), quantity: 1 }], 1);
    expect(found).to.equal(link);
  });

  it('is not fooled by ids that look like several', () => {
    const table = new LinkTable([linkFor('two', 1, line('a'), line('b'))]);
    expect(table.find([line('a,b')], 1)).to.equal(null);
    expect(table.find([line('["a"]'), line('b')], 1)).to.equal(null);
  });

  it('takes the first of two links for the same cart', () => {
    const [first, second] = ['first', 'second'].map((name) => linkFor(name, 1, line('mug')));
    if (!first || !second) throw new Error('There are two.');
    expect(new LinkTable([first, second]).find([line('mug')], 1)?.url).to.equal(buyAt('first'));
  });
});
