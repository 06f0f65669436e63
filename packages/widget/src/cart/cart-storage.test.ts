import { expect } from 'chai';
import fc from 'fast-check';
import { CartStorage, parseStored, serialiseStored, type StoredCart } from './cart-storage.js';
import { EMPTY_CART } from './cart.js';

const stored = (lines: unknown, more: object = {}) => JSON.stringify({ version: 1, lines, ...more });
const linesOf = (text: string) => parseStored(text)?.cart.lines;

describe('stored cart', () => {
  const storage = new CartStorage('https://pay.shop.test/', crypto.randomUUID());
  afterEach(() => {
    localStorage.removeItem(storage.key);
    localStorage.removeItem(`${storage.key}:backup`);
  });

  it('survives the round trip', () => {
    const cart: StoredCart = {
      cart: {
        ...EMPTY_CART,
        lines: [{ item: 'mug', options: [{ name: 'Note', value: 'two\nlines' }], quantity: 3 }],
        payment: { attempt: 'A1', resume: 'a.b.c.d.e' },
        held: [
          {
            attempt: 'A0',
            lines: [{ item: 'mug', options: [], quantity: 1 }],
            ask: { by: 'order', token: 'o.o.o.o.o' },
          },
          { attempt: 'A-1', lines: [], ask: { by: 'link', session: 'cs_test_1234567890', attempt: 'A-1' } },
        ],
        attempts: ['A0', 'A1'],
        settled: ['N1'],
      },
      seen: [['tab', 7]],
    };
    expect(parseStored(serialiseStored(cart))).to.deep.equal(cart);
  });

  it('takes any JSON for a clean cart or for none, and pollutes nothing', () => {
    const known = Object.getOwnPropertyNames(Object.prototype).join();
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), fc.jsonValue(), (text, lines, rest) => {
        parseStored(text);
        const cart = parseStored(
          stored(lines, { held: rest, payment: rest, seen: rest, settled: rest, attempts: rest }),
        );
        for (const { item, quantity, options } of cart?.cart.lines ?? []) {
          expect(item).to.be.a('string');
          expect(Number.isSafeInteger(quantity) && quantity >= 1).to.equal(true);
          expect(options).to.be.an('array');
        }
      }),
      { numRuns: 2000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).join()).to.equal(known);
  });

  for (const [name, text] of Object.entries({
    'no JSON': '{',
    null: 'null',
    'a number': '7',
    'an array': '[]',
    'no version': '{"lines":[]}',
    'a future version': '{"version":2,"lines":[]}',
    'five megabytes': `{"version":1,"lines":[],"pad":"${'x'.repeat(5_000_000)}"}`,
  })) {
    it(`refuses ${name}`, () => expect(parseStored(text)).to.equal(null));
  }

  it('leaves out lines that no cart of ours could hold', () => {
    const bad = [
      { item: 'mug', quantity: -1 },
      { item: 'mug', quantity: 1.5 },
      { item: 'mug', quantity: '2' },
      { item: 'mug', quantity: 1e15 },
      { item: 'mug', quantity: null },
      { item: '', quantity: 1 },
      { item: 'mug\u202e', quantity: 1 },
      { item: 'x'.repeat(201), quantity: 1 },
      { item: { toString: 'mug' }, quantity: 1 },
      null,
      [],
      'mug',
    ];
    expect(linesOf(stored(bad))).to.deep.equal([]);
  });

  it('never reads a price, a name or any other field', () => {
    const text = stored([{ item: 'mug', quantity: 1, price: 1, unitAmount: 1, name: '<b>', __proto__x: 1 }]);
    expect(linesOf(text)).to.deep.equal([{ item: 'mug', options: [], quantity: 1 }]);
  });

  it('does not fall for __proto__', () => {
    const text = '{"version":1,"__proto__":{"polluted":1},"lines":[{"__proto__":{"item":"mug","quantity":1}}]}';
    expect(linesOf(text)).to.deep.equal([]);
    expect(({} as { polluted?: number }).polluted).to.equal(undefined);
  });

  it('keeps the first unreadable value under a backup key, once', () => {
    localStorage.setItem(storage.key, 'from the future');
    expect(storage.read()).to.equal(null);
    localStorage.setItem(storage.key, 'and worse');
    expect(storage.read()).to.equal(null);
    expect(localStorage.getItem(`${storage.key}:backup`)).to.equal('from the future');
  });

  it('is told apart by proxy and by shop', () => {
    const keys = ['a', 'b'].flatMap((proxy) => ['', 'x'].map((shop) => new CartStorage(proxy, shop).key));
    expect(new Set(keys).size).to.equal(4);
  });
});
