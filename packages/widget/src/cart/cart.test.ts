import { lineKey, MAX_QUANTITY, type CartLine } from '@stripe-cart/contract';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  applyStep,
  countItems,
  EMPTY_CART,
  subtractLines,
  type Cart,
  type CartStep,
  type OrderEffect,
} from './cart.js';

const line = (item: string, quantity = 1, frame?: string): CartLine => ({
  item,
  quantity,
  options: frame ? [{ name: 'Frame', value: frame }] : [],
});

const order = (changes: Partial<OrderEffect> = {}): OrderEffect => ({
  number: 'N1',
  attempt: 'A1',
  status: 'paid',
  lines: [line('mug', 2)],
  ask: { by: 'order', token: 'a.b.c.d.e' },
  ...changes,
});

const after = (...steps: CartStep[]): Cart => steps.reduce(applyStep, EMPTY_CART);
const add = (l: CartLine): CartStep => ({ type: 'add', line: l });

const anyLine = fc.record({
  item: fc.constantFrom('mug', 'poster', '__proto__', 'constructor'),
  quantity: fc.integer({ min: 1, max: 1000 }),
  options: fc.constantFrom<CartLine['options']>(
    [],
    [{ name: 'Frame', value: 'Oak' }],
    [{ name: 'Frame', value: 'Ash' }],
  ),
});

describe('cart', () => {
  it('begins no attempt again that is over, when a step of its time is applied once more', () => {
    const line = { item: 'mug', options: [], quantity: 1 };
    const first = { type: 'add', line, attempt: 'A' } as const;
    const ask = { by: 'order', token: 'a.b.c.d.e' } as const;
    const order = { number: 'N-1', attempt: 'A', status: 'paid', lines: [line], ask } as const;
    const paid = [first, { type: 'settle', order } as const].reduce(applyStep, EMPTY_CART);
    expect(applyStep(EMPTY_CART, first).payment).to.deep.equal({ attempt: 'A', resume: null });
    expect(paid.payment).to.equal(null);
    expect(applyStep(paid, first).payment).to.equal(null);
  });

  it('adds up lines with the same item and options, and keeps others apart', () => {
    const cart = after(add(line('mug')), add(line('mug', 2)), add(line('mug', 1, 'Oak')), add(line('poster')));
    expect(cart.lines).to.deep.equal([line('mug', 3), line('mug', 1, 'Oak'), line('poster')]);
    expect(countItems(cart)).to.equal(5);
  });

  it('removes a line at quantity 0 and below, and never lets NaN in', () => {
    for (const quantity of [0, -1, NaN, -Infinity]) {
      expect(after(add(line('mug')), { type: 'set', key: lineKey(line('mug')), quantity }).lines).to.deep.equal([]);
    }
    const full = after(add(line('mug')), { type: 'set', key: lineKey(line('mug')), quantity: Infinity });
    expect(full.lines).to.deep.equal([line('mug', MAX_QUANTITY)]);
  });

  it('loses exactly the paid quantities, for any cart and any order', () => {
    fc.assert(
      fc.property(fc.array(anyLine), fc.array(anyLine), (have, paid) => {
        const count = (lines: readonly CartLine[], key: string) =>
          lines.filter((l) => lineKey(l) === key).reduce((sum, { quantity }) => sum + quantity, 0);
        const { lines } = have.reduce((cart, l) => applyStep(cart, add(l)), EMPTY_CART);
        const left = subtractLines(lines, paid);
        for (const key of new Set([...lines, ...paid].map(lineKey))) {
          expect(count(left, key)).to.equal(Math.max(0, count(lines, key) - count(paid, key)));
        }
      }),
    );
  });

  it('settles an order once, however often it is told', () => {
    const cart = after(add(line('mug', 5)), { type: 'attempt', attempt: 'A1' });
    const once = applyStep(cart, { type: 'settle', order: order() });
    expect(once.lines).to.deep.equal([line('mug', 3)]);
    expect(once.payment).to.equal(null);
    expect(applyStep(once, { type: 'settle', order: order() })).to.deep.equal(once);
  });

  it('leaves the cart alone when the order is not of this browser', () => {
    const cart = after(add(line('mug', 5)), { type: 'attempt', attempt: 'A1' });
    expect(applyStep(cart, { type: 'settle', order: order({ attempt: 'somebody' }) })).to.deep.equal(cart);
  });

  it('sets the lines of a pending payment aside, and takes them out of nothing twice', () => {
    const pending = after(
      add(line('mug', 3)),
      { type: 'attempt', attempt: 'A1' },
      { type: 'resume', attempt: 'A1', resume: 'r.e.s.u.m' },
      { type: 'hold', order: order({ status: 'pending' }) },
    );
    expect(pending.lines).to.deep.equal([line('mug', 1)]);
    expect(pending.held).to.deep.equal([
      { attempt: 'A1', lines: [line('mug', 2)], ask: { by: 'resume', token: 'r.e.s.u.m' } },
    ]);
    expect(applyStep(pending, { type: 'hold', order: order({ status: 'pending' }) })).to.deep.equal(pending);

    const paid = applyStep(pending, { type: 'settle', order: order() });
    expect(paid.held).to.deep.equal([]);
    expect(paid.lines).to.deep.equal([line('mug', 1)]);
  });

  it('asks about what was paid by a link made beforehand by that link, whatever token there is', () => {
    const ask = { by: 'link', session: 'cs_1', attempt: 'A1' } as const;
    const pending = after(
      add(line('mug', 2)),
      { type: 'attempt', attempt: 'A1' },
      { type: 'resume', attempt: 'A1', resume: 'r.e.s.u.m' },
      { type: 'hold', order: order({ status: 'pending', ask }) },
    );
    expect(pending.held).to.deep.equal([{ attempt: 'A1', lines: [line('mug', 2)], ask }]);
  });

  it('gives the lines of a failed payment back', () => {
    const pending = after(add(line('mug', 2)), { type: 'attempt', attempt: 'A1' }, { type: 'hold', order: order() });
    const failed = applyStep(pending, { type: 'release', attempt: 'A1' });
    expect(failed.lines).to.deep.equal([line('mug', 2)]);
    expect(failed.held).to.deep.equal([]);
  });

  it('keeps what was deliberately ordered again when the first payment arrives after all', () => {
    const pending = after(add(line('mug', 2)), { type: 'attempt', attempt: 'A1' }, { type: 'hold', order: order() });
    const again = applyStep(pending, { type: 'again', attempt: 'A1' });
    expect(again.lines).to.deep.equal([line('mug', 2)]);
    expect(applyStep(again, { type: 'settle', order: order() }).lines).to.deep.equal([line('mug', 2)]);
  });

  it('takes a resume token only for the attempt that is under way', () => {
    const cart = after({ type: 'attempt', attempt: 'A2' }, { type: 'resume', attempt: 'A1', resume: 'late' });
    expect(cart.payment).to.deep.equal({ attempt: 'A2', resume: null });
  });
});
