import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { inside, ShopPage, until } from '../../test-page/shop-page.js';
import { mug, paidOrder, token } from '../../test-page/stub-proxy.js';
import { takeArrival } from '../page/arrival.js';

const shop = new ShopPage();

/** Where the words of a text stand, from the left edge of the window in pixels. */
function wordsOf(element: Element): { word: string; left: number; right: number; top: number }[] {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const words = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    for (const { 0: word, index } of (text.textContent ?? '').matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const { left, right, top } = range.getBoundingClientRect();
      words.push({ word, left, right, top });
    }
  }
  return words;
}

/** The same as they are read from left to right, line by line. */
const asSeen = (element: Element) =>
  wordsOf(element)
    .sort((a, b) => (Math.abs(a.top - b.top) < 4 ? a.left - b.left : a.top - b.top))
    .map(({ word }) => word)
    .join(' ');
const asWritten = (element: Element) =>
  wordsOf(element)
    .map(({ word }) => word)
    .join(' ');

describe('the look that all elements share', () => {
  beforeEach(() => shop.reset());
  afterEach(async () => {
    document.documentElement.removeAttribute('dir');
    await setViewport({ width: 800, height: 600 });
  });

  const arrive = async () => {
    history.replaceState(null, '', `#order=${token('order')}`);
    shop.page.arrival = takeArrival();
    const element = shop.add('<stripe-cart-return></stripe-cart-return>');
    await until('the order is drawn', () => element.shadowRoot?.querySelector('[data-status=paid] li'));
    return element;
  };

  it('keeps sentences and lines in their own order in a page that reads from the right', async () => {
    document.documentElement.dir = 'rtl';
    const [line] = paidOrder().lines;
    shop.proxy.onOrder = () => paidOrder({ lines: line ? [{ ...line, quantity: 3, name: '24 tide plates.' }] : [] });
    const receipt = await arrive();
    expect(asSeen(inside(receipt, '[part=order] > p'))).to.equal('A receipt is on its way to you .');
    expect(asSeen(inside(receipt, 'li div'))).to.equal('3 × 24 tide plates .');

    const recurring = { interval: 'month' as const, intervalCount: 1 };
    await shop.sells([mug({ recurring }), mug({ id: 'vase', name: 'Vase', unitAmount: 2200 })]);
    shop.cart.add('mug');
    shop.cart.add('vase');
    shop.cart.open();
    const agreement = await until('it is told', () => shop.cart.shadowRoot?.querySelector('[part=recurring]'));
    expect(asWritten(agreement)).to.equal('€ 41 . 50 is due today ; then € 19 . 50 every month until cancelled .');
    expect(asSeen(agreement)).to.equal(asWritten(agreement));
    // The columns are the page's: names on the right, amounts on the left of them.
    const name = inside(shop.cart, '.name').getBoundingClientRect();
    expect(inside(shop.cart, '.amount').getBoundingClientRect().right).to.be.below(name.left);
    const [first] = wordsOf(inside(shop.cart, '.name')).toReversed();
    expect(first?.right).to.be.closeTo(name.right, 1);
  });

  it('takes the order of a name that is written from the right', async () => {
    const [line] = paidOrder().lines;
    shop.proxy.onOrder = () => paidOrder({ lines: line ? [{ ...line, quantity: 3, name: 'كوب' }] : [] });
    expect(asSeen(inside(await arrive(), 'li div'))).to.equal('كوب × 3');
  });

  for (const [width, height] of [
    [320, 256],
    [667, 375],
    [640, 400],
  ] as const) {
    it(`shows whole lines of the cart in a window of ${width} × ${height}`, async () => {
      await setViewport({ width, height });
      await shop.openWithMugs(2);
      const lines = inside(shop.cart, '[part=lines]');
      expect(inside(shop.cart, '.body').clientHeight).to.be.at.least(lines.offsetHeight);
      const drawer = inside(shop.cart, 'dialog');
      expect(drawer.scrollHeight).to.be.above(drawer.clientHeight);
      drawer.scrollTop = drawer.scrollHeight;
      const pay = inside(shop.cart, '[part=checkout]').getBoundingClientRect();
      expect(pay.top).to.be.at.least(0);
      expect(pay.bottom).to.be.at.most(height);
    });
  }
});
